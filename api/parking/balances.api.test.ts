import { jest } from '@jest/globals';
import { type z } from 'zod';
import { appUser, coupledPermit, grantedTo, type AppUser } from '../testing/app-users.ts';
import { eventually } from '../testing/eventually.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type AlarmView, type ParkingPermit, type StartedView, type TopUpOptions, type TopUpStarted, type TopUpView, type TransactionPage } from './shapes.ts'; // prettier-ignore

jest.setTimeout(60_000);

type Transactions = z.infer<typeof TransactionPage>;
type Alarm = z.infer<typeof AlarmView>;

let system: System;
let owner: AppUser;
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
});

const at = workingDayAhead();
const of = (permitId: string) => `/v1/parking/permits/${permitId}`;
const visitor = (user = owner) => coupledPermit(system, user, 'willem', 'visitor');
const permitOf = (permitId: string) => owner.browser.ask<ParkingPermit>('GET', of(permitId));
const options = (permitId: string) => owner.browser.ask<z.infer<typeof TopUpOptions>>('GET', `${of(permitId)}/top-ups`);
const topUp = (reference: string, { browser } = owner) =>
  browser.ask<z.infer<typeof TopUpView>>('GET', `/v1/parking/top-ups/${reference}`);
const buy = (permitId: string, optionId: string) =>
  owner.browser.ask<z.infer<typeof TopUpStarted>>('POST', `${of(permitId)}/top-ups`, { optionId });
const transactions = (permitId: string, query = '') =>
  owner.browser.ask<Transactions>('GET', `${of(permitId)}/transactions${query}`);
const untilStatus = (reference: string, status: string) =>
  eventually(
    `top-up ${reference} becomes ${status}`,
    () => topUp(reference),
    (seen) => seen.status === status,
  );
const start = (permitId: string, from: string, to: string) =>
  owner.browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', {
    permitId, ...dutch(), startsAt: at(from), endsAt: at(to),
  }); // prettier-ignore

async function paid(permitId: string, optionId: string): Promise<string> {
  const { reference } = await buy(permitId, optionId);
  await system.sandbox.end(reference, { status: 'paid' });
  await untilStatus(reference, 'paid');
  return reference;
}

