import * as client from 'openid-client';
import { SECRETS, startFront, type Front } from './testing/front.ts';

let front: Front;

beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.close());

/** A browser that keeps cookies by path and stops where the system begins. */
class Browser {
  private readonly jar = new Map<string, { value: string; path: string }>();

  async go(url: string, body?: Record<string, string>): Promise<{ url: URL; page: string }> {
    const address = new URL(url);
    const cookies = [...this.jar].filter(([, { path }]) => address.pathname.startsWith(path));
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; ') },
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, { value, path });
    }
    const location = answer.headers.get('location');
    if (!location) return { url: address, page: await answer.text() };
    const next = new URL(location, address);
    return next.pathname.startsWith('/sandbox/idp') ? this.go(next.href) : { url: next, page: '' };
  }
}

interface Attempt {
  browser: Browser;
  municipality?: string;
  means?: string;
  more?: Record<string, string>;
}

async function begin({ browser, municipality = 'voorbeeld', means = 'digid', more = {} }: Attempt) {
  const config = await client.discovery(
    new URL(`${front.url}/sandbox/idp`),
    `parkwerk-${municipality}`,
    SECRETS.oidcClientSecret,
    undefined,
    { execute: [client.allowInsecureRequests] },
  );
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const start = client.buildAuthorizationUrl(config, {
    redirect_uri: `${front.url}/auth/callback`,
    scope: 'openid',
    state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    kc_idp_hint: means,
    ...more,
  });
  const reached = await browser.go(start.href);
  const finish = (url: URL) =>
    client.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state });
  return { config, reached, finish };
}

async function signIn(persona: string, attempt: Attempt) {
  const { config, reached, finish } = await begin(attempt);
  const chosen = await attempt.browser.go(reached.url.href, { persona });
  const tokens = await finish(chosen.url);
  const claims = tokens.claims()!;
  return { config, tokens, claims, userinfo: await client.fetchUserInfo(config, tokens.access_token, claims.sub) };
}

describe('the identity provider', () => {
  it('shows only the personas of the municipality and the means, a form each', async () => {
    const { reached } = await begin({ browser: new Browser() });
    const shown = [...reached.page.matchAll(/name="persona"\s+value="([^"]+)"/g)].map(([, id]) => id);
    expect(shown).toEqual(['sanne', 'youssef', 'emma', 'pieter', 'lotte', 'willem']);
    expect(reached.page).toContain('Log in bij de oefenomgeving');
  });

  it('speaks the language the request asks for', async () => {
    const { reached } = await begin({ browser: new Browser(), more: { ui_locales: 'en' } });
    expect(reached.page).toContain('<html lang="en">');
    expect(reached.page).toContain('Sign in to the practice environment');
  });

  it('gives a citizen number and level for DigiD, in the ID token and in userinfo', async () => {
    const { claims, userinfo } = await signIn('sanne', { browser: new Browser() });
    const level = 'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract';
    expect(claims).toMatchObject({ sub: 'sanne', bsn: '999900109', acr: level, aud: 'parkwerk-voorbeeld' });
    expect(userinfo).toMatchObject({ sub: 'sanne', bsn: '999900109', acr: level });
  });

  it.each([
    ['eherkenning', 'voorbeeld', 'bakkerij', { 'urn:etoegang:core:LegalSubjectID': '90001231', acr: loa('loa3') }],
    ['eherkenning', 'assen', 'assen-bedrijf', { 'urn:etoegang:core:LegalSubjectID': '90007893', acr: loa('loa2') }],
    ['eidas', 'voorbeeld', 'ines', { 'urn:etoegang:1.9:attribute:FamilyName': 'Carvalho' }],
    ['itsme', 'antwerpen', 'lien', { rrn: '88041799877', vo_doelgroepcode: 'BUR' }],
    ['eid', 'antwerpen', 'jef', { rrn: '71092399761', given_name: 'Jef' }],
    ['staff', 'deventer', 'deventer-officer', { roles: ['officer'], municipality: 'deventer' }],
  ])('uses the real claim names of %s in %s', async (means, municipality, persona, expected) => {
    const { claims } = await signIn(persona, { browser: new Browser(), means, municipality });
    expect(claims).toMatchObject(expected);
  });

  it('knows a municipality that was added as data alone: anybody may sign in there, and colleagues work there', async () => {
    const municipality = 'duinwater';
    const { claims } = await signIn('lotte', { browser: new Browser(), municipality });
    expect(claims).toMatchObject({ sub: 'lotte', bsn: '999904504' });
    const colleague = await signIn('officer', { browser: new Browser(), means: 'staff', municipality });
    expect(colleague.claims).toMatchObject({
      employee_id: 'duinwater-officer',
      roles: ['officer'],
      municipality,
    });
  });

  it('tells the address of somebody from Flanders', async () => {
    const { userinfo } = await signIn('lien', { browser: new Browser(), means: 'itsme', municipality: 'antwerpen' });
    expect(userinfo.address).toMatchObject({ postal_code: '2000', locality: 'Antwerpen' });
  });

  it('asks nothing again of somebody who is signed in, unless the request wants it', async () => {
    const browser = new Browser();
    await signIn('sanne', { browser });
    const again = await begin({ browser });
    expect((await again.finish(again.reached.url)).claims()?.sub).toBe('sanne');
    const anew = await begin({ browser, more: { prompt: 'login' } });
    expect(anew.reached.page).toContain('name="persona"');
  });

  it('does not take a signed-in citizen for a member of staff', async () => {
    const browser = new Browser();
    await signIn('sanne', { browser });
    const { claims } = await signIn('clerk', { browser, means: 'staff' });
    expect(claims).toMatchObject({ sub: 'clerk', roles: ['clerk'], employee_id: 'voorbeeld-clerk' });
  });

  it('comes back with access_denied when the person cancels', async () => {
    const browser = new Browser();
    const { reached, finish } = await begin({ browser });
    const back = await browser.go(reached.url.href, { cancel: 'yes' });
    await expect(finish(back.url)).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('refuses a persona of another municipality', async () => {
    const browser = new Browser();
    const { reached } = await begin({ browser });
    const still = await browser.go(reached.url.href, { persona: 'lien' });
    expect(still.page).toContain('name="persona"');
  });

  it('signs out without a question and brings the person back', async () => {
    const browser = new Browser();
    const { config, tokens } = await signIn('sanne', { browser });
    const target = `${front.url}/voorbeeld/desk`;
    const leave = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: target,
      state: 'abc',
    });
    expect((await browser.go(leave.href)).url.href).toBe(`${target}?state=abc`);
    expect((await begin({ browser })).reached.page).toContain('name="persona"');
  });

  it('forgets every session at a reset, and still signs out', async () => {
    const browser = new Browser();
    const { config, tokens } = await signIn('sanne', { browser });
    await fetch(`http://127.0.0.1:${front.sandbox.port}/sandbox/_reset`, { method: 'POST' });
    const leave = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: `${front.url}/`,
    });
    expect((await browser.go(leave.href)).url.href).toBe(`${front.url}/`);
  });

  it('keeps its keys over a restart', async () => {
    const keys = async () => (await fetch(`${front.url}/sandbox/idp/jwks`)).json();
    const before = await keys();
    await front.restart();
    expect(await keys()).toEqual(before);
  });

  it('says so on a page when a sign-in cannot go on', async () => {
    const { page } = await new Browser().go(`${front.url}/sandbox/idp/login/long-ago`);
    expect(page).toContain('Inloggen lukt zo niet');
  });
});

function loa(level: string): string {
  return `urn:etoegang:core:assurance-class:${level}`;
}
