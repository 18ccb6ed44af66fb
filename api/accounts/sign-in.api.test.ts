import { jest } from '@jest/globals';
import { type Problem } from '../http/problem.ts';
import { accountHolder, freshAddress, PASSWORD, signInAs, signUp, tokenIn, workOf } from '../testing/accounts.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type AccountView } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const signIn = (email: string, password: string, more?: { headers: Record<string, string> }) =>
  system.browser().call<Problem>('POST', '/v1/sessions', { email, password }, more);
const me = (browser = system.browser()) => browser.call<AccountView>('GET', '/v1/account');
const rows = <Row>(statement: string) => system.rows<Row>(statement);

describe('a new account', () => {
  it('works once the link in its mail was opened, and not before [2PARK-020]', async () => {
    const email = freshAddress();
    const browser = system.browser();
    await signUp(browser, email);
    const mail = await system.sandbox.mailAbout(email, 'Bevestig uw e-mailadres');
    expect(await browser.refused('POST', '/v1/sessions', { email, password: PASSWORD })).toMatchObject({
      code: 'address-not-verified',
    });
    await browser.ask('POST', '/v1/accounts/_verify', { token: tokenIn(mail) });
    expect((await me(browser)).status).toBe(401);
    await signInAs(browser, email.toUpperCase());
    const { body } = await me(browser);
    expect(body).toMatchObject({ email, emailBounced: false, hasPassword: true, idleMinutes: 15 });
    expect(await browser.refused('POST', '/v1/accounts/_verify', { token: tokenIn(mail) })).toMatchObject({
      code: 'link-used',
    });
  });

  it('for an address that has one already is answered like any other, and its owner is told', async () => {
    const { email } = await accountHolder(system);
    const stranger = system.browser();
    const ask = async (address: string) => {
      const work = await workOf(stranger);
      return stranger.call('POST', '/v1/accounts', {
        email: address,
        password: 'iets heel anders dan dat',
        language: 'nl',
        work,
      });
    };
    const [known, unknown] = [await ask(email), await ask(freshAddress())];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    expect((await system.sandbox.mailAbout(email, 'U heeft al een account')).text).toContain('/parking/sign-in');
    expect((await signIn(email, 'iets heel anders dan dat')).body.code).toBe('sign-in-wrong');
    expect((await signIn(email, PASSWORD)).status).toBe(201);
  });

  it('asked for twice without its mailbox keeps the first password, and one mail a minute goes out', async () => {
    const email = freshAddress();
    await signUp(system.browser(), email);
    await signUp(system.browser(), email, 'een ander lang wachtwoord');
    expect((await signIn(email, 'een ander lang wachtwoord')).body.code).toBe('sign-in-wrong');
    const mail = await system.sandbox.mailAbout(email, 'Bevestig uw e-mailadres');
    await system.browser().ask('POST', '/v1/accounts/_verify', { token: tokenIn(mail) });
    expect((await signIn(email, PASSWORD)).status).toBe(201);
    expect(await system.sandbox.mailsTo(email)).toHaveLength(1);
  });

  it.each([
    ['too short', 'elf tekens!', 'password-too-short'],
    ['known from a breach, in capitals too', 'WachtWoord1234', 'password-breached'],
    ['like the address', 'parkeerder@inwoner.example', 'password-like-address'],
  ])('with a password that is %s is refused with its own sentence [2PARK-011]', async (_how, password, code) => {
    const browser = system.browser();
    const body = { email: 'parkeerder@inwoner.example', password, language: 'nl', work: await workOf(browser) };
    const problem = await browser.refused('POST', '/v1/accounts', body);
    expect([problem.code, problem.trace!.steps[0]!.remedy]).toEqual([code, expect.stringMatching(/password$/)]);
    expect(problem.detail.length).toBeGreaterThan(20);
  });

  it('costs work, done once, for this question, in time [2PARK-021]', async () => {
    const browser = system.browser();
    const make = (work?: object) =>
      browser.refused('POST', '/v1/accounts', {
        email: freshAddress(),
        password: PASSWORD,
        language: 'nl',
        ...(work && { work }),
      });
    const [done, late] = [await workOf(browser), await workOf(browser)];
    await system.rows(`UPDATE challenge SET ends_at = now() WHERE id = '${late.challengeId}'`);
    await browser.ask('POST', '/v1/password-resets', { email: freshAddress(), work: done });
    expect((await make()).code).toBe('work-missing');
    expect((await make(done)).code).toBe('work-not-done');
    expect((await make(late)).code).toBe('work-not-done');
    expect((await make({ ...(await workOf(browser)), nonce: 'lui' })).code).toBe('work-not-done');
  });

  it('is refused from another site, like signing in and every other write', async () => {
    const { email } = await accountHolder(system);
    for (const headers of [{ origin: 'https://elders.example' }, { origin: '' }]) {
      const { status, body } = await signIn(email, PASSWORD, { headers });
      expect([status, body.code]).toEqual([403, expect.stringMatching(/^origin-/)]);
    }
  });
});

