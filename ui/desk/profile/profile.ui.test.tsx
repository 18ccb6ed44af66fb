import { screen, waitFor, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { CONTRASTS } from '../../theme/display.tsx';
import { atTheDesk, me } from '../testing/sample.ts';

const SAVE = 'PUT /v1/me/settings';
const worn = () => document.documentElement.dataset['contrast'] ?? 'standard';
const NAMES = ['Standaard', 'Zwart op wit', 'Wit op zwart', 'Zwart op geel', 'Geel op zwart'];

beforeEach(() => localStorage.clear());

describe('settings', () => {
  it('show each of the five contrasts at once, and keep none before [Bewaar] [PORTAL-015] [PORTAL-017]', async () => {
    atTheDesk();
    const { user, container } = await visit('/voorbeeld/desk/settings');
    await screen.findByRole('radio', { name: 'Standaard' });
    for (const [at, name] of NAMES.entries()) {
      await user.click(screen.getByRole('radio', { name }));
      expect(worn()).toBe(CONTRASTS[at]);
    }
    expect(screen.getByText('Nog niet bewaard')).toBeTruthy();
    expect(localStorage.getItem('parkwerk.contrast')).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are kept in the profile with [Bewaar] [PORTAL-015] [PORTAL-016]', async () => {
    const api = atTheDesk({ [SAVE]: { language: 'en', theme: 'black-on-yellow' } });
    const { user } = await visit('/voorbeeld/desk/settings');
    await user.click(await screen.findByRole('radio', { name: 'English (Engels)' }));
    await screen.findByRole('heading', { level: 1, name: 'How do you want to see the permit desk?' });
    await user.click(screen.getByRole('radio', { name: 'Black on yellow' }));
    api.answer({ 'GET /v1/me': me({}, { settings: { language: 'en', theme: 'black-on-yellow' } }) });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved/)).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({
      language: 'en',
      theme: 'black-on-yellow',
    });
    expect(localStorage.getItem('parkwerk.contrast')).toBe('black-on-yellow');
  });

  it('that were not saved are gone after leaving [PORTAL-015]', async () => {
    atTheDesk({ 'GET /v1/permits': { items: [] } });
    const { user } = await visit('/voorbeeld/desk/settings');
    await user.click(await screen.findByRole('radio', { name: 'Wit op zwart' }));
    await user.click(screen.getByRole('link', { name: /^Loket/ }));
    await screen.findByRole('heading', { level: 1, name: /Sanne/ });
    await waitFor(() => expect(worn()).toBe('standard'));
  });

  it('say so when saving did not work, and stay as they are chosen', async () => {
    atTheDesk({ [SAVE]: refused(503, 'busy-try-again') });
    const { user } = await visit('/voorbeeld/desk/settings');
    await user.click(await screen.findByRole('radio', { name: 'Geel op zwart' }));
    await user.click(screen.getByRole('button', { name: 'Bewaar' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Geel op zwart' }).checked).toBe(true);
  });

  it('of the profile are worn on a device where nobody chose [PORTAL-017]', async () => {
    atTheDesk({ 'GET /v1/me': me({}, { settings: { language: 'nl', theme: 'white-on-black' } }) });
    await visit('/voorbeeld/desk/user');
    await screen.findByRole('heading', { level: 1 });
    await waitFor(() => expect(worn()).toBe('white-on-black'));
  });
});

describe('the user page', () => {
  const value = (term: string) => screen.getByText(term, { selector: 'dt' }).nextElementSibling?.textContent;

  it('says how somebody signed in, who and where they are, and which address mail goes to [PORTAL-089]', async () => {
    atTheDesk({ 'GET /v1/me': me({ ownPlaces: 1 }) });
    const { container } = await visit('/voorbeeld/desk/user');
    await screen.findByRole('heading', { level: 1, name: 'Wat wij van u weten' });
    expect(value('Ingelogd met')).toBe('DigiD');
    expect(value('Naam')).toBe('Sanne de Boer');
    expect(value('Adres')).toBe('Kadeplein 124302 SA Voorbeeldstad');
    expect(value('Zone van uw adres')).toBe('Kadekwartier');
    expect(value('Eigen parkeerplaatsen')).toMatch(/^1/);
    expect(value('E-mailadres')).toBe('sanne@example.nl');
    expect(screen.getByRole('link', { name: 'Wijzig email' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/email?returnTo=%2Fvoorbeeld%2Fdesk%2Fuser',
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says nothing of own parking places where they are not registered [PORTAL-089]', async () => {
    atTheDesk({ 'GET /v1/me': me({ ownPlaces: null }) });
    await visit('/voorbeeld/desk/user');
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByText('Eigen parkeerplaatsen')).toBeNull();
  });

  it('says that an address is not known, and that mail came back', async () => {
    atTheDesk({ 'GET /v1/me': me({ address: null, area: null, emailBounced: true }) });
    await visit('/voorbeeld/desk/user');
    const note = await screen.findByRole('heading', { name: 'Onze e-mail komt bij u niet aan' });
    expect(within(note.parentElement!.parentElement!).getByText(/sanne@example.nl/)).toBeTruthy();
    expect(value('Adres')).toBe('Niet bekend bij uw manier van inloggen');
  });
});