describe('topping up', () => {
  it('lists what can be bought, leads to the provider and back to the app, and raises the balance once [2PARK-040, LOKET-040]', async () => {
    const permitId = await visitor();
    expect((await options(permitId)).options.map(({ id, unit, amount, cents }) => [id, unit, amount, cents])).toEqual([
      ['five', 'eurocent', 500, 500],
      ['ten', 'eurocent', 1000, 1000],
      ['twenty', 'eurocent', 2000, 2000],
    ]);
    const wish = { permitId, ...dutch(), startsAt: at('10:00'), endsAt: at('11:00') };
    expect(await owner.browser.refused('POST', '/v1/parking/actions', wish)).toMatchObject({ status: 409 });

    const { reference, checkoutUrl } = await buy(permitId, 'ten');
    expect(await topUp(reference)).toEqual({
      reference, permitId, status: 'open', unit: 'eurocent', amount: 1000, cents: 1000, checkoutUrl,
    }); // prettier-ignore
    const atProvider = await system.sandbox.payment(reference);
    expect(atProvider.amount.value).toBe('10.00');
    expect(new URL(atProvider.redirectUrl).pathname).toBe(`/parking/top-ups/${reference}`);
    await system.sandbox.end(reference, { status: 'paid', webhook: 'twice' });
    expect(await untilStatus(reference, 'paid')).toMatchObject({ checkoutUrl: null });
    expect((await permitOf(permitId)).balances).toMatchObject([{ unit: 'eurocent', available: 1000, held: 0 }]);
    expect(await start(permitId, '10:00', '11:00')).toMatchObject({ heldCents: 60 });
  });

  it('that was turned back from or failed leaves the balance as it was, and can be tried again [2PARK-040]', async () => {
    const permitId = await visitor();
    for (const status of ['canceled', 'failed'] as const) {
      const { reference } = await buy(permitId, 'five');
      await system.sandbox.end(reference, { status });
      expect(await untilStatus(reference, 'failed')).toMatchObject({ checkoutUrl: null });
    }
    await paid(permitId, 'five');
    expect((await permitOf(permitId)).balances).toMatchObject([{ available: 500 }]);
  });

  it('stops at the maximum of the period: options above the rest are hidden, then the reason is shown [2PARK-041, 2PARK-042]', async () => {
    const permitId = await visitor();
    for (const option of ['twenty', 'twenty', 'ten']) await paid(permitId, option);
    expect(await options(permitId)).toMatchObject({ bought: 5000, maximum: 6000, reason: null });
    expect((await options(permitId)).options.map(({ id }) => id)).toEqual(['five', 'ten']);
    expect(await owner.browser.refused('POST', `${of(permitId)}/top-ups`, { optionId: 'twenty' })).toMatchObject({
      status: 409, code: 'top-up-maximum-reached', trace: { steps: [{ values: { maximum: 6000, bought: 5000 }, remedy: 'wait-for-next-period' }] },
    }); // prettier-ignore
    const { reference } = await buy(permitId, 'ten'); // while it is open it counts
    expect(await options(permitId)).toMatchObject({ options: [], reason: 'maximum-reached', bought: 6000 });
    await system.sandbox.end(reference, { status: 'expired' });
    await untilStatus(reference, 'failed');
    expect((await options(permitId)).options).toHaveLength(2);
    expect((await options(permitId)).lastDay).toMatch(/-(03-31|06-30|09-30|12-31)$/);
  });

  it('is for the owner: a grantee is refused, somebody else finds nothing [2PARK-043]', async () => {
    const permitId = await visitor();
    const [grantee, stranger] = [await appUser(system), await appUser(system)];
    await grantedTo(system, grantee, permitId);
    const { reference } = await buy(permitId, 'five');
    for (const path of ['top-ups', 'transactions', 'alarm'])
      expect(await grantee.browser.refused('GET', `${of(permitId)}/${path}`)).toMatchObject({
        status: 409,
        code: 'not-allowed-by-product',
      });
    const body = { optionId: 'five' };
    expect(await grantee.browser.refused('POST', `${of(permitId)}/top-ups`, body)).toMatchObject({ status: 409 });
    expect(await stranger.browser.refused('POST', `${of(permitId)}/top-ups`, body)).toMatchObject({ status: 404 });
    for (const other of [grantee, stranger])
      expect(await other.browser.refused('GET', `/v1/parking/top-ups/${reference}`)).toMatchObject({ status: 404 });
  });

  it('of hours is a sale of hours: minutes on the balance, euros in the books [2PARK-032]', async () => {
    const permitId = await coupledPermit(system, owner, 'deventer-bewoner', 'visitor');
    expect((await permitOf(permitId)).balances).toMatchObject([{ unit: 'minute', available: 600 }]);
    const reference = await paid(permitId, 'five-hours');
    expect((await permitOf(permitId)).balances).toMatchObject([{ unit: 'minute', available: 900 }]);
    const postings = await system.rows(
      `SELECT p.account, p.unit, p.amount::int AS amount FROM posting p JOIN journal_entry j ON j.id = p.entry_id
        WHERE j.subject_id = (SELECT id FROM payment WHERE reference = '${reference}') ORDER BY p.unit, p.account`,
    );
    expect(postings).toEqual([
      { account: 'clearing', unit: 'eurocent', amount: 150 },
      { account: 'income', unit: 'eurocent', amount: -150 },
      { account: 'available', unit: 'minute', amount: -300 },
      { account: 'issued', unit: 'minute', amount: 300 },
    ]);
  });
});

describe('two balances at once', () => {
  it('must both suffice: of ninety hours a quarter and of euros, the one that is short first is named (R10) [2PARK-032]', async () => {
    const permitId = await coupledPermit(system, owner, 'lien', 'visitor');
    const { balances } = await permitOf(permitId);
    expect(balances).toMatchObject([
      { unit: 'minute', available: 5400, period: { lastDay: expect.stringMatching(/-(03-31|06-30|09-30|12-31)$/) } },
      { unit: 'eurocent', available: 0, period: null },
    ]);
    const wish = { permitId, plate: '1-ABC-234', country: 'B', startsAt: at('10:00'), endsAt: at('11:00') };
    expect(await owner.browser.refused('POST', '/v1/parking/actions', wish)).toMatchObject({
      trace: { steps: [{ values: { unit: 'eurocent' } }] },
    });
    await paid(permitId, 'five');
    const started = await owner.browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', wish);
    expect(started.holds).toMatchObject([{ unit: 'minute', amount: 60 }, { unit: 'eurocent' }]);
  });
});

