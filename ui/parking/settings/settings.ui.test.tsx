import { act, screen, within } from '@testing-library/react';
import { onTheDay } from '../../desk/testing/sample.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { account, inTheApp } from '../testing/sample.ts';

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const NO_PASSKEYS = { 'GET /v1/account/passkeys': { items: [] } };
const DONE = new Response(null, { status: 204 });

beforeEach(() => localStorage.clear());

describe('the settings', () => {
  it('show the address, and keep a start product and a reminder when they are saved [2PARK-030, 2PARK-034]', async () => {
    const saved = { ...account().settings, startPermitId: 'v1', remindMinutes: 30 };
    const api = inTheApp({
      ...NO_PASSKEYS,
      'PUT /v1/account/settings': () => (
        api.answer({ 'GET /v1/account': onTheDay(account({ settings: saved })) }),
        saved
      ),
    });
    const { user, container } = await visit('/parking/settings');
    await heading('Hoe wilt u de app gebruiken?');
    expect(within(screen.getByRole('main')).getByText('sanne@example.nl')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Start met product' }), 'v1');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Herinnering' }), '30');
    const own = screen.getByRole('link', { name: 'Uw gegevens: wat wij bewaren en wie keek' });
    expect(own.getAttribute('href')).toBe('/parking/own-data');
    expect(screen.getByText('Nog niet bewaard')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Bewaar' }));
    expect(await screen.findByText('Bewaard.')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({
      language: 'nl',
      theme: 'standard',
      startPermitId: 'v1',
      remindMinutes: 30,
    });
  });

  it('say that our mail does not arrive', async () => {
    inTheApp({ ...NO_PASSKEYS, 'GET /v1/account': onTheDay(account({ emailBounced: true })) });
    await visit('/parking/settings');
    expect(await screen.findByRole('heading', { name: 'Onze e-mail komt niet aan' })).toBeTruthy();
  });

  it('turn the statement of each month by mail on, and off again [PEERS-019]', async () => {
    const asked = (wanted: boolean) => ({
      'PUT /v1/account/monthly-statement': () => (
        api.answer({ 'GET /v1/account': onTheDay(account({ monthlyStatement: wanted })) }),
        { wanted }
      ),
    });
    const api = inTheApp(NO_PASSKEYS);
    api.answer(asked(true));
    const { user, container } = await visit('/parking/settings');
    expect(await screen.findByText(/niet per mail/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Mail mij het overzicht elke maand' }));
    expect(await screen.findByText('U krijgt het overzicht per mail.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    api.answer(asked(false));
    await user.click(screen.getByRole('button', { name: 'Stop met mailen' }));
    expect(await screen.findByText(/niet per mail/)).toBeTruthy();
    const sent = api.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body);
    expect(sent).toEqual([{ wanted: true }, { wanted: false }]);
  });

  it('change a password for who knows the present one [2PARK-021]', async () => {
    const api = inTheApp({ ...NO_PASSKEYS, 'PUT /v1/account/password': refused(409, 'password-wrong') });
    const { user, container } = await visit('/parking/settings');
    await user.click(await screen.findByRole('button', { name: 'Wijzig wachtwoord' }));
    const form = within(screen.getByRole('form', { name: 'Wijzig wachtwoord' }));
    await user.type(form.getByLabelText('Uw wachtwoord van nu'), 'iets ouds');
    await user.type(form.getByLabelText(/Nieuw wachtwoord/), 'vier losse woorden hier');
    await user.type(form.getByLabelText(/Herhaal/), 'vier losse woorden hier');
    await user.click(form.getByRole('button', { name: 'Wijzigen' }));
    expect(await form.findByRole('alert')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ 'PUT /v1/account/password': DONE });
    await user.click(form.getByRole('button', { name: 'Wijzigen' }));
    expect(await screen.findByText('Uw wachtwoord is gewijzigd.')).toBeTruthy();
  });

  it('list passkeys, and take one off [PEERS-046]', async () => {
    const passkey = { id: 'k1', name: 'Firefox op Android', since: '2026-11-01T09:00:00.000Z', usedAt: null };
    const api = inTheApp({
      'GET /v1/account/passkeys': { items: [passkey] },
      'DELETE /v1/account/passkeys/k1': () => (api.answer(NO_PASSKEYS), DONE),
    });
    const { user } = await visit('/parking/settings');
    await user.click(await screen.findByRole('button', { name: 'Verwijder Firefox op Android' }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText('U heeft nog geen passkey.')).toBeTruthy();
  });
});

describe('the devices', () => {
  const device = { remembered: false, since: '2026-11-01T09:00:00.000Z', seenAt: '2026-11-20T09:00:00.000Z' };
  const here = { ...device, id: 'd1', name: 'Chrome op Windows', current: true };
  const phone = { ...device, id: 'd2', name: 'Safari op iPhone', current: false, remembered: true };

  it('are where somebody is signed in, and one can be signed out from another [2PARK-022]', async () => {
    const api = inTheApp({
      'GET /v1/account/devices': { items: [here, phone] },
      'DELETE /v1/account/devices/d2': () => (api.answer({ 'GET /v1/account/devices': { items: [here] } }), DONE),
    });
    const { user, container } = await visit('/parking/devices');
    await heading('Waar bent u ingelogd?');
    const list = within(await screen.findByRole('list', { name: 'Apparaten' }));
    expect(list.getByText('Onthouden')).toBeTruthy();
    expect(list.queryByRole('button', { name: /Chrome/ })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(list.getByRole('button', { name: 'Uitloggen Safari op iPhone' }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    await screen.findByText('Chrome op Windows');
    expect(api.asked.some(({ method, path }) => method === 'DELETE' && path.endsWith('/d2'))).toBe(true);
  });
});

describe('about the app', () => {
  it('is the version a helpdesk asks for, who to call, and how it comes on a home screen [2PARK-035, 2PARK-007]', async () => {
    inTheApp({ 'GET /v1/account': onTheDay(account({ version: '1.4.2' })) });
    const { container } = await visit('/parking/about');
    await heading('Over Parkwerk');
    expect(within(screen.getByRole('main')).getByText('1.4.2')).toBeTruthy();
    expect(await screen.findByText('Bel 14 0500, werkdagen')).toBeTruthy();
    expect(screen.getByText(/Zet op beginscherm/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('offers to install the app where the browser lets us ask [2PARK-007]', async () => {
    inTheApp();
    const { user } = await visit('/parking/about');
    await heading('Over Parkwerk');
    let asked = 0;
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => Promise.resolve((asked += 1)),
    });
    act(() => void window.dispatchEvent(offer));
    await user.click(await screen.findByRole('button', { name: 'Zet op startscherm' }));
    expect(asked).toBe(1);
    expect(screen.queryByRole('button', { name: 'Zet op startscherm' })).toBeNull();
  });
});
