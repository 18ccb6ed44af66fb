import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { logsOf } from '../testing/logs.ts';
import { accountHolder, freshAddress, PASSWORD, signInAs, tokenIn, workOf } from '../testing/accounts.ts';
import { type Browser } from '../testing/browser.ts';
import { eventually } from '../testing/eventually.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type AccountSettings, type AccountView } from './shapes.ts';

jest.setTimeout(120_000);

const OTHER = 'vier groene bussen op het plein';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

interface Devices {
  items: { id: string; name: string; current: boolean; remembered: boolean }[];
}

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const signedIn = async (browser: Browser) => (await browser.call('GET', '/v1/account')).status === 200;
const devices = async (browser: Browser) => (await browser.ask<Devices>('GET', '/v1/account/devices')).items;
const askForReset = async (browser: Browser, email: string) =>
  browser.call('POST', '/v1/password-resets', { email, work: await workOf(browser) });

describe('a forgotten password', () => {
  it('is replaced by a mailed link, once; everybody signed in is out, and told by mail [2PARK-021]', async () => {
    const { browser, email } = await accountHolder(system);
    const stranger = system.browser();
    const [known, unknown] = [await askForReset(stranger, email), await askForReset(stranger, freshAddress())];
    expect([known.status, known.text]).toEqual([202, unknown.text]);
    expect(unknown.status).toBe(202);
    const token = tokenIn(await system.sandbox.mailAbout(email, 'Kies een nieuw wachtwoord'));
    expect((await stranger.refused('POST', '/v1/password-resets/_confirm', { token, password: 'te kort' })).code).toBe(
      'password-too-short',
    );
    await stranger.ask('POST', '/v1/password-resets/_confirm', { token, password: OTHER });
    expect(await signedIn(browser)).toBe(false);
    expect((await stranger.refused('POST', '/v1/password-resets/_confirm', { token, password: OTHER })).code).toBe(
      'link-used',
    );
    expect((await stranger.refused('POST', '/v1/sessions', { email, password: PASSWORD })).code).toBe('sign-in-wrong');
    await signInAs(stranger, email, OTHER);
    await system.sandbox.mailAbout(email, 'is zojuist gewijzigd');
  });

  it('has a link that is over after an hour, and one for another end opens nothing', async () => {
    const { email } = await accountHolder(system);
    const stranger = system.browser();
    await askForReset(stranger, email);
    const token = tokenIn(await system.sandbox.mailAbout(email, 'Kies een nieuw wachtwoord'));
    await system.rows(
      `UPDATE account_link SET ends_at = ends_at - interval '61 minutes' WHERE purpose = 'reset' AND email = '${email}'`,
    );
    expect((await stranger.refused('POST', '/v1/password-resets/_confirm', { token, password: OTHER })).code).toBe(
      'link-expired',
    );
    expect((await stranger.refused('POST', '/v1/accounts/_verify', { token })).code).toBe('link-unknown');
    expect(
      (await stranger.refused('POST', '/v1/accounts', { email, password: OTHER, language: 'nl', token })).code,
    ).toBe('link-unknown');
  });
});

describe('another password', () => {
  it('is chosen by who knows the present one; other devices are signed out at once, this one stays', async () => {
    const { browser, email } = await accountHolder(system);
    const elsewhere = system.browser();
    await signInAs(elsewhere, email, PASSWORD, true);
    expect(await signedIn(elsewhere)).toBe(true); // and believed for a moment
    const change = { current: PASSWORD, password: OTHER };
    expect((await browser.refused('PUT', '/v1/account/password', { ...change, current: OTHER })).code).toBe(
      'password-wrong',
    );
    expect((await browser.refused('PUT', '/v1/account/password', { ...change, password: 'wachtwoord1234' })).code).toBe(
      'password-breached',
    );
    await browser.ask('PUT', '/v1/account/password', change);
    expect([await signedIn(browser), await signedIn(elsewhere)]).toEqual([true, false]);
    await system.sandbox.mailAbout(email, 'is zojuist gewijzigd');
  });
});

