import { screen, waitFor } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk, me, onTheDay } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/email?returnTo=%2Fvoorbeeld%2Fdesk%2Fcart';
const SEND = 'POST /v1/me/email';
const CONFIRM = 'POST /v1/me/email/_confirm';
const SENT = {
  sentTo: 'sanne@example.nl',
  endsAt: '2026-11-21T09:15:00.000Z',
  resendAt: '2026-11-21T09:01:00.000Z',
};

const firstTime = (routes: Parameters<typeof atTheDesk>[0] = {}) =>
  atTheDesk({
    'GET /v1/me': me({ email: null, emailVerified: false }),
    'GET /v1/cart': { items: [], selectedCents: 0 },
    ...routes,
  });

const field = () => screen.findByRole('textbox', { name: 'E-mailadres' });
const send = () => screen.getByRole('button', { name: 'Stuur de code' });
const codeField = () => screen.findByRole('textbox', { name: 'Code van 6 cijfers' });
const left = (count: number) => ({
  trace: {
    id: 't',
    steps: [{ rule: 'code', outcome: 'not-met', article: null, values: { left: count }, remedy: null }],
  },
});

beforeEach(() => sessionStorage.clear());

describe('giving an e-mail address', () => {
  it('asks for it, sends a code there, and opens the page somebody wanted once the code is right [PORTAL-006]', async () => {
    const api = firstTime({ [SEND]: onTheDay(SENT), [CONFIRM]: me() });
    const { user, address, container } = await visit(PAGE);
    await user.type(await field(), ' sanne@example.nl ');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(send());
    const code = await codeField();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Vul de code in' }));
    expect(screen.getByText(/gestuurd naar sanne@example.nl\. De code werkt tot 10\.15 uur/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.type(code, '123 456');
    api.answer({ 'GET /v1/me': me() });
    await user.click(screen.getByRole('button', { name: 'Bevestig' }));
    await screen.findByRole('heading', { level: 1, name: 'Kies wat u nu betaalt' });
    expect(address()).toBe('/voorbeeld/desk/cart');
    const posts = api.asked.filter(({ method }) => method === 'POST');
    expect(posts.map(({ body }) => body)).toEqual([{ email: 'sanne@example.nl' }, { code: '123456' }]);
  });

  it('says beside the field and on top what is no address, and keeps what was typed', async () => {
    const { asked } = firstTime();
    const { user } = await visit(PAGE);
    await user.type(await field(), 'sanne');
    await user.click(send());
    const summary = await screen.findByRole('heading', { name: 'Er klopt 1 ding niet' });
    expect(document.activeElement?.contains(summary)).toBe(true);
    const input = screen.getByRole('textbox', { name: 'E-mailadres' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect((input as HTMLInputElement).value).toBe('sanne');
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('saves the language and colours chosen before, so that the mail comes in that language', async () => {
    const { asked } = firstTime({
      [SEND]: onTheDay(SENT),
      'PUT /v1/me/settings': { language: 'en', theme: 'standard' },
    });
    const { user } = await visit(PAGE, 'en');
    await user.type(await screen.findByRole('textbox', { name: /Email/i }), 'sanne@example.nl');
    await user.click(screen.getByRole('button', { name: 'Send the code' }));
    await screen.findByRole('textbox', { name: /code/i });
    const [settings, email] = asked.filter(({ method }) => method !== 'GET');
    expect(settings?.body).toEqual({ language: 'en', theme: 'standard' });
    expect(email?.path).toBe('/v1/me/email');
  });
});

describe('typing the code', () => {
  async function atTheCode(routes: Parameters<typeof atTheDesk>[0] = {}) {
    const api = firstTime({ [SEND]: onTheDay(SENT), ...routes });
    const visited = await visit(PAGE);
    await visited.user.type(await field(), 'sanne@example.nl');
    await visited.user.click(send());
    return { ...visited, api, code: await codeField() };
  }
  const confirm = () => screen.getByRole('button', { name: 'Bevestig' });

  it('counts the tries that are left when it is wrong [PORTAL-006]', async () => {
    const { user, code } = await atTheCode({ [CONFIRM]: refused(409, 'code-wrong', left(3)) });
    await user.type(code, '000000');
    await user.click(confirm());
    expect((await screen.findAllByText(/klopt niet.* Nog 3 pogingen\./)).length).toBe(2);
    expect((code as HTMLInputElement).value).toBe('000000');
    expect(code.getAttribute('aria-invalid')).toBe('true');
  });

  it.each([
    ['code-expired', /verlopen/],
    ['code-tries-used', /te vaak/],
  ])('says that another is needed (%s) [PORTAL-006]', async (problem, sentence) => {
    const { user, code } = await atTheCode({ [CONFIRM]: refused(409, problem) });
    await user.type(code, '000000');
    await user.click(confirm());
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(0);
  });

  it('asks for all six digits before anything is sent', async () => {
    const { user, code, api } = await atTheCode();
    await user.type(code, '12a34');
    await user.click(confirm());
    expect(await screen.findAllByText('Vul alle 6 cijfers in.')).toHaveLength(2);
    expect(api.asked.some(({ path }) => path.endsWith('_confirm'))).toBe(false);
  });

  it('can be done with a new code after a minute, which the button counts down [PORTAL-006]', async () => {
    const { user, api } = await atTheCode();
    const again = screen.getByRole<HTMLButtonElement>('button', { name: 'Stuur een nieuwe code' });
    expect(again.disabled).toBe(true);
    expect(screen.getByText(/Een nieuwe code kan over \d+ seconden\./)).toBeTruthy();
    // The minute is over: what the service says of now is what counts.
    sessionStorage.clear();
    api.answer({ [SEND]: { ...SENT, resendAt: '2020-01-01T00:00:00.000Z' } });
    await user.click(screen.getByRole('button', { name: 'Ander e-mailadres' }));
    await user.click(await screen.findByRole('button', { name: 'Stuur de code' }));
    await codeField();
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Stuur een nieuwe code' }).disabled).toBe(false),
    );
    await user.click(screen.getByRole('button', { name: 'Stuur een nieuwe code' }));
    expect(await screen.findByText(/^Wij hebben een nieuwe code gestuurd/)).toBeTruthy();
  });

  it('goes on where it was for who comes back from the mail app', async () => {
    const first = await atTheCode();
    first.unmount();
    firstTime();
    await visit(PAGE);
    expect(await codeField()).toBeTruthy();
    expect(screen.getByText(/gestuurd naar sanne@example.nl/)).toBeTruthy();
  });
});

describe('changing the e-mail address', () => {
  it('begins with [Wijzig email], says that the old one stays until the code is entered, and comes back [PORTAL-090]', async () => {
    const api = atTheDesk({ [SEND]: onTheDay(SENT), [CONFIRM]: me({ email: 'nieuw@example.nl' }) });
    const { user, address, container } = await visit('/voorbeeld/desk/user');
    await user.click(await screen.findByRole('link', { name: 'Wijzig email' }));
    expect(await screen.findByText('Uw oude adres blijft gelden tot u de code heeft ingevuld.')).toBeTruthy();
    expect(screen.getByText('Nu gebruiken wij sanne@example.nl.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.type(await field(), 'nieuw@example.nl');
    await user.click(send());
    await user.type(await codeField(), '123456');
    api.answer({ 'GET /v1/me': me({ email: 'nieuw@example.nl' }) });
    await user.click(screen.getByRole('button', { name: 'Bevestig' }));
    expect(await screen.findByText('nieuw@example.nl')).toBeTruthy();
    expect(address()).toBe('/voorbeeld/desk/user');
  });

  it('can be put off: nothing changes [PORTAL-090]', async () => {
    const { asked } = atTheDesk();
    const { user, address } = await visit('/voorbeeld/desk/email?returnTo=/voorbeeld/desk/user');
    await user.click(await screen.findByRole('button', { name: 'Later' }));
    expect(await screen.findByText('sanne@example.nl')).toBeTruthy();
    expect(address()).toBe('/voorbeeld/desk/user');
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
