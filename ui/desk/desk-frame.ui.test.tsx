import { act, screen, waitFor, within } from '@testing-library/react';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { atTheDesk, counts, me, onTheDay, TOWN } from './testing/sample.ts';

const MUNICIPALITY = 'GET /v1/municipalities/voorbeeld';
const PERMITS = { 'GET /v1/permits': { items: [] } };
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });

describe('a page of the desk', () => {
  it.each(['', '/applications/a1/plates', '/cart', '/permits/v1', '/user', '/payments/PW-1?a=1'])(
    '%s asks who is not signed in to do so, and leads back afterwards [PORTAL-001]',
    async (page) => {
      testApi({
        [MUNICIPALITY]: onTheDay(TOWN),
        'GET /v1/me': refused(401, 'not-signed-in'),
        'GET /v1/municipalities': { items: [TOWN] },
      });
      await visit(`/voorbeeld/desk${page}`);
      await heading('Hoe wilt u inloggen?');
      const back = new URLSearchParams({
        municipality: 'voorbeeld',
        means: 'digid',
        returnTo: `/voorbeeld/desk${page}`,
      });
      expect(screen.getByRole('link', { name: /DigiD/ }).getAttribute('href')).toBe(`/auth/login?${back.toString()}`);
      expect(screen.queryByText('U bent uitgelogd')).toBeNull();
    },
  );

  it('says in a friendly sentence that the session ended meanwhile, and where one goes on [PORTAL-001]', async () => {
    const api = atTheDesk({ ...PERMITS, 'GET /v1/municipalities': { items: [TOWN] } });
    const { user } = await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    api.answer({ 'GET /v1/history': refused(401, 'not-signed-in'), 'GET /v1/me': refused(401, 'not-signed-in') });
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(within(screen.getByRole('dialog', { name: 'Menu' })).getByRole('link', { name: /^Historie/ }));
    expect(await screen.findByRole('heading', { name: 'U bent uitgelogd' })).toBeTruthy();
    expect(screen.getByText(/Wat u had ingevuld, staat er nog/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /DigiD/ }).getAttribute('href')).toContain('desk%2Fhistory');
  });

  it.each([
    ['staff', me({}, { holder: null, staff: { id: 's1', name: 'M. de Wit', roles: ['clerk'] } }), /als medewerker/],
    ['another municipality', me({}, { municipality: { id: 'deventer', name: 'Deventer' } }), /andere gemeente/],
  ])('does not open to who is signed in for %s', async (_who, answer, title) => {
    atTheDesk({ 'GET /v1/me': answer, 'GET /v1/municipalities': { items: [TOWN] } });
    await visit('/voorbeeld/desk/cart');
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
  });

  it.each(['', '/products', '/cart', '/applications', '/permits', '/history', '/settings', '/user'])(
    '%s stays shut until an e-mail address is proved [PORTAL-006]',
    async (page) => {
      const { asked } = atTheDesk({ 'GET /v1/me': me({ email: null, emailVerified: false }) });
      const { address } = await visit(`/voorbeeld/desk${page}`);
      await heading('Naar welk e-mailadres sturen wij uw berichten?');
      expect(address()).toBe(`/voorbeeld/desk/email?returnTo=${encodeURIComponent(`/voorbeeld/desk${page}`)}`);
      // Whether all is well may be asked by anybody.
      const own = asked.map(({ path }) => path).filter((path) => path !== '/v1/status');
      expect(own).toEqual(['/v1/municipalities/voorbeeld', '/v1/me']);
    },
  );

  it('says so when it cannot be fetched, and can be asked for again', async () => {
    const api = atTheDesk({ ...PERMITS, 'GET /v1/me': refused(503, 'busy-try-again') });
    const { user } = await visit('/voorbeeld/desk');
    const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
    api.answer({ 'GET /v1/me': me() });
    await user.click(again);
    expect(await heading(/Sanne/)).toBeTruthy();
  });

  it('says on top that there is no connection as long as there is none', async () => {
    atTheDesk(PERMITS);
    await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine')!;
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    act(() => void window.dispatchEvent(new Event('offline')));
    expect(screen.getByRole('heading', { name: 'U heeft geen verbinding' })).toBeTruthy();
    Object.defineProperty(navigator, 'onLine', { ...online, configurable: true });
    act(() => void window.dispatchEvent(new Event('online')));
    expect(screen.queryByRole('heading', { name: 'U heeft geen verbinding' })).toBeNull();
  });

  it('has its name in the title of the window, and the version to tell a helpdesk [PORTAL-011] [PORTAL-014]', async () => {
    document.head.innerHTML = '<meta name="version" content="1.4.2">';
    atTheDesk({ 'GET /v1/history': { items: [], nextCursor: null, since: null } });
    await visit('/voorbeeld/desk/history');
    await heading('Wat u eerder had');
    expect(document.title).toBe('Historie · Loket Voorbeeldstad');
    expect(within(screen.getByRole('contentinfo')).getByText('Versie 1.4.2')).toBeTruthy();
  });

  it('shows the cart in the bar only when something is in it [PORTAL-011]', async () => {
    const api = atTheDesk({ ...PERMITS, 'GET /v1/history': { items: [], nextCursor: null, since: null } });
    const { user } = await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    expect(screen.queryByRole('link', { name: /in uw winkelwagen/ })).toBeNull();
    api.answer({ 'GET /v1/me/overview': counts({ cart: [2, 2] }) });
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(within(screen.getByRole('dialog', { name: 'Menu' })).getByRole('link', { name: /^Historie/ }));
    expect((await screen.findByRole('link', { name: /2 in uw winkelwagen/ })).getAttribute('href')).toBe(
      '/voorbeeld/desk/cart',
    );
  });
});

