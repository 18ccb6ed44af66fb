import { jest } from '@jest/globals';
import { type Me } from '../me/shapes.ts';
import { citizen, signIn, staff } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const login = (query: Record<string, string>) => `/auth/login?${new URLSearchParams(query).toString()}`;
const DIGID = { municipality: 'voorbeeld', means: 'digid' };

describe('signing in', () => {
  it('knows a resident by DigiD, with name and address from the register of residents [PORTAL-003]', async () => {
    const browser = system.browser();
    const at = await signIn(system, browser, 'youssef');
    expect(at.pathname).toBe('/voorbeeld/desk');
    const { holder } = await browser.ask<Me>('GET', '/v1/me');
    expect(holder).toMatchObject({
      kind: 'person',
      name: 'Youssef El Amrani',
      address: { lines: ['Marktplein 5', '4301 SA  Voorbeeldstad'] },
      area: { id: 'A' },
      means: { nl: 'DigiD', en: 'DigiD' },
    });
  });

  it('offers the ways a municipality has chosen, each with a hint of what to have at hand [PORTAL-003]', async () => {
    const { means } = await system
      .browser()
      .ask<{ means: { id: string; hint: { nl: string; en: string } }[] }>('GET', '/v1/municipalities/voorbeeld');
    expect(means.map(({ id }) => id)).toEqual(['digid', 'eherkenning', 'eidas']);
    for (const { hint } of means) expect([hint.nl, hint.en].every((text) => text.length > 10)).toBe(true);
  });

  it.each([
    ['bakkerij', 'business', 'Bakkerij De Zon', 'A'],
    ['ines', 'person', 'Inês Carvalho', undefined],
    ['lien', 'person', 'Lien Peeters', 'BE'],
  ])(
    'knows %s by the means of its own, with an address where that means or a register has one',
    async (persona, kind, name, area) => {
      const browser = system.browser();
      await signIn(system, browser, persona);
      const { holder } = await browser.ask<Me>('GET', '/v1/me');
      expect(holder).toMatchObject({ kind, name });
      expect(holder!.area?.id).toBe(area);
    },
  );

  it('gives staff the roles of their municipality, and no holder', async () => {
    const me = await (await staff(system, 'deventer-clerk')).ask<Me>('GET', '/v1/me');
    expect(me).toMatchObject({ municipality: { id: 'deventer' }, holder: null, staff: { roles: ['clerk'] } });
  });

  it('goes back to the page somebody came from, and to no other site', async () => {
    const browser = system.browser();
    const page = await browser.visit(login({ ...DIGID, returnTo: '/voorbeeld/desk/cart' }));
    expect((await browser.submit(page.at, { persona: 'sanne' })).at.pathname).toBe('/voorbeeld/desk/cart');
    for (const returnTo of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'desk'])
      expect(await browser.refused('GET', login({ ...DIGID, returnTo }))).toMatchObject({ code: 'invalid-request' });
  });

  it('comes back to the sign-in page, with the reason, when somebody cancels', async () => {
    const browser = system.browser();
    const page = await browser.visit(login(DIGID));
    const { at } = await browser.submit(page.at, { cancel: 'yes' });
    expect(at.pathname).toBe('/voorbeeld/desk/sign-in');
    expect(at.searchParams.get('problem')).toBe('cancelled');
    expect(await browser.refused('GET', '/v1/me')).toMatchObject({ status: 401, code: 'not-signed-in' });
  });

  it('takes an answer of the identity provider only from the browser that asked, and once', async () => {
    const [mine, theirs] = [system.browser(), system.browser()];
    const page = await mine.visit(login(DIGID));
    const back = await mine.fetch(page.at, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'persona=sanne',
    });
    // Up to, but not including, the step back to us.
    const resumed = await mine.fetch(new URL(back.headers.get('location')!, page.at));
    const callback = resumed.headers.get('location')!;
    expect(new URL(callback).pathname).toBe('/auth/callback');
    expect((await theirs.visit(callback)).at.search).toBe('?problem=expired');
    expect((await mine.visit(callback)).at.search).toBe('?problem=expired');
    for (const browser of [mine, theirs]) expect((await browser.refused('GET', '/v1/me')).status).toBe(401);
  });

  it('knows only municipalities and means there are', async () => {
    const browser = system.browser();
    for (const query of [
      { ...DIGID, municipality: 'nergens' },
      { ...DIGID, means: 'itsme' },
    ])
      expect(await browser.refused('GET', login(query))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await browser.refused('GET', '/auth/login')).toMatchObject({ status: 400 });
    expect((await browser.visit('/auth/callback?state=x&code=y')).at.search).toBe('?problem=expired');
  });

  it('believes no cookie that is made up, of somebody who left, or from another place', async () => {
    const browser = system.browser();
    for (const cookie of ['x', 'A'.repeat(43), '../../etc/passwd', '%00', "' OR 1=1 --"]) {
      browser.setCookie('parkwerk_session', cookie);
      expect(await browser.refused('GET', '/v1/me')).toMatchObject({ status: 401, code: 'not-signed-in' });
    }
  });
});

describe('logging out', () => {
  it('ends the session here and at the identity provider, so that the way back leads to signing in [PORTAL-018]', async () => {
    const browser = await citizen(system, 'youssef');
    const cookie = browser.cookie('parkwerk_session')!;
    const { continueAt } = await browser.ask<{ continueAt: string }>('POST', '/auth/logout');
    expect(browser.cookie('parkwerk_session')).toBeUndefined();
    const { at } = await browser.visit(continueAt);
    expect(at.href).toBe(`${system.url}/voorbeeld/desk`);

    // The cookie itself is worth nothing any more, in this or another browser.
    const finder = system.browser();
    finder.setCookie('parkwerk_session', cookie);
    for (const path of ['/v1/me', '/v1/applications', '/v1/permits', '/v1/cart'])
      expect(await finder.refused('GET', path)).toMatchObject({ status: 401 });

    const again = await browser.visit(login(DIGID));
    expect(again.text).toContain('name="persona" value="youssef"');
  });

  it('is told to the audit trail, as is signing in', async () => {
    const browser = system.browser();
    await signIn(system, browser, 'lotte');
    const { holder } = await browser.ask<Me>('GET', '/v1/me');
    await browser.ask('POST', '/auth/logout');
    const events = await system.rows<{ kind: string }>(
      `SELECT kind FROM audit_event WHERE holder_id = '${holder!.id}' AND kind IN ('signed-in', 'signed-out') ORDER BY id DESC LIMIT 2`,
    );
    expect(events.map(({ kind }) => kind)).toEqual(['signed-out', 'signed-in']);
  });

  it('leaves who is not signed in where they are', async () => {
    expect(await system.browser().ask('POST', '/auth/logout')).toEqual({ continueAt: '/' });
  });
});
