import { screen } from '@testing-library/react';
import { refused, testApi } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { counts, me, onTheDay, TOWN } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/sign-in/permit-login';
const ENTER = 'POST /v1/permit-sessions';
const permitLogin = {
  label: { nl: 'Permit login', en: 'Permit login' },
  hint: { nl: 'Voor bedrijven.', en: 'For businesses.' },
};

const atTheDoor = (routes: Parameters<typeof testApi>[0] = {}, town = { ...TOWN, permitLogin }) =>
  testApi({
    'GET /v1/municipalities/voorbeeld': onTheDay(town),
    'GET /v1/municipalities': { items: [town] },
    'GET /v1/me': me(),
    'GET /v1/me/overview': counts(),
    'GET /v1/permits': { items: [] },
    'GET /v1/applications': { items: [] },
    ...routes,
  });

async function typeIn(user: Awaited<ReturnType<typeof visit>>['user'], password: string): Promise<void> {
  await user.type(await screen.findByRole('textbox', { name: 'Gebruikersnaam' }), 'PL-000012');
  await user.type(screen.getByLabelText('Wachtwoord'), `${password}{Enter}`);
}

describe('a user name of the municipality [LOKET-003]', () => {
  it('is offered beside the other means where the municipality has it', async () => {
    atTheDoor();
    await visit('/voorbeeld/desk/sign-in?returnTo=/voorbeeld/desk/cart');
    const link = await screen.findByRole('link', { name: /Permit login/ });
    expect(link.getAttribute('href')).toBe(`${PAGE}?returnTo=%2Fvoorbeeld%2Fdesk%2Fcart`);
  });

  it('leads to the desk, to where somebody was going', async () => {
    const { asked } = atTheDoor({ [ENTER]: { signedIn: true } });
    const { user, address, container } = await visit(`${PAGE}?returnTo=/voorbeeld/desk/permits`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Inloggen met een gebruikersnaam' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await typeIn(user, 'een goed wachtwoord');
    expect(await screen.findByRole('heading', { level: 1, name: 'Uw huidige producten' })).toBeTruthy();
    expect(address()).toBe('/voorbeeld/desk/permits');
    expect(asked.find(({ path }) => path === '/v1/permit-sessions')?.body).toEqual({
      municipality: 'voorbeeld',
      userName: 'PL-000012',
      password: 'een goed wachtwoord',
    });
  });

  it('asks at the first use for a password of one’s own, and says why one will not do', async () => {
    const api = atTheDoor({ [ENTER]: refused(409, 'password-change-needed') });
    const { user, container } = await visit(PAGE);
    await typeIn(user, 'ABCD-EFGH');
    expect(await screen.findByRole('heading', { level: 1, name: 'Kies uw eigen wachtwoord' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ [ENTER]: refused(409, 'password-breached') });
    const [first, again] = [screen.getByLabelText(/^Nieuw wachtwoord/), screen.getByLabelText(/nog een keer|Herhaal/i)];
    await user.type(first, 'wachtwoord12345');
    await user.type(again, 'wachtwoord12345');
    await user.click(screen.getByRole('button', { name: 'Bewaar en log in' }));
    expect(await screen.findByText(/bekend uit datalekken/)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1, name: 'Kies uw eigen wachtwoord' })).toBeTruthy();
    expect(api.asked.at(-1)?.body).toMatchObject({ password: 'ABCD-EFGH', newPassword: 'wachtwoord12345' });
  });

  it('tells nobody whether the name or the password was wrong, and whom to call', async () => {
    atTheDoor({ [ENTER]: refused(409, 'permit-login-wrong') });
    const { user } = await visit(PAGE);
    await typeIn(user, 'mis');
    expect(await screen.findByText('De gebruikersnaam of het wachtwoord klopt niet.')).toBeTruthy();
    expect(screen.getByText(/Wachtwoord kwijt\? Bel 14 0500/)).toBeTruthy();
  });

  it('is not there in a municipality without it', async () => {
    atTheDoor({}, { ...TOWN, permitLogin: null as never });
    const { address } = await visit(PAGE);
    await screen.findByRole('heading', { level: 1 });
    expect(address()).toBe('/voorbeeld/desk/sign-in');
  });
});