describe('the menu', () => {
  const ENTRIES = [
    ['Winkelwagen 2', '/cart'],
    ['Lopende aanvragen 3', '/applications'],
    ['Aanvraagbare producten 4', '/products'],
    ['Huidige producten 1', '/permits'],
    ['Wachtlijst 0', '/waitlist'],
    ['Verlengingen 0', '/renewals'],
    ['Historie 2', '/history'],
    ['Home', ''],
    ['Instellingen', '/settings'],
    ['Gebruiker', '/user'],
  ];

  it('has all entries of the manual with their counts, and logging out [PORTAL-013, LOKET-004]', async () => {
    atTheDesk({
      ...PERMITS,
      'GET /v1/me/overview': counts({
        cart: [2, 2],
        applications: [3, 1],
        products: [4, 0],
        permits: [1, 0],
        history: [2, 0],
      }),
    });
    const { user, container } = await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    const menu = within(screen.getByRole('dialog', { name: 'Menu' }));
    await waitFor(() =>
      expect(menu.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual(
        ENTRIES.map(([name, path]) => [name, `/voorbeeld/desk${path}`]),
      ),
    );
    expect(menu.getByRole('link', { name: 'Home' }).getAttribute('aria-current')).toBe('page');
    expect(menu.getByRole('button', { name: 'Uitloggen' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('can be closed without choosing, by its button and by Escape [PORTAL-013]', async () => {
    atTheDesk(PERMITS);
    const { user, address } = await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    const opener = screen.getByRole('button', { name: 'Menu' });
    await user.click(opener);
    await user.click(screen.getByRole('button', { name: 'Sluit menu' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
    await user.click(opener);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(address()).toBe('/voorbeeld/desk');
  });

  it('stays at the desk and says why when logging out did not work [PORTAL-018]', async () => {
    const { asked } = atTheDesk({ ...PERMITS, 'POST /auth/logout': refused(503, 'busy-try-again') });
    const { user } = await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(screen.getByRole('button', { name: 'Uitloggen' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(await heading(/Sanne/)).toBeTruthy();
    expect(asked.filter(({ path }) => path === '/auth/logout')).toHaveLength(1);
  });
});