describe('transactions', () => {
  it('show each change with its moment, and together they are the balance [2PARK-101]', async () => {
    const permitId = await visitor();
    await paid(permitId, 'ten');
    const { id } = await start(permitId, '10:00', '12:00');
    await start(permitId, '13:00', '14:00');
    await owner.browser.call('DELETE', `/v1/parking/actions/${id}`);
    const { items, total } = await transactions(permitId);
    expect(items.map(({ kind, change }) => [kind, change])).toEqual([
      ['settle', 120],
      ['hold', -60],
      ['hold', -120],
      ['top-up', 1000],
    ]);
    expect(items[0]!.actionId).toBe(id);
    expect(total).toBe(4);
    const [balance] = (await permitOf(permitId)).balances;
    expect(items.reduce((sum, { change }) => sum + change, 0)).toBe(balance!.available);
  });

  it('come ten at a time, newest first, without repeats [2PARK-102]', async () => {
    const permitId = await visitor();
    await paid(permitId, 'twenty');
    for (let count = 0; count < 6; count += 1) {
      const { id } = await start(permitId, '10:00', '11:00');
      await owner.browser.call('DELETE', `/v1/parking/actions/${id}`);
    }
    const first = await transactions(permitId);
    const second = await transactions(permitId, `?cursor=${encodeURIComponent(first.nextCursor!)}`);
    expect([first.items.length, second.items.length, second.nextCursor, second.total]).toEqual([10, 3, null, 13]);
    expect(second.items.at(-1)!.kind).toBe('top-up');
    const all = await transactions(permitId, '?limit=100');
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(await owner.browser.refused('GET', `${of(permitId)}/transactions?cursor=nonsense`)).toMatchObject({ status: 400 });
  }); // prettier-ignore
});

describe('a history by mail', () => {
  it('is the whole list of the tab, to one’s own address, as a table and as a file [2PARK-103]', async () => {
    const permitId = await visitor();
    await paid(permitId, 'ten');
    await start(permitId, '10:00', '11:00');
    expect(await owner.browser.call('POST', `${of(permitId)}/_mail-history`, { tab: 'transactions' })).toMatchObject({ status: 202 }); // prettier-ignore
    const { number } = await permitOf(permitId);
    const mail = await system.sandbox.mailAbout(owner.email, number);
    const { total } = await transactions(permitId);
    const rows = mail.text.split('\n').filter((line) => line.includes(' | '));
    expect(rows).toHaveLength(total + 1); // and the names of the columns
    expect(mail.attachments).toMatchObject([{ filename: 'mutaties.csv' }]);
    expect(mail.html).toContain('<table');
  });

  it('of transactions is not mailed to a grantee, whose own actions are', async () => {
    const permitId = await visitor();
    const grantee = await appUser(system);
    await grantedTo(system, grantee, permitId);
    const mailed = `${of(permitId)}/_mail-history`;
    expect(await grantee.browser.refused('POST', mailed, { tab: 'transactions' })).toMatchObject({ status: 409 });
    expect(await grantee.browser.call('POST', mailed, { tab: 'actions' })).toMatchObject({ status: 202 });
    const { attachments } = await system.sandbox.mailAbout(grantee.email, 'parkeerhistorie');
    expect(attachments).toMatchObject([{ filename: 'parkeeracties.csv' }]);
  });
});

describe('a balance alarm', () => {
  it('turns red when the balance falls below it and is mailed, and is blue again after a top-up [2PARK-108]', async () => {
    const permitId = await visitor();
    await paid(permitId, 'five');
    const path = `${of(permitId)}/alarm`;
    expect(await owner.browser.ask<Alarm>('GET', path)).toEqual({ alarm: null });
    const set = await owner.browser.ask<Alarm>('PUT', path, { unit: 'eurocent', threshold: 450 });
    expect(set).toEqual({ alarm: { unit: 'eurocent', threshold: 450, below: false } });
    await start(permitId, '10:00', '11:00');
    expect((await permitOf(permitId)).alarm).toEqual({ unit: 'eurocent', threshold: 450, below: true });
    const { number } = await permitOf(permitId);
    const mail = await system.sandbox.mailAbout(owner.email, new RegExp(`${number}[^]*€\\s4,40`));
    expect(mail.subject).toContain('wordt laag');
    await paid(permitId, 'five');
    expect(await owner.browser.ask<Alarm>('GET', path)).toMatchObject({ alarm: { below: false } });
    expect(await owner.browser.ask<Alarm>('PUT', path, { unit: 'eurocent', threshold: null })).toEqual({ alarm: null });
    const minutes = { unit: 'minute', threshold: 60 };
    expect(await owner.browser.refused('PUT', path, minutes)).toMatchObject({ code: 'alarm-not-offered' });
  });
});
