import { screen, waitFor, within } from '@testing-library/react';
import { refused, testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { member, page, signedInAs, TOWN } from './testing/sample.ts';
import { returnPath } from './sign-in-path.ts';

const MUNICIPALITY = 'GET /v1/municipalities/voorbeeld';
const TASKS = 'GET /v1/staff/tasks';
const signInLink = () => screen.getByRole('link', { name: 'Log in' });

describe('signing in', () => {
  it('comes first, and leads back to the page somebody wanted', async () => {
    testApi({ [MUNICIPALITY]: TOWN, 'GET /v1/me': refused(401, 'not-signed-in') });
    const { container, address } = await visit('/voorbeeld/staff/cases?number=Z-1');
    expect(await screen.findByRole('heading', { level: 1, name: 'Inloggen voor medewerkers' })).toBeTruthy();
    expect(address()).toContain('/voorbeeld/staff/sign-in');
    expect(signInLink().getAttribute('href')).toBe(
      '/auth/login?municipality=voorbeeld&means=staff&returnTo=%2Fvoorbeeld%2Fstaff%2Fcases%3Fnumber%3DZ-1',
    );
    expect(screen.queryByText('U bent uitgelogd')).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is needed again when the session ends at work, in a friendly sentence', async () => {
    const api = signedInAs(['clerk'], { [TASKS]: page([]) });
    const { user } = await visit('/voorbeeld/staff');
    const chip = await screen.findByRole('button', { name: /^Van mij/ });
    api.answer({ [TASKS]: refused(401, 'not-signed-in') });
    await user.click(chip);
    expect(await screen.findByRole('heading', { name: 'U bent uitgelogd' })).toBeTruthy();
    expect(screen.getByText(/wat u had ingevuld staat er nog/)).toBeTruthy();
    expect(signInLink().getAttribute('href')).toContain('returnTo=%2Fvoorbeeld%2Fstaff%3Ffilter%3Dmine');
  });

  it.each([
    ['cancelled', 'U heeft het inloggen gestopt'],
    ['expired', 'Het inloggen duurde te lang'],
    ['no-subject', 'Dit account hoort niet bij deze gemeente'],
    ['no-role', 'Uw account heeft hier nog geen rol'],
  ])('that failed (%s) says why and what to do', async (problem, title) => {
    testApi({ [MUNICIPALITY]: TOWN });
    await visit(`/voorbeeld/staff/sign-in?problem=${problem}&returnTo=%2Fvoorbeeld%2Fenforcement`);
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
    expect(signInLink().getAttribute('href')).toContain('returnTo=%2Fvoorbeeld%2Fenforcement');
  });

  it.each([
    ['/voorbeeld/staff/cases/c1', '/voorbeeld/staff/cases/c1'],
    ['/voorbeeld/enforcement', '/voorbeeld/enforcement'],
    ['/voorbeeld/staff?filter=mine', '/voorbeeld/staff?filter=mine'],
    ['/voorbeeld/staff/sign-in', '/voorbeeld/staff'],
    ['/voorbeeld/desk', '/voorbeeld/staff'],
    ['/deventer/staff', '/voorbeeld/staff'],
    ['https://elsewhere.example/', '/voorbeeld/staff'],
    [null, '/voorbeeld/staff'],
  ])('from %s leads to %s', (wanted, path) => {
    expect(returnPath('voorbeeld', wanted)).toBe(path);
  });

  it('as an applicant or for another municipality is not enough', async () => {
    testApi({ [MUNICIPALITY]: TOWN, 'GET /v1/me': { ...member([]), staff: null } });
    const first = await visit('/voorbeeld/staff');
    expect(await screen.findByRole('heading', { name: 'U bent niet ingelogd als medewerker' })).toBeTruthy();
    first.unmount();
    testApi({
      [MUNICIPALITY]: TOWN,
      'GET /v1/me': member(['clerk'], { municipality: { id: 'deventer', name: 'Deventer' } }),
    });
    await visit('/voorbeeld/staff');
    expect(await screen.findByRole('heading', { name: 'U werkt voor Deventer' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Ga naar de balie van Deventer' }).getAttribute('href')).toBe(
      '/deventer/staff',
    );
  });
});

describe('the menu', () => {
  it.each([
    [
      ['clerk'] as const,
      [
        'Werkvoorraad',
        'Personen',
        'Mededelingen',
        'Zaken',
        'Parkeerpassen',
        'Post',
        'Wachtlijst aan de balie',
        'Producten en prijzen',
        'Instellingen',
      ],
    ],
    [
      ['auditor'] as const,
      [
        'Zaken',
        'Terugkijken',
        'Alle controles',
        'Gebeurtenissen',
        'Wie wat mag',
        'Bewaren en wissen',
        'Controles bij storing',
        'Producten en prijzen',
        'Instellingen',
      ],
    ],
    [
      ['senior', 'officer'] as const,
      [
        'Werkvoorraad',
        'Tweede blik',
        'Signalen',
        'Personen',
        'Mededelingen',
        'Zaken',
        'Parkeerpassen',
        'Post',
        'Wachtlijst aan de balie',
        'Terugbetalingen',
        'Getroffen door storing',
        'Vergeten te stoppen',
        'Bank',
        'Rapporten',
        'Producten en prijzen',
        'Controle',
        'Instellingen',
      ],
    ],
  ])('of %s leads to what the role allows', async (roles, entries) => {
    signedInAs([...roles], { [TASKS]: page([]), 'GET /v1/staff/cases': { items: [], nextCursor: null } });
    const { user } = await visit('/voorbeeld/staff');
    await screen.findByRole('heading', { level: 1, name: /Geen zaken|Alle zaken/ });
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    const menu = within(screen.getByRole('dialog', { name: 'Menu' }));
    expect(menu.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(entries);
    expect(menu.getByRole('button', { name: 'Uitloggen' })).toBeTruthy();
  });

  it('is left by Escape without choosing', async () => {
    signedInAs(['clerk'], { [TASKS]: page([]) });
    const { user, address } = await visit('/voorbeeld/staff');
    await user.click(await screen.findByRole('button', { name: 'Menu' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(address()).toBe('/voorbeeld/staff');
  });

  it('says when logging out did not work', async () => {
    signedInAs(['clerk'], { [TASKS]: page([]), 'POST /auth/logout': refused(503, 'busy-try-again') });
    const { user } = await visit('/voorbeeld/staff');
    await user.click(await screen.findByRole('button', { name: 'Menu' }));
    await user.click(screen.getByRole('button', { name: 'Uitloggen' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('roles', () => {
  it('without any work in this system are welcomed all the same', async () => {
    signedInAs([]);
    const { container } = await visit('/voorbeeld/staff');
    expect(await screen.findByRole('heading', { level: 1, name: 'Welkom, M. de Wit' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are led to their own work', async () => {
    signedInAs(['officer'], { 'GET /v1/municipalities/voorbeeld/areas': { type: 'FeatureCollection', features: [] } });
    const { address } = await visit('/voorbeeld/staff');
    await screen.findByRole('heading', { level: 1, name: 'Mag deze auto hier staan?' });
    expect(address()).toBe('/voorbeeld/enforcement');
  });

  it.each([
    '/voorbeeld/staff/cases',
    '/voorbeeld/staff/cases/c1',
    '/voorbeeld/staff/tasks/t1',
    '/voorbeeld/enforcement',
  ])('that do not reach %s read so, and nothing is asked of the API', async (path) => {
    const { asked } = signedInAs(['operator']);
    await visit(path);
    expect(await screen.findByRole('heading', { level: 1, name: 'Dit hoort bij een andere rol' })).toBeTruthy();
    expect(asked.map((request) => request.path)).toEqual(['/v1/municipalities/voorbeeld', '/v1/me']);
  });
});

describe('settings', () => {
  it('are seen at once, and kept when they are saved', async () => {
    localStorage.clear();
    const api = signedInAs(['clerk'], { 'PUT /v1/me/settings': { language: 'en', theme: 'white-on-black' } });
    const { user } = await visit('/voorbeeld/staff/settings');
    await user.click(await screen.findByRole('radio', { name: 'English (Engels)' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Settings' })).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'White on black' }));
    expect(document.documentElement.dataset['contrast']).toBe('white-on-black');
    expect(screen.getByText('Not saved yet')).toBeTruthy();
    expect(localStorage.getItem('parkwerk.contrast')).toBeNull();
    api.answer({ 'GET /v1/me': member(['clerk'], { settings: { language: 'en', theme: 'white-on-black' } }) });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ language: 'en', theme: 'white-on-black' });
    expect(localStorage.getItem('parkwerk.contrast')).toBe('white-on-black');
    localStorage.clear();
  });

  it('that were not saved are forgotten when somebody leaves', async () => {
    signedInAs(['clerk'], { [TASKS]: page([]) });
    const { user } = await visit('/voorbeeld/staff/settings');
    await user.click(await screen.findByRole('radio', { name: 'Geel op zwart' }));
    expect(document.documentElement.dataset['contrast']).toBe('yellow-on-black');
    await user.click(screen.getByRole('link', { name: /Balie/ }));
    await screen.findByRole('heading', { level: 1, name: 'Geen zaken' });
    await waitFor(() => expect(document.documentElement.dataset['contrast']).toBeUndefined());
  });
});