describe('devices', () => {
  it('are listed by what their owner knows them by, and one signed out from another is out at once [2PARK-022]', async () => {
    const { browser, email } = await accountHolder(system);
    const phone = system.browser();
    await phone.ask(
      'POST',
      '/v1/sessions',
      { email, password: PASSWORD, remember: true },
      { headers: { 'user-agent': FIREFOX } },
    );
    expect(await signedIn(phone)).toBe(true); // and believed for a moment
    const [own, other] = await devices(browser);
    expect(own).toMatchObject({ current: true, remembered: false });
    expect(other).toMatchObject({ current: false, remembered: true, name: 'Firefox · Windows' });
    await browser.ask('DELETE', `/v1/account/devices/${other!.id}`);
    expect([await signedIn(browser), await signedIn(phone)]).toEqual([true, false]);
    expect(await devices(browser)).toHaveLength(1);
  });

  it('of somebody else cannot be signed out, and read like one that does not exist', async () => {
    const [{ browser: mine }, { browser: theirs }] = [await accountHolder(system), await accountHolder(system)];
    const [device] = await devices(theirs);
    const [other, none] = [
      await mine.refused('DELETE', `/v1/account/devices/${device!.id}`),
      await mine.refused('DELETE', `/v1/account/devices/${randomUUID()}`),
    ];
    expect([other.status, other.code, other.detail]).toEqual([404, none.code, none.detail]);
    expect(await signedIn(theirs)).toBe(true);
  });

  it('signed in anew take the place of who was there: no session is left behind', async () => {
    const { browser, email } = await accountHolder(system);
    await signInAs(browser, email);
    expect(await devices(browser)).toHaveLength(1);
    await browser.ask('DELETE', '/v1/sessions/current');
    expect(await signedIn(browser)).toBe(false);
    expect(
      await system.rows(
        `SELECT FROM account_session s JOIN account a ON a.id = s.account_id WHERE a.email = '${email}'`,
      ),
    ).toEqual([]);
  });
});

describe('settings', () => {
  it('are kept with the account and hold wherever it signs in, with its address and our version [2PARK-033, 2PARK-034, 2PARK-035]', async () => {
    const { browser, email } = await accountHolder(system);
    const settings: AccountSettings = {
      language: 'en',
      theme: 'yellow-on-black',
      startPermitId: null,
      remindMinutes: 30,
    };
    expect(await browser.ask('PUT', '/v1/account/settings', settings)).toEqual(settings);
    const phone = system.browser();
    await signInAs(phone, email);
    const account = await phone.ask<AccountView>('GET', '/v1/account');
    const health = await phone.ask<{ components: { api: { version: string } } }>('GET', '/v1/health');
    expect(account).toMatchObject({ email, settings, version: health.components.api.version });
    expect((await phone.refused('DELETE', `/v1/account/devices/${randomUUID()}`)).detail).toMatch(/does not exist/);
  });

  it('hold the wish for the statement of each month by mail, which nobody has who did not ask [PEERS-019]', async () => {
    const { browser } = await accountHolder(system);
    const wish = async () => (await browser.ask<AccountView>('GET', '/v1/account')).monthlyStatement;
    expect(await wish()).toBe(false);
    await browser.ask('PUT', '/v1/account/monthly-statement', { wanted: true });
    expect(await wish()).toBe(true);
    await browser.ask('PUT', '/v1/account/monthly-statement', { wanted: false });
    expect(await wish()).toBe(false);
  });

  it('begin with no product of somebody else: it reads like one that does not exist [2PARK-030]', async () => {
    const { browser } = await accountHolder(system);
    const settings = { language: 'nl', theme: 'standard', startPermitId: randomUUID(), remindMinutes: null };
    expect((await browser.refused('PUT', '/v1/account/settings', settings)).status).toBe(404);
    const { settings: kept } = await browser.ask<AccountView>('GET', '/v1/account');
    expect(kept.startPermitId).toBeNull();
  });
});

describe('an address that does not work', () => {
  it('shows at the account, so that its owner hears of it', async () => {
    const { browser, email } = await accountHolder(system, freshAddress('later-bounce'));
    await eventually(
      'the address is marked',
      async () => (await browser.ask<AccountView>('GET', '/v1/account')).emailBounced,
    );
    expect(email).toContain('later-bounce');
  });
});

describe('what is secret', () => {
  it('stands in no log, and in no row: neither password nor token', async () => {
    const { browser, email } = await accountHolder(system);
    await askForReset(browser, email);
    const token = tokenIn(await system.sandbox.mailAbout(email, 'Kies een nieuw wachtwoord'));
    const tables = ['message', 'account', 'account_link', 'account_session', 'answer_given', 'outbox'];
    await eventually('the mail has been sent', async () => {
      const queued = await system.rows(`SELECT FROM message WHERE recipient = '${email}' AND status = 'queued'`);
      return queued.length === 0;
    });
    const kept = await Promise.all(
      tables.map((table) => system.rows<{ row: string }>(`SELECT t::text AS row FROM ${table} t`)),
    );
    const all = [...kept.flat().map(({ row }) => row), ...Object.values(logsOf(system))].join('\n');
    for (const secret of [PASSWORD, token, browser.cookie('parkwerk_account')!]) expect(all).not.toContain(secret);
  });
});
