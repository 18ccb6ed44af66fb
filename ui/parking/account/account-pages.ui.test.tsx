import { jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { refused, testApi } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { account, inTheApp, permit } from '../testing/sample.ts';
import { safeReturn, SIGN_IN_REASONS } from './sign-in-path.ts';

jest.unstable_mockModule('@simplewebauthn/browser', () => ({
  startAuthentication: () => device(),
  startRegistration: () => device(),
}));
/** What the device does when it is asked for a passkey. */
let device: () => Promise<object>;

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const NOBODY = { 'GET /v1/account': refused(401, 'not-signed-in') };
const LONG = 'vier losse woorden hier';
const EASY = { challengeId: 'c1', salt: 'salt', leadingZeroBits: 4 };

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const signedIn = () => ({
  'GET /v1/account': account(),
  'GET /v1/account/street-notices': { wanted: false, items: [] },
  'GET /v1/account/came-over': { items: [] },
  'GET /v1/parking/permits': { items: [permit(), permit({ id: 'v2' })] },
  'GET /v1/municipalities': { items: [] },
});

describe('signing in to the parking app', () => {
  it('takes an address and a password, and goes on where somebody was [2PARK-020]', async () => {
    const { asked, answer } = testApi({ 'POST /v1/sessions': () => (answer(signedIn()), account()) });
    const { user, container, address } = await visit('/parking/sign-in?returnTo=%2Fparking%2Fproducts');
    await heading('Inloggen om te parkeren');
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByLabelText('E-mailadres'), ' sanne@example.nl');
    await user.type(screen.getByLabelText('Wachtwoord'), LONG);
    await user.click(screen.getByRole('button', { name: 'Inloggen' }));
    await heading('Waarmee wilt u parkeren?');
    expect(address()).toBe('/parking/products');
    expect(asked.find(({ path }) => path === '/v1/sessions')?.body).toEqual({
      email: 'sanne@example.nl',
      password: LONG,
      remember: false,
    });
  });

  it('remembers the device only for who asks for that [2PARK-022]', async () => {
    const { asked, answer } = testApi({ 'POST /v1/sessions': () => (answer(signedIn()), account()) });
    const { user } = await visit('/parking/sign-in?returnTo=%2Fparking%2Fproducts');
    await user.type(await screen.findByLabelText('E-mailadres'), 'sanne@example.nl');
    await user.type(screen.getByLabelText('Wachtwoord'), LONG);
    await user.click(screen.getByRole('checkbox', { name: 'Onthoud mij' }));
    await user.click(screen.getByRole('button', { name: 'Inloggen' }));
    await heading('Waarmee wilt u parkeren?');
    expect(asked.find(({ path }) => path === '/v1/sessions')?.body).toMatchObject({ remember: true });
  });

  it.each([
    ['sign-in-wrong', 409],
    ['address-not-verified', 409],
    ['sign-in-too-soon', 429],
  ])('that is refused (%s) says why, in both languages, and keeps what was typed [2PARK-020]', async (code, status) => {
    const steps = [{ rule: code, outcome: 'not-met', values: { seconds: 40 } }];
    testApi({ 'POST /v1/sessions': refused(status, code, { trace: { id: 'W-1', steps } }) });
    for (const language of ['nl', 'en'] as const) {
      const { user, unmount } = await visit('/parking/sign-in', language);
      await user.type(await screen.findByLabelText(/E-mail/), 'sanne@example.nl');
      await user.type(screen.getByLabelText(/Wachtwoord|Password/), LONG);
      await user.click(screen.getByRole('button', { name: /^(Inloggen|Sign in)$/ }));
      expect(within(await screen.findByRole('alert')).getByRole('heading').textContent).toMatch(/^[A-Z][^{}]+\.$/);
      expect(screen.getByDisplayValue('sanne@example.nl')).toBeTruthy();
      unmount();
    }
  });

  it.each(SIGN_IN_REASONS)('because of "%s" says why', async (reason) => {
    testApi({});
    const { container } = await visit(`/parking/sign-in?problem=${reason}`, 'en');
    const note = within(await screen.findByRole('alert'));
    expect(note.getByText(/\.$/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('goes by passkey, without a password [PEERS-046]', async () => {
    Object.assign(window, { isSecureContext: true, PublicKeyCredential: class {} });
    const { asked, answer } = testApi({
      'POST /v1/sessions/_passkey-options': { challengeId: 'c1', options: { challenge: 'x' } },
      'POST /v1/sessions/_passkey': () => (answer(signedIn()), account()),
    });
    const { user } = await visit('/parking/sign-in?returnTo=%2Fparking%2Fproducts');
    device = () => Promise.reject(new DOMException('closed', 'NotAllowedError'));
    await user.click(await screen.findByRole('button', { name: 'Inloggen met een passkey' }));
    expect(await screen.findByRole('heading', { name: 'U bent gestopt met de passkey' })).toBeTruthy();
    device = () => Promise.resolve({ id: 'key' });
    await user.click(screen.getByRole('button', { name: 'Inloggen met een passkey' }));
    await heading('Waarmee wilt u parkeren?');
    expect(asked.find(({ path }) => path === '/v1/sessions/_passkey')?.body).toEqual({
      challengeId: 'c1',
      response: { id: 'key' },
      remember: false,
    });
    Reflect.deleteProperty(window, 'PublicKeyCredential');
  });
});

describe('coming back after signing in', () => {
  it.each([
    ['/parking/p/v1/new?x=1', '/parking/p/v1/new?x=1'],
    ['/parking', '/parking'],
    ['/parking/sign-in?problem=idle', '/parking'],
    ['/parkingelsewhere', '/parking'],
    ['/voorbeeld/desk', '/parking'],
    ['//elsewhere.example/parking', '/parking'],
    ['/parking//elsewhere.example', '/parking'],
    ['/parking/\\elsewhere.example', '/parking'],
    [null, '/parking'],
  ])('to %s leads to %s', (wanted, path) => {
    expect(safeReturn(wanted)).toBe(path);
  });
});

describe('a forgotten password', () => {
  it('asks for work instead of a puzzle, and never tells whether there is an account [2PARK-021]', async () => {
    const { asked } = testApi({ 'POST /v1/work-challenges': EASY, 'POST /v1/password-resets': null });
    const { user, container } = await visit('/parking/sign-in');
    await user.click(await screen.findByRole('link', { name: 'Wachtwoord vergeten?' }));
    await heading('Wachtwoord vergeten?');
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByLabelText('E-mailadres'), 'sanne@example.nl');
    await user.click(screen.getByRole('button', { name: 'Verzenden' }));
    await heading('Kijk in uw e-mail');
    expect(screen.getByRole('heading', { name: /Heeft dit adres een account/ })).toBeTruthy();
    expect(asked.at(-1)?.body).toMatchObject({ email: 'sanne@example.nl', work: { challengeId: 'c1' } });
  });

  it('is replaced by a new one, typed twice, with the link of the mail [2PARK-021]', async () => {
    const { asked } = testApi({ 'POST /v1/password-resets/_confirm': null });
    const { user, container, address } = await visit('/parking/new-password#the-token');
    await heading('Kies een nieuw wachtwoord');
    expect(screen.getByText(/Minstens 12 tekens/)).toBeTruthy();
    await user.type(screen.getByLabelText(/Nieuw wachtwoord/), LONG);
    await user.type(screen.getByLabelText('Herhaal uw wachtwoord'), 'iets anders');
    await user.click(screen.getByRole('button', { name: 'Wijzigen' }));
    expect(screen.getByText(/niet hetzelfde als hierboven/)).toBeTruthy();
    expect(asked).toEqual([]);
    expect(await violationsIn(container)).toEqual([]);
    await user.clear(screen.getByLabelText(/Herhaal/));
    await user.type(screen.getByLabelText(/Herhaal/), LONG);
    await user.click(screen.getByRole('button', { name: 'Wijzigen' }));
    await heading('Inloggen om te parkeren');
    expect(address()).toBe('/parking/sign-in?problem=password-new');
    expect(asked[0]?.body).toEqual({ token: 'the-token', password: LONG });
  });

  it('is advised on while it is typed, and shown to who wants to read it', async () => {
    testApi({});
    const { user, container } = await visit('/parking/new-password#the-token');
    await heading('Kies een nieuw wachtwoord');
    const field = screen.getByLabelText<HTMLInputElement>('Nieuw wachtwoord');
    expect([screen.queryByRole('meter'), screen.getByRole('status').textContent]).toEqual([null, '']);
    for (const [typed, value, said] of [
      ['wachtwoord', 1, 'Nog te kort'],
      ['1234', 2, /^Zwak/],
      [' en een fiets', 3, /^Redelijk/],
      [' bij de brug', 4, 'Sterk'],
    ] as const) {
      await user.type(field, typed);
      expect(screen.getByRole<HTMLMeterElement>('meter', { name: 'Sterkte van uw wachtwoord' }).value).toBe(value);
      expect(screen.getByRole('status').textContent).toMatch(said);
    }
    expect(await violationsIn(container)).toEqual([]);

    const show = screen.getByRole('button', { name: 'Toon Nieuw wachtwoord' });
    expect([field.type, show.getAttribute('aria-pressed')]).toEqual(['password', 'false']);
    show.focus();
    await user.keyboard(' ');
    expect([field.type, show.getAttribute('aria-pressed')]).toEqual(['text', 'true']);
    expect(screen.getByLabelText<HTMLInputElement>('Herhaal uw wachtwoord').type).toBe('password');
    await user.keyboard(' ');
    expect([field.type, show.getAttribute('aria-pressed')]).toEqual(['password', 'false']);
  });

  it('with a link that was used before says so, and where to ask for another [2PARK-021]', async () => {
    testApi({ 'POST /v1/password-resets/_confirm': refused(409, 'link-used') });
    const { user } = await visit('/parking/new-password#the-token');
    await user.type(await screen.findByLabelText(/Nieuw wachtwoord/), LONG);
    await user.type(screen.getByLabelText(/Herhaal/), LONG);
    await user.click(screen.getByRole('button', { name: 'Wijzigen' }));
    expect(await screen.findByRole('heading', { name: 'Deze link is al een keer gebruikt.' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Vraag een nieuwe link aan' })).toBeTruthy();
  });
});

describe('an account without a link', () => {
  it('is made by address and password, after which a mail has to be opened [2PARK-011]', async () => {
    const { asked } = testApi({ 'POST /v1/work-challenges': EASY, 'POST /v1/accounts': { signedIn: false } });
    const { user } = await visit('/parking/sign-up');
    await user.type(await screen.findByLabelText('E-mailadres'), 'sanne@example.nl');
    await user.type(screen.getByLabelText(/Nieuw wachtwoord/), LONG);
    await user.type(screen.getByLabelText(/Herhaal/), LONG);
    await user.click(screen.getByRole('button', { name: 'Maak account' }));
    await heading('Kijk in uw e-mail');
    expect(asked.at(-1)?.body).toMatchObject({ email: 'sanne@example.nl', password: LONG, language: 'nl' });
  });

  it('is proved by a press of a button, not by opening the page [2PARK-011]', async () => {
    const { asked } = testApi({ 'POST /v1/accounts/_verify': null });
    const { user, address } = await visit('/parking/verify#the-token');
    await heading('Is dit uw e-mailadres?');
    expect(asked).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Bevestig' }));
    await heading('Inloggen om te parkeren');
    expect(address()).toBe('/parking/sign-in?problem=address-known');
  });
});

describe('a mailed link', () => {
  const LINK = {
    purpose: 'couple',
    email: 'sanne@example.nl',
    hasAccount: true,
    municipalityName: 'Voorbeeldstad',
    productName: { nl: 'Bezoekersregeling', en: 'Visitor scheme' },
    number: 'BZ-2026-00001',
    areaName: 'Kadekwartier',
    grantor: null,
    coupledElsewhere: false,
  };
  const VIEW = 'POST /v1/parking/links/_view';
  const ACCEPT = 'POST /v1/parking/links/_accept';

  it('to a product asks who is signed in only to confirm; nothing is coupled before that [2PARK-010, LOKET-022]', async () => {
    const { asked } = inTheApp({ [VIEW]: LINK, [ACCEPT]: { permitId: 'v1' } });
    const { user, container } = await visit('/parking/link#the-token');
    await heading('Product koppelen aan deze app');
    expect(screen.getByText('BZ-2026-00001')).toBeTruthy();
    expect(asked.some(({ path }) => path.endsWith('_accept'))).toBe(false);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Bevestig' }));
    await heading('Waarmee wilt u parkeren?');
    expect(asked.find(({ path }) => path.endsWith('_accept'))?.body).toEqual({ token: 'the-token' });
  });

  it('lets who has an account but is not signed in do so first, with the address of the mail [2PARK-010]', async () => {
    const api = inTheApp({ ...NOBODY, [VIEW]: LINK, [ACCEPT]: { permitId: 'v1' } });
    api.answer({ 'POST /v1/sessions': () => (api.answer({ 'GET /v1/account': account() }), account()) });
    const { user } = await visit('/parking/link#the-token');
    await screen.findByRole('heading', { name: 'Log in om te bevestigen' });
    expect(screen.getByLabelText<HTMLInputElement>('E-mailadres').readOnly).toBe(true);
    await user.type(screen.getByLabelText('Wachtwoord'), LONG);
    await user.click(screen.getByRole('button', { name: 'Inloggen' }));
    await user.click(await screen.findByRole('button', { name: 'Bevestig' }));
    await heading('Waarmee wilt u parkeren?');
  });

  it('makes an account of the address of the mail, which cannot be edited, and couples at once [2PARK-011]', async () => {
    const api = inTheApp({ ...NOBODY, [VIEW]: { ...LINK, hasAccount: false }, [ACCEPT]: { permitId: 'v1' } });
    api.answer({ 'POST /v1/accounts': () => (api.answer({ 'GET /v1/account': account() }), { signedIn: true }) });
    const { user, container } = await visit('/parking/link#the-token');
    await screen.findByRole('heading', { name: 'Maak een account om te koppelen' });
    const address = screen.getByLabelText<HTMLInputElement>('E-mailadres');
    expect([address.value, address.readOnly]).toEqual(['sanne@example.nl', true]);
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByLabelText(/Nieuw wachtwoord/), LONG);
    await user.type(screen.getByLabelText(/Herhaal/), 'iets anders');
    await user.click(screen.getByRole('button', { name: 'Maak account en koppel' }));
    expect(screen.getByText(/niet hetzelfde als hierboven/)).toBeTruthy();
    await user.clear(screen.getByLabelText(/Herhaal/));
    await user.type(screen.getByLabelText(/Herhaal/), LONG);
    await user.click(screen.getByRole('button', { name: 'Maak account en koppel' }));
    await heading('Waarmee wilt u parkeren?');
    const made = api.asked.find(({ path }) => path === '/v1/accounts');
    expect(made?.body).toEqual({ email: 'sanne@example.nl', password: LONG, language: 'nl', token: 'the-token' });
    expect(api.asked.some(({ path }) => path.endsWith('_accept'))).toBe(true);
  });

  it('opened by another account says under whose name the product comes, and offers to change [2PARK-010]', async () => {
    const api = inTheApp({ [VIEW]: { ...LINK, email: 'ria@example.nl' }, 'DELETE /v1/sessions/current': null });
    const { user } = await visit('/parking/link#the-token');
    expect(await screen.findByRole('heading', { name: 'U bent ingelogd als sanne@example.nl' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Bevestig' })).toBeTruthy();
    api.answer(NOBODY);
    await user.click(screen.getByRole('button', { name: 'Log in met een ander account' }));
    expect(await screen.findByRole('heading', { name: 'Log in om te bevestigen' })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('E-mailadres').value).toBe('ria@example.nl');
  });

  it('with a grant is only for the address it was mailed to [2PARK-010]', async () => {
    inTheApp({ [VIEW]: { ...LINK, purpose: 'grant', email: 'ria@example.nl', grantor: 'oma@example.nl' } });
    await visit('/parking/link#the-token');
    await heading('U bent gemachtigd');
    expect(screen.getByText(/Deze machtiging is voor ria@example.nl/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Bevestig' })).toBeNull();
  });

  it('that moves a product from another account says so first [2PARK-010]', async () => {
    inTheApp({ [VIEW]: { ...LINK, coupledElsewhere: true } });
    await visit('/parking/link#the-token');
    expect(await screen.findByRole('heading', { name: /hoort nu bij een ander account/ })).toBeTruthy();
  });

  it.each(['link-used', 'link-expired', 'link-unknown'])(
    'that does not work (%s) says why [2PARK-010]',
    async (code) => {
      inTheApp({ [VIEW]: refused(409, code) });
      await visit('/parking/link#the-token');
      expect(within(await screen.findByRole('alert')).getByRole('heading').textContent).toMatch(/^Deze link .+\.$/);
      expect(screen.getByRole('link', { name: 'Naar uw producten' }).getAttribute('href')).toBe('/parking');
    },
  );
});
