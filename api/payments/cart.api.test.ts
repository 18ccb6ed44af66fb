import { jest } from '@jest/globals';
import { type PermitView } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { applicationReadyToPay, checkOut, permitInForce, read, untilStatus, withdraw } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type Cart, type PaymentView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let marieke: Browser; // her cart is for this file alone
beforeAll(async () => {
  system = await sharedSystem();
  marieke = await citizen(system, 'deventer-bewoner');
});
afterEach(async () => {
  for (const { caseId } of (await cart()).items) await withdraw(marieke, { id: caseId });
});

const cart = () => marieke.ask<Cart>('GET', '/v1/cart');
const payment = (reference: string) => marieke.ask<PaymentView>('GET', `/v1/payments/${reference}`);
const settled = (reference: string) =>
  eventually(
    `payment ${reference} is settled`,
    () => payment(reference),
    ({ status }) => !['starting', 'open', 'pending'].includes(status),
  );
/** € 984,00 and € 84,60. */
const yearCard = () =>
  applicationReadyToPay(marieke, 'year-card', { areaId: 'centrum', plates: [dutch(freshPlate())] });
const residentPermit = () => applicationReadyToPay(marieke, 'resident', { plates: [dutch('H-17-PLS')] });

describe('the cart', () => {
  it('lists what is to be paid with the amount of each, and pays several at once: one payment, several permits [PORTAL-060, LOKET-006]', async () => {
    const [card, resident] = [await yearCard(), await residentPermit()];
    expect((await cart()).items.map(({ number, cents }) => [number, cents])).toEqual([
      [card.application.number, 98400],
      [resident.application.number, 8460],
    ]);
    const { reference } = await checkOut(marieke, [card.chargeId, resident.chargeId]);
    const atProvider = (await system.sandbox.payments()).filter(({ description }) => description.startsWith(reference));
    expect(atProvider).toMatchObject([{ amount: { currency: 'EUR', value: '1068.60' } }]);
    await system.sandbox.end(reference, { status: 'paid' });
    for (const { application } of [card, resident]) await untilStatus(marieke, application, 'issued');

    const view = await payment(reference);
    expect(view).toMatchObject({ status: 'paid', cents: 106860, refundedCents: 0, checkoutUrl: null });
    expect(view.items.map(({ applicationStatus, permitId }) => [applicationStatus, permitId !== null])).toEqual([
      ['issued', true],
      ['issued', true],
    ]);
    expect((await cart()).items).toEqual([]);
    const { items } = await marieke.ask<{ items: PermitView[] }>('GET', '/v1/permits');
    expect(items.map(({ applicationId }) => applicationId)).toEqual(
      expect.arrayContaining([card.application.id, resident.application.id]),
    );
    const entries = await system.rows(
      `SELECT p.account, sum(p.amount)::int AS cents FROM journal_entry j JOIN posting p ON p.entry_id = j.id
        WHERE j.subject_id = (SELECT id FROM payment WHERE reference = '${reference}') GROUP BY p.account ORDER BY p.account`,
    );
    expect(entries).toEqual([
      { account: 'clearing', cents: 106860 },
      { account: 'income', cents: -106860 },
    ]);
  });

  it('totals what is ticked, to the cent, after every toggle [PORTAL-061]', async () => {
    const [card, resident] = [await yearCard(), await residentPermit()];
    const tick = (id: string, selected: boolean) =>
      marieke.ask<Cart>('PATCH', '/v1/cart', { items: [{ id, selected }] });
    expect((await cart()).selectedCents).toBe(0);
    expect((await tick(card.chargeId, true)).selectedCents).toBe(98400);
    expect((await tick(resident.chargeId, true)).selectedCents).toBe(106860);
    expect((await tick(card.chargeId, false)).selectedCents).toBe(8460);
    expect((await tick(card.chargeId, false)).selectedCents).toBe(8460);
    const { items, selectedCents } = await cart();
    expect(items.map(({ selected }) => selected)).toEqual([false, true]);
    expect(selectedCents).toBe(8460);
  });

  it('loses an item, and the application with it, when it is taken back [PORTAL-063]', async () => {
    const { application, chargeId } = await residentPermit();
    await withdraw(marieke, application);
    expect((await cart()).items).toEqual([]);
    const running = await marieke.ask<{ items: { id: string }[] }>('GET', '/v1/applications');
    expect(running.items.map(({ id }) => id)).not.toContain(application.id);
    for (const [method, path, body] of [
      ['POST', '/v1/payments', { items: [chargeId] }],
      ['PATCH', '/v1/cart', { items: [{ id: chargeId, selected: true }] }],
    ] as const)
      expect(await marieke.refused(method, path, body)).toMatchObject({
        status: 409,
        code: 'charge-not-open',
        trace: { steps: [{ remedy: 'look-again' }] },
      });
  });

  it('takes only what is in it: nothing, another’s or something made up is refused', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const theirs = await applicationReadyToPay(bakkerij, 'business', { plates: [dutch(freshPlate())] });
    for (const items of [[theirs.chargeId], ['00000000-0000-4000-8000-000000000000']])
      expect(await marieke.refused('POST', '/v1/payments', { items })).toMatchObject({ code: 'charge-not-open' });
    for (const items of [[], ['geen-id'], 'alles', Array.from({ length: 51 }, () => theirs.chargeId)])
      expect(await marieke.refused('POST', '/v1/payments', { items })).toMatchObject({ status: 400 });
    await withdraw(bakkerij, theirs.application);
  });
});

