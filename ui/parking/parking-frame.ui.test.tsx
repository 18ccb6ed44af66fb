import { act, screen, waitFor, within } from '@testing-library/react';
import { onTheDay } from '../desk/testing/sample.ts';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { account, action, actionsOf, inTheApp, permit, switched } from './testing/sample.ts';

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const openMenu = async (user: Awaited<ReturnType<typeof visit>>['user']) => {
  await user.click(screen.getByRole('button', { name: 'Menu' }));
  return screen.getByRole('dialog', { name: 'Menu' });
};
/** What stands under a heading of the menu, in order. */
const entriesUnder = (menu: HTMLElement, title: string): (string | null)[] => {
  const group = within(menu).getByRole('heading', { level: 3, name: title }).parentElement!;
  return within(group)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
};

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('a page of the parking app', () => {
  it.each(['/products', '/actions', '/settings', '/devices', '/about', '/p/v1?x=1'])(
    '%s asks who is not signed in to do so, and leads back afterwards [2PARK-020]',
    async (page) => {
      testApi({
        'GET /v1/account': refused(401, 'not-signed-in'),
        'GET /v1/parking/permits': refused(401, 'not-signed-in'),
      });
      const { address } = await visit(`/parking${page}`);
      await heading('Inloggen om te parkeren');
      expect(address()).toBe(`/parking/sign-in?returnTo=${encodeURIComponent(`/parking${page}`)}`);
      expect(screen.queryByRole('alert')).toBeNull();
    },
  );

  it('says in a friendly sentence that the session ended meanwhile [2PARK-023]', async () => {
    const api = inTheApp({ 'GET /v1/parking/actions': actionsOf() });
    const { user } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    api.answer({ 'GET /v1/parking/permits': refused(401, 'session-expired') });
    await user.click(within(await openMenu(user)).getByRole('link', { name: 'Alle parkeeracties' }));
    await heading('Inloggen om te parkeren');
    expect(screen.getByRole('heading', { name: 'U bent uitgelogd' })).toBeTruthy();
    expect(screen.getByText(/Wat u had ingevuld, staat er nog/)).toBeTruthy();
  });

  it('does not come up without a network, says that nothing is registered, and goes on by itself [BEYOND-034]', async () => {
    const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine')!;
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    const api = inTheApp();
    const answers = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const { container } = await visit('/parking/products');
    await heading('Uw producten kunnen nu niet worden getoond');
    expect(screen.getByRole('heading', { name: 'Niet verbonden' })).toBeTruthy();
    expect(screen.getByText(/Er wordt niets aangemeld, gestopt of verlengd/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    globalThis.fetch = answers;
    Object.defineProperty(navigator, 'onLine', { ...online, configurable: true });
    act(() => void window.dispatchEvent(new Event('online')));
    await heading('Waarmee wilt u parkeren?');
    expect(screen.queryByRole('heading', { name: 'Niet verbonden' })).toBeNull();
    expect(api.asked.length).toBeGreaterThan(0);
  });

  it('about a product that is not theirs says so and leads to their own', async () => {
    inTheApp();
    await visit('/parking/p/somebody-else');
    await heading('Dit product hoort niet bij u');
    expect(screen.getByRole('link', { name: 'Alle producten' }).getAttribute('href')).toBe('/parking/products');
  });

  it('looks as somebody chose on this device, whether at the desk or here [2PARK-033]', async () => {
    inTheApp({
      'GET /v1/account': onTheDay(account({ settings: { ...account().settings, theme: 'black-on-white' } })),
    });
    localStorage.setItem('parkwerk.contrast', 'yellow-on-black');
    const { user } = await visit('/parking/products', 'en');
    await heading('What do you want to park with?');
    expect(document.documentElement.dataset['contrast']).toBe('yellow-on-black');
    await user.click(screen.getByRole('button', { name: /Nederlands/ }));
    await heading('Waarmee wilt u parkeren?');
    await user.click(screen.getByRole('button', { name: /kleuren/i }));
    expect(screen.getAllByRole('radio')).toHaveLength(5);
  });

  it('looks as the account says where nobody chose on this device [2PARK-033]', async () => {
    inTheApp({
      'GET /v1/account': onTheDay(account({ settings: { ...account().settings, theme: 'black-on-white' } })),
    });
    await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    await waitFor(() => expect(document.documentElement.dataset['contrast']).toBe('black-on-white'));
  });
});

describe('the bar', () => {
  const bar = () => within(screen.getByRole('banner'));

  it('says which product and where, the option below it, and what is left [2PARK-031]', async () => {
    inTheApp({ 'GET /v1/parking/actions': actionsOf() });
    await visit('/parking/p/v1');
    await screen.findByRole('heading', { level: 1 });
    expect(bar().getByText('Bezoekersregeling')).toBeTruthy();
    expect(bar().getByText('Kadekwartier · Parkeeracties')).toBeTruthy();
    expect(bar().getByText('€ 42,60')).toBeTruthy();
    expect(bar().getByText('Voorbeeldstad')).toBeTruthy();
  });

  it('has no balance for a product without one [2PARK-031]', async () => {
    inTheApp();
    await visit('/parking/p/r1/plates');
    await screen.findByRole('heading', { level: 1 });
    expect(bar().getByText(/Kadekwartier/)).toBeTruthy();
    expect(bar().queryByText('Saldo')).toBeNull();
  });

  it('writes every kind of balance, also two of one product [2PARK-032]', async () => {
    const balance = (unit: 'eurocent' | 'minute' | 'action', available: number) => ({
      unit,
      available,
      held: 0,
      period: null,
      lastsUntil: null,
    });
    inTheApp({
      'GET /v1/parking/permits': { items: [permit({ balances: [balance('minute', 615), balance('action', 12)] })] },
      'GET /v1/parking/actions': actionsOf(),
    });
    await visit('/parking/p/v1', 'en');
    await screen.findByRole('heading', { level: 1 });
    expect(bar().getByText('10 h 15 min')).toBeTruthy();
    expect(bar().getByText('12 actions')).toBeTruthy();
  });
});

describe('the menu', () => {
  const ALWAYS = ['Alle parkeeracties', 'Alle producten', 'Instellingen', 'Over Parkwerk', 'Uitloggen'];

  it('has the entries the selected product allows, and apart from them those that are always there [2PARK-036]', async () => {
    localStorage.setItem('parkwerk.parking-permit', 'v1');
    inTheApp();
    const { user, container } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    const menu = await openMenu(user);
    expect(entriesUnder(menu, 'Bezoekersregeling')).toEqual([
      'Parkeeracties',
      'Opwaarderen',
      'Favorieten',
      'Machtigingen',
      'Historie',
      'Saldoalarm',
    ]);
    expect(entriesUnder(menu, 'Voor al uw producten')).toEqual(ALWAYS);
    expect(within(menu).getByRole('link', { name: 'Alle producten' }).getAttribute('aria-current')).toBe('page');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('of another product is another menu: what it does not allow is not there, not grey [2PARK-003]', async () => {
    localStorage.setItem('parkwerk.parking-permit', 'r1');
    inTheApp();
    const { user } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    expect(entriesUnder(await openMenu(user), 'Bewonersvergunning')).toEqual(['Wissel van kenteken']);
  });

  it('of a granted product has no favourites, no top-up and no grants [2PARK-036]', async () => {
    const granted = permit({ role: 'grantee', grantor: 'ria@example.nl', may: ['start', 'plan', 'extend', 'history'] });
    inTheApp({ 'GET /v1/parking/permits': { items: [granted] } });
    const { user } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    expect(entriesUnder(await openMenu(user), 'Bezoekersregeling')).toEqual(['Parkeeracties', 'Historie']);
  });

  it('without a selected product has only what is always there [2PARK-036]', async () => {
    inTheApp();
    const { user } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    const menu = await openMenu(user);
    expect(within(menu).getAllByRole('heading', { level: 3 })).toHaveLength(1);
    expect(entriesUnder(menu, 'Voor al uw producten')).toEqual(ALWAYS);
  });

  it('logs out, tells the service so, and returns to the sign-in page [2PARK-024]', async () => {
    sessionStorage.setItem('parkwerk.draft.x', '1');
    const { asked } = inTheApp({ 'DELETE /v1/sessions/current': new Response(null, { status: 204 }) });
    const { user, address } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    await user.click(within(await openMenu(user)).getByRole('button', { name: 'Uitloggen' }));
    await heading('Inloggen om te parkeren');
    expect(address()).toBe('/parking/sign-in?problem=signed-out');
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(true);
    expect(sessionStorage.getItem('parkwerk.draft.x')).toBeNull();
  });

  it('stays where it is and says why when logging out did not work [2PARK-024]', async () => {
    inTheApp({ 'DELETE /v1/sessions/current': refused(503, 'busy-try-again') });
    const { user } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    await user.click(within(await openMenu(user)).getByRole('button', { name: 'Uitloggen' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(await heading('Waarmee wilt u parkeren?')).toBeTruthy();
  });
});

describe('what was typed', () => {
  it('is gone for another account on the same tab, and there for the same one', async () => {
    inTheApp();
    sessionStorage.setItem('parkwerk.draft.x', '1');
    const first = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    expect(sessionStorage.getItem('parkwerk.draft.x')).toBe('1');
    first.unmount();
    inTheApp({ 'GET /v1/account': onTheDay(account({ id: 'acc2' })) });
    await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    expect(sessionStorage.getItem('parkwerk.draft.x')).toBeNull();
  });
});

describe('a card of all parking actions', () => {
  const both = ({ query }: { query: URLSearchParams }) =>
    query.get('state') === 'running'
      ? actionsOf(
          action(),
          action({
            id: 'a2',
            permitId: 'g1',
            productName: { nl: 'Tijdelijk kenteken', en: 'Temporary plate' },
            municipalityName: 'Deventer',
            name: null,
            openEnd: true,
          }),
        )
      : actionsOf(
          action({
            id: 'a3',
            state: 'planned',
            startsAt: '2026-11-22T18:00:00.000Z',
            endsAt: '2026-11-22T22:30:00.000Z',
          }),
        );

  it('stands there for every product and grant, and leads to its product [2PARK-105]', async () => {
    inTheApp({ 'GET /v1/parking/actions': both });
    const { user, container } = await visit('/parking/actions');
    await heading('Wat loopt er, en wat staat gepland?');
    const running = within(await screen.findByRole('tabpanel', { name: /Lopend/ }));
    expect(running.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/parking/p/v1',
      '/parking/p/g1',
    ]);
    expect(running.getByText('Tijdelijk kenteken')).toBeTruthy();
    expect(running.getByText(/Deventer/)).toBeTruthy();
    expect(screen.getByRole('tab', { name: /Lopend 2/ })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('tab', { name: /Gepland 1/ }));
    expect(screen.getByText(/morgen 19.00 uur/)).toBeTruthy();
  });

  it('counts down to its end [PEERS-004]', async () => {
    inTheApp({ 'GET /v1/parking/actions': both });
    await visit('/parking/actions');
    expect(await screen.findByRole('timer', { name: /Nog 9 uur|Nog 8 uur|Nog \d+ uur/ })).toBeTruthy();
  });

  it('is not there when nothing runs, and that is said [2PARK-105]', async () => {
    inTheApp({ 'GET /v1/parking/actions': actionsOf() });
    await visit('/parking/actions');
    expect(await screen.findByRole('heading', { name: 'Er loopt nu niets' })).toBeTruthy();
  });
});

describe('where the app opens', () => {
  const opened = async (chosen: string | null, last: string | null, permits = [permit(), switched()]) => {
    if (last !== null) localStorage.setItem('parkwerk.parking-permit', last);
    inTheApp({
      'GET /v1/account': onTheDay(account({ settings: { ...account().settings, startPermitId: chosen } })),
      'GET /v1/parking/permits': { items: permits },
      'GET /v1/parking/actions': actionsOf(),
    });
    const { address } = await visit('/parking');
    await screen.findByRole('heading', { level: 1 });
    return address();
  };
  it('is the start product of the settings, also after another was used [2PARK-030]', async () => {
    expect(await opened('v1', 'r1')).toBe('/parking/p/v1');
  });

  it('is the product used last where no start product was chosen, each kind at its own screen [2PARK-030, 2PARK-002]', async () => {
    expect(await opened(null, 'r1')).toBe('/parking/p/r1/plates');
  });

  it('is the only product there is [2PARK-030]', async () => {
    expect(await opened(null, null, [permit()])).toBe('/parking/p/v1');
    expect(localStorage.getItem('parkwerk.parking-permit')).toBe('v1');
  });

  it('is all products as long as none was used', async () => {
    expect(await opened(null, null)).toBe('/parking/products');
  });

  it('is all products when there are none', async () => {
    expect(await opened(null, null, [])).toBe('/parking/products');
    expect(screen.getByRole('heading', { name: 'U heeft hier nog geen producten' })).toBeTruthy();
  });
});
