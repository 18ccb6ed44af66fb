import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { codeIn, signIn } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type CodeSent, type Me } from './shapes.ts';
import { type z } from 'zod';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

/** Everybody here signs in for the first time; nobody else's tests use them. */
async function newcomer(persona: string): Promise<Browser> {
  const browser = system.browser();
  await signIn(system, browser, persona);
  return browser;
}

const sendCode = (browser: Browser, email: string) =>
  browser.ask<z.infer<typeof CodeSent>>('POST', '/v1/me/email', { email });
const enter = (browser: Browser, code: string) => browser.ask<Me>('POST', '/v1/me/email/_confirm', { code });
const entering = (browser: Browser, code: string) => browser.refused('POST', '/v1/me/email/_confirm', { code });
const codeFor = async (email: string) => codeIn((await system.sandbox.mailAbout(email, 'code')).text)!;
/** A code that is not this one. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('the first sign-in', () => {
  it('closes every page of the desk until the right code from the mail is entered, which works once [PORTAL-006]', async () => {
    const lotte = await newcomer('lotte');
    const email = 'lotte.eerste@inwoner.example';
    const pages = Object.entries(system.contract.document.paths)
      .filter(([path, { get }]) => get?.['x-may'] === 'desk' && !path.includes('{'))
      .map(([path]) => `/v1${path}`);
    expect(pages).toEqual(
      expect.arrayContaining(['/v1/cart', '/v1/applications', '/v1/permits', '/v1/products', '/v1/history']),
    );
    const allClosed = async () => {
      for (const page of pages)
        expect(await lotte.refused('GET', page)).toMatchObject({
          status: 403,
          code: 'email-not-verified',
          trace: { steps: [{ remedy: 'verify-email' }] },
        });
    };
    await allClosed();

    const { sentTo, endsAt, resendAt } = await sendCode(lotte, email);
    expect(sentTo).toBe(email);
    expect(Date.parse(endsAt) - Date.parse(resendAt)).toBe(14 * 60_000);
    expect(await lotte.refused('POST', '/v1/me/email', { email })).toMatchObject({
      status: 429,
      code: 'code-too-soon',
    });
    await allClosed();

    const code = await codeFor(email);
    expect(await entering(lotte, otherThan(code))).toMatchObject({ status: 409, code: 'code-wrong' });
    await allClosed();

    const { holder } = await enter(lotte, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(holder).toMatchObject({ email, emailVerified: true });
    for (const page of pages) expect((await lotte.call('GET', page)).status).toBe(200);
    expect(await entering(lotte, code)).toMatchObject({ status: 409, code: 'code-expired' });
  });

  it('takes five codes that are wrong, and then not even the right one', async () => {
    const jef = await newcomer('jef');
    const email = 'jef.te-vaak@inwoner.example';
    await sendCode(jef, email);
    const code = await codeFor(email);
    for (let left = 4; left >= 0; left -= 1)
      expect(await entering(jef, otherThan(code))).toMatchObject({
        code: 'code-wrong',
        trace: { steps: [{ values: { left } }] },
      });
    expect(await entering(jef, code)).toMatchObject({ status: 409, code: 'code-tries-used' });
    expect((await jef.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ email: null, emailVerified: false });
  });

  it('lets one of several guesses at once be right, and counts every wrong one', async () => {
    const henk = await newcomer('deventer-knutteldorp');
    const email = 'henk.tegelijk@inwoner.example';
    await sendCode(henk, email);
    const code = await codeFor(email);
    const guesses = await Promise.all(
      Array.from({ length: 8 }, () =>
        henk.call<{ code: string }>('POST', '/v1/me/email/_confirm', { code: otherThan(code) }),
      ),
    );
    const counted = guesses.filter(({ body }) => body.code === 'code-wrong').length;
    expect(counted).toBe(5);
    expect(guesses.filter(({ body }) => body.code === 'code-tries-used')).toHaveLength(3);
  });

  it('knows no code that was never sent, and none that is none', async () => {
    const browser = await newcomer('assen-bedrijf');
    expect(await entering(browser, '000000')).toMatchObject({ code: 'code-expired' });
    for (const code of ['', 'abcdef', '12345', '1234567', '🅿️🅿️🅿️'])
      expect(['code-wrong', 'code-expired', 'invalid-request']).toContain((await entering(browser, code)).code);
    for (const email of ['', 'geen-adres', 'a@b', 'a b@c.example', `${'x'.repeat(250)}@c.example`])
      expect(await browser.refused('POST', '/v1/me/email', { email })).toMatchObject({
        status: 400,
        fields: [{ field: 'email' }],
      });
  });
});

describe('another address', () => {
  it('counts when its code is entered, not before; both addresses are told [PORTAL-090]', async () => {
    const browser = await newcomer('assen-bedrijf');
    const [old, fresh] = ['assen.oud@bedrijf.example', 'assen.nieuw@bedrijf.example'];
    await sendCode(browser, old);
    const { holder } = await enter(browser, await codeFor(old));
    expect(holder).toMatchObject({ email: old, emailVerified: true });

    // A minute passes between two codes.
    await system.rows(
      `UPDATE email_code SET sent_at = sent_at - interval '2 minutes' WHERE holder_id = '${holder!.id}'`,
    );
    await sendCode(browser, fresh);
    const code = await codeFor(fresh);
    expect(await entering(browser, otherThan(code))).toMatchObject({ code: 'code-wrong' });
    expect((await browser.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ email: old, emailVerified: true });
    expect((await enter(browser, code)).holder).toMatchObject({ email: fresh, emailVerified: true });

    const notice = await system.sandbox.mailAbout(old, 'is gewijzigd');
    expect(notice.text).not.toContain(fresh);
    await system.sandbox.mailAbout(fresh, 'komen voortaan hier');
  });
});