describe('paying', () => {
  it('shows total and a reference of its own, which the provider puts on the bank statement [PORTAL-064]', async () => {
    const { chargeId } = await residentPermit();
    const started = await checkOut(marieke, [chargeId]);
    expect(started.reference).toMatch(/^PW-[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    expect(await payment(started.reference)).toMatchObject({
      cents: 8460,
      status: 'open',
      checkoutUrl: started.checkoutUrl,
    });
    const atProvider = await system.sandbox.payment(started.reference);
    expect(atProvider.amount.value).toBe('84.60');
    expect(new URL(atProvider.redirectUrl).pathname).toBe(`/deventer/desk/payments/${started.reference}`);
    const page = await marieke.visit(started.checkoutUrl);
    expect(page.text).toContain(started.reference);
    expect((await cart()).items[0]!.payingUnder).toBe(started.reference);

    await marieke.ask('POST', `/v1/payments/${started.reference}/_cancel`);
    const again = await checkOut(marieke, [chargeId]);
    expect(again.reference).not.toBe(started.reference);
    await marieke.ask('POST', `/v1/payments/${again.reference}/_cancel`);
  });

  it('with the result still unknown says so, and flips when asked again after the provider knows [PORTAL-065]', async () => {
    const { application, chargeId } = await residentPermit();
    const { reference } = await checkOut(marieke, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid', webhook: 'never' });
    expect(await payment(reference)).toMatchObject({ status: 'open', items: [{ permitId: null }] });
    await marieke.ask('POST', `/v1/payments/${reference}/_refresh`);
    await eventually(
      'the screen flips',
      () => payment(reference),
      ({ status }) => status === 'paid',
    );
    await untilStatus(marieke, application, 'issued');
  });

  it.each(['canceled', 'failed', 'expired'] as const)(
    'that ended as %s leaves the cart as it was, ready to be paid again [PORTAL-066]',
    async (status) => {
      const { application, chargeId } = await residentPermit();
      const before = await cart();
      const { reference } = await checkOut(marieke, [chargeId]);
      await system.sandbox.end(reference, { status });
      expect(await settled(reference)).toMatchObject({ status, checkoutUrl: null });
      expect(await cart()).toEqual(before);
      expect(await read(marieke, application)).toMatchObject({ status: 'awaiting-payment' });
      const second = await checkOut(marieke, [chargeId]);
      await system.sandbox.end(second.reference, { status: 'paid' });
      await untilStatus(marieke, application, 'issued');
    },
  );

  it('can be turned back from on our side, also twice, and the provider is told [PORTAL-066]', async () => {
    const { chargeId } = await residentPermit();
    const { reference } = await checkOut(marieke, [chargeId]);
    for (let press = 0; press < 2; press += 1)
      expect(await marieke.ask<PaymentView>('POST', `/v1/payments/${reference}/_cancel`)).toMatchObject({
        status: 'canceled',
        checkoutUrl: null,
      });
    expect((await system.sandbox.payment(reference)).status).toBe('canceled');
    expect((await cart()).items[0]).toMatchObject({ id: chargeId, payingUnder: null });
  });

  it('leads to a list of what was granted, with how many plates each has: one may park now, more need a choice [LOKET-014]', async () => {
    const one = await permitInForce(marieke, system.sandbox, 'resident', { plates: [dutch('H-17-PLS')] });
    const two = await permitInForce(marieke, system.sandbox, 'year-card', {
      areaId: 'centrum',
      plates: [dutch(), dutch()],
    });
    const itemOf = async (applicationId: string) => {
      const [row] = await system.rows<{ reference: string }>(
        `SELECT p.reference FROM payment p JOIN charge c ON c.payment_id = p.id WHERE c.application_id = '${applicationId}'`,
      );
      return (await payment(row!.reference)).items[0];
    };
    expect(await itemOf(one.applicationId)).toMatchObject({ permitId: one.id, plates: 1, platesAtOnce: 1 });
    expect(await itemOf(two.applicationId)).toMatchObject({ permitId: two.id, plates: 2, platesAtOnce: 1 });
    expect(one.plates.map(({ counts }) => counts)).toEqual([true]);
    expect(two.plates.map(({ counts }) => counts)).toEqual([false, false]);
  });

  it('is the payer’s own: another reads nothing of it, and can neither cancel nor refresh it', async () => {
    const { chargeId } = await residentPermit();
    const { reference } = await checkOut(marieke, [chargeId]);
    const bakkerij = await citizen(system, 'bakkerij');
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/_cancel'],
      ['POST', '/_refresh'],
    ] as const) {
      const theirs = await bakkerij.refused(method, `/v1/payments/${reference}${path}`);
      const none = await bakkerij.refused(method, `/v1/payments/PW-22222-22222${path}`);
      expect([theirs.status, theirs.code, theirs.detail]).toEqual([none.status, none.code, none.detail]);
      expect(theirs.status).toBe(404);
    }
    await marieke.ask('POST', `/v1/payments/${reference}/_cancel`);
  });
});
