import { screen, within } from '@testing-library/react';
import { testApi } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { onTheDay, OTHER_TOWN, TOWN } from '../testing/sample.ts';
import { safeReturn, SIGN_IN_REASONS } from './reasons.ts';

const PAGE = '/voorbeeld/desk/sign-in';

function atTheDoor(): void {
  testApi({
    'GET /v1/municipalities/voorbeeld': onTheDay(TOWN),
    'GET /v1/municipalities/deventer': onTheDay({ ...OTHER_TOWN, means: TOWN.means.slice(0, 1) }),
    'GET /v1/municipalities': { items: [TOWN, OTHER_TOWN] },
  });
}

const loginOf = (name: RegExp) => new URL(screen.getByRole('link', { name }).getAttribute('href')!, 'http://test');

describe('signing in', () => {
  it('offers the means of the municipality, each with who it is for and where to ask for one [PORTAL-003] [PORTAL-004] [ASSEN-002]', async () => {
    atTheDoor();
    const { container } = await visit(PAGE);
    const means = within(await screen.findByRole('list', { name: 'Manieren om in te loggen' }));
    expect(means.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('DigiD'),
      expect.stringContaining('eHerkenning'),
      'eHerkenning aanvragen',
    ]);
    expect(means.getByText('Voor bedrijven.')).toBeTruthy();
    const { pathname, searchParams } = loginOf(/eHerkenning Voor bedrijven/);
    expect(pathname).toBe('/auth/login');
    expect(Object.fromEntries(searchParams)).toEqual({
      municipality: 'voorbeeld',
      means: 'eherkenning',
      returnTo: '/voorbeeld/desk',
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says what to have ready, and where to go for who cannot sign in [PORTAL-003]', async () => {
    atTheDoor();
    await visit(PAGE);
    expect(await screen.findByRole('heading', { name: 'Leg klaar' })).toBeTruthy();
    expect(screen.getByText('uw kenteken of kentekens')).toBeTruthy();
    expect(screen.getByText(/Kom langs aan de balie of bel 14 0500/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /Kijk zonder inloggen/ }).getAttribute('href')).toBe('/voorbeeld/products');
  });

  it.each(SIGN_IN_REASONS)('that is needed because of "%s" says why and what to do', async (reason) => {
    atTheDoor();
    const { container } = await visit(`${PAGE}?problem=${reason}`, 'en');
    const note = within(await screen.findByRole('alert'));
    expect(note.getByRole('heading').textContent).not.toBe('');
    expect(note.getByText(/\.$/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says nothing of a problem it does not know', async () => {
    atTheDoor();
    await visit(`${PAGE}?problem=%3Cscript%3E`);
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('goes to another municipality by the list', async () => {
    atTheDoor();
    const { user, address } = await visit(PAGE);
    await screen.findByRole('option', { name: 'Deventer' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Uw gemeente' }), 'deventer');
    await screen.findByText('Deventer', { selector: '.pw-brand__place' });
    expect(address()).toBe('/deventer/desk/sign-in');
    expect(screen.getAllByRole('link', { name: /Herkenning|DigiD/ })).toHaveLength(1);
    expect(loginOf(/DigiD/).searchParams.get('municipality')).toBe('deventer');
  });

  it('is in the language and the colours somebody chooses before signing in [PORTAL-016] [PORTAL-017]', async () => {
    atTheDoor();
    const { user } = await visit(PAGE);
    await screen.findByRole('heading', { level: 1, name: 'Hoe wilt u inloggen?' });
    await user.click(screen.getByRole('button', { name: /English/ }));
    expect(await screen.findByRole('heading', { level: 1, name: 'How do you want to sign in?' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
    await user.click(screen.getByRole('button', { name: /colours/i }));
    await user.click(screen.getByRole('radio', { name: 'Yellow on black' }));
    expect(document.documentElement.dataset['contrast']).toBe('yellow-on-black');
    expect(localStorage.getItem('parkwerk.contrast')).toBe('yellow-on-black');
    localStorage.clear();
  });
});

describe('coming back after signing in', () => {
  it.each([
    ['/voorbeeld/desk/applications/a1/plates', '/voorbeeld/desk/applications/a1/plates'],
    ['/voorbeeld/desk?x=1', '/voorbeeld/desk'],
    ['/voorbeeld/desk/sign-in?returnTo=x', '/voorbeeld/desk'],
    ['/voorbeeld/desktop', '/voorbeeld/desk'],
    ['/deventer/desk/cart', '/voorbeeld/desk'],
    ['//elsewhere.example/voorbeeld/desk', '/voorbeeld/desk'],
    ['/voorbeeld/desk/\\elsewhere.example', '/voorbeeld/desk'],
    ['https://elsewhere.example', '/voorbeeld/desk'],
    [null, '/voorbeeld/desk'],
  ])('to %s leads to %s', (wanted, path) => {
    expect(safeReturn('voorbeeld', wanted)).toBe(path);
  });
});