describe('signing in', () => {
  it('tells a wrong password and an unknown address the same, and delays the sixth try of both [2PARK-020]', async () => {
    const { email } = await accountHolder(system);
    const nobody = freshAddress();
    for (let tries = 0; tries < 5; tries += 1) {
      const [wrong, unknown] = [
        await signIn(email, 'dit is niet het goede'),
        await signIn(nobody, 'dit is niet het goede'),
      ];
      expect([wrong.status, wrong.body.code]).toEqual([409, 'sign-in-wrong']);
      const { trace: _one, ...told } = wrong.body;
      const { trace: _two, ...toldToo } = unknown.body;
      expect(told).toEqual(toldToo);
    }
    await system.rows(`UPDATE sign_in_failure SET failures = 12, last_at = now() WHERE failures = 5`);
    for (const address of [email, nobody]) {
      const { status, body, headers } = await signIn(address, PASSWORD);
      expect([status, body.code]).toEqual([429, 'sign-in-too-soon']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(500);
      expect(body.detail).toMatch(/\d+ seconden/);
    }
    await system.rows(`UPDATE sign_in_failure SET last_at = now() - interval '16 minutes' WHERE failures = 12`);
    expect((await signIn(email, PASSWORD)).status).toBe(201);
  });

  it('counts many tries at once as if they came one by one', async () => {
    const { email } = await accountHolder(system);
    const all = await Promise.all(Array.from({ length: 16 }, () => signIn(email, 'dit is niet het goede')));
    expect(all.filter(({ status }) => status === 409).length).toBeLessThanOrEqual(6);
    expect(all.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
  });

  it('keeps nothing of the password for a repetition, and signs in each time it is asked', async () => {
    const { email } = await accountHolder(system);
    const under = { headers: { 'idempotency-key': `inloggen-${email.slice(11, 19)}` } };
    for (const browser of [system.browser(), system.browser()]) {
      await browser.ask('POST', '/v1/sessions', { email, password: PASSWORD }, under);
      expect((await me(browser)).body.email).toBe(email);
    }
    expect(await rows(`SELECT FROM answer_given WHERE key LIKE 'inloggen-%'`)).toEqual([]);
  });

  it('goes beside the desk in one browser, and out of one without the other [2PARK-024]', async () => {
    const { email } = await accountHolder(system);
    const browser = await citizen(system, 'willem');
    await signInAs(browser, email);
    expect((await me(browser)).body.email).toBe(email);
    expect((await browser.call('GET', '/v1/me')).status).toBe(200);
    await browser.ask('DELETE', '/v1/sessions/current');
    expect((await me(browser)).status).toBe(401);
    expect((await browser.call('GET', '/v1/me')).status).toBe(200);
  });

  it('is over after a quarter of an hour of nothing, unless the device is remembered [2PARK-022, 2PARK-023]', async () => {
    const { email } = await accountHolder(system);
    const [shared, own] = [system.browser(), system.browser()];
    await signInAs(shared, email);
    await signInAs(own, email, PASSWORD, true);
    await system.rows(
      `UPDATE account_session SET seen_at = now() - interval '16 minutes' WHERE account_id = (SELECT id FROM account WHERE email = '${email}')`,
    );
    expect((await me(shared)).status).toBe(401);
    expect((await me(own)).body.idleMinutes).toBeNull();
    await eventually('the other device is off the list', async () => {
      const { items } = await own.ask<{ items: unknown[] }>('GET', '/v1/account/devices');
      return items.length === 1;
    });
  });
});
