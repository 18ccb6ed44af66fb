import { screen, within } from '@testing-library/react';
import { leaveSignedOut } from '../desk/sign-in/reasons.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { lien, same, session, signedIn, TOWN_CALL } from './testing/sample.ts';

describe('signing in to parking on demand', () => {
  it('offers each way with where to read more about it [POM-002]', async () => {
    testApi({ ...TOWN_CALL, 'GET /v1/on-demand': refused(401, 'not-signed-in') });
    const { container } = await visit('/antwerpen/on-demand');
    const way = await screen.findByRole('link', { name: /^itsme/ });
    expect(way.getAttribute('href')).toContain('means=itsme');
    expect(screen.getByRole('link', { name: /Meer info over itsme/ }).getAttribute('href')).toBe(
      'https://itsme.example',
    );
    expect(screen.getByRole('link', { name: /Meer info over eID/ })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says that one signed out, on the way back from the identity provider, once [POM-006]', async () => {
    testApi({ ...TOWN_CALL, 'GET /v1/on-demand': refused(401, 'not-signed-in') });
    leaveSignedOut();
    const { container, unmount } = await visit('/antwerpen/on-demand');
    expect(await screen.findByRole('heading', { name: 'U bent uitgelogd' })).toBeTruthy();
    expect(screen.getByRole('link', { name: /^itsme/ })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    unmount();
    await visit('/antwerpen/on-demand');
    await screen.findByRole('link', { name: /^itsme/ });
    expect(screen.queryByText('U bent uitgelogd')).toBeNull();
  });

  it('asks for consent with what it is for, a yes, a no and the privacy policy [POM-003, POM-004]', async () => {
    const question = {
      municipalityId: 'antwerpen',
      name: same('Parkeren op maat'),
      shares: ['name', 'address', 'email', 'profile'],
    };
    testApi({ ...TOWN_CALL, 'GET /v1/on-demand/consent': question });
    const { container } = await visit('/antwerpen/on-demand/consent', 'en');
    expect(await screen.findByRole('button', { name: 'Yes, I consent' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'No, I refuse' })).toBeTruthy();
    expect(screen.getByText(/neither your photo nor your family members/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /how we treat your details/ }).getAttribute('href')).toBe('/privacy');
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('the start page of parking on demand', () => {
  it('shows balance, ids and hours, and dashes where nothing runs or comes [POM-005, POM-006]', async () => {
    signedIn(lien({ profileId: null }));
    const { container } = await visit('/antwerpen/on-demand');
    expect(await screen.findByText('12,50')).toBeTruthy();
    expect(screen.getByText(/nog 88.u voor bezoek, tot en met 31 december 2026/)).toBeTruthy();
    expect(screen.getByText(/Volgend kwartaal: 90.u/)).toBeTruthy();
    const running = screen.getByRole('region', { name: 'Lopende sessie' });
    expect(within(running).getAllByText('–')).toHaveLength(6);
    expect(screen.getByRole('link', { name: /Lien Peeters/ }).getAttribute('href')).toBe(
      '/antwerpen/on-demand/profile',
    );
    expect(screen.getByRole('link', { name: /Parkeren op maat/ }).getAttribute('href')).toBe('/antwerpen/on-demand');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells of what runs and what comes: date, time, zone, plate and price [POM-005]', async () => {
    signedIn(
      lien({
        running: session(),
        next: session({
          id: 'a2',
          startsAt: '2026-11-23T09:00:00.000Z',
          endsAt: '2026-11-23T10:00:00.000Z',
          state: 'planned',
        }),
      }),
    );
    await visit('/antwerpen/on-demand');
    const running = within(await screen.findByRole('region', { name: 'Lopende sessie' }));
    for (const text of ['21 november 2026', 'Binnenstad', '€ 1,44']) expect(running.getByText(text)).toBeTruthy();
    expect(
      within(screen.getByRole('region', { name: 'Eerstvolgende sessie' })).getByText('23 november 2026'),
    ).toBeTruthy();
  });

  it('says that a payment succeeded once the provider did, and shows the new balance by itself [POM-013]', async () => {
    const topUp = {
      reference: 'PW-1',
      permitId: 's1',
      status: 'paid',
      unit: 'eurocent',
      amount: 2000,
      cents: 2000,
      checkoutUrl: null,
    };
    const api = signedIn(lien(), { 'GET /v1/parking/top-ups/PW-1': topUp });
    api.answer({ 'GET /v1/on-demand': lien({ balanceCents: 3250 }) });
    await visit('/antwerpen/on-demand/top-ups/PW-1');
    expect(await screen.findByText('Betaling gelukt')).toBeTruthy();
    expect(screen.getByText(/PW-1/)).toBeTruthy();
    expect(await screen.findByText('32,50')).toBeTruthy();
  });
});

describe('sessions and transactions on demand', () => {
  const rows = Array.from({ length: 10 }, (_, at) => ({
    number: 34 - at, at: '2026-11-20T11:05:00.000Z', cents: at === 0 ? 2000 : -144, endCents: 2000 + at, kind: at === 0 ? 'top-up' : 'hold', actionId: null,
    invoice: at === 0 ? { id: 'i1', kind: 'invoice', number: 'F-2026-00012' } : null,
  })); // prettier-ignore
  const page = { items: rows, total: 34, page: 1, limit: 10 };

  it('are two tabs: numbers, signed amounts and end balances, by pages of as many as one likes [POM-030, POM-031, POM-032]', async () => {
    const api = signedIn(lien(), {
      'GET /v1/on-demand/transactions': page,
      'GET /v1/on-demand/sessions': { items: [session()], total: 1, page: 1, limit: 10 },
    });
    const { user, container } = await visit('/antwerpen/on-demand');
    expect(await screen.findByText('1 - 1 van 1')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Transacties' }));
    const list = within(screen.getByRole('table', { name: 'Transacties' }));
    expect(list.getByText('F-2026-00012')).toBeTruthy();
    expect(list.getByText(/\+/).textContent).toMatch(/\+ €.20,00/);
    expect(list.getByRole('link', { name: 'UBL (Peppol) van F-2026-00012' }).getAttribute('href')).toBe(
      '/v1/on-demand/invoices/i1?format=ubl',
    );
    expect(screen.getByText('1 - 10 van 34')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Volgende bladzijde' }));
    const asked = () =>
      api.asked
        .filter(({ path }) => path === '/v1/on-demand/transactions')
        .at(-1)!
        .query.toString();
    expect(asked()).toBe('limit=10&page=2');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are filtered when [Zoek] is pressed and whole again after [Reset filters]; files follow the filter [POM-032, POM-033]', async () => {
    const api = signedIn(lien(), { 'GET /v1/on-demand/transactions': page });
    const { user } = await visit('/antwerpen/on-demand');
    await user.click(await screen.findByRole('tab', { name: 'Transacties' }));
    const asked = () =>
      api.asked.filter(({ path }) => path === '/v1/on-demand/transactions').map(({ query }) => query.get('invoiced'));
    await user.click(screen.getByRole('checkbox', { name: 'Factuur opgevraagd' }));
    expect(asked().at(-1)).toBeNull();
    const form = within(screen.getByRole('form', { name: 'Filter: Transacties' }));
    await user.click(form.getByRole('button', { name: 'Zoek' }));
    expect(asked().at(-1)).toBe('yes');
    const file = () => screen.getByRole('link', { name: 'Transacties downloaden (CSV)' }).getAttribute('href');
    expect(file()).toBe('/v1/on-demand/transactions/export?invoiced=yes&format=csv');
    await user.click(form.getByRole('button', { name: 'Reset filters' }));
    expect(file()).toBe('/v1/on-demand/transactions/export?format=csv');
  });
});

describe('the profile of who parks on demand', () => {
  it('takes consent back after a question, and says what that means [POM-004, POM-006]', async () => {
    const api = signedIn(lien(), { 'POST /v1/on-demand/consent/_withdraw': null });
    const { user, container } = await visit('/antwerpen/on-demand/profile');
    expect(await screen.findByText(/U gaf toestemming op 1 november 2026/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Uitloggen' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Trek toestemming in' }));
    api.answer({ 'GET /v1/on-demand': refused(401, 'not-signed-in') });
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Trek toestemming in' }));
    expect(await screen.findByText('Uw toestemming is ingetrokken')).toBeTruthy();
  });
});
