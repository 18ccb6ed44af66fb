import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { applicationReadyToPay, checkOut, read, untilStatus, withdraw } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PaymentView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  bakkerij = await citizen(system, 'bakkerij');
});

const readyToPay = () => applicationReadyToPay(bakkerij, 'business', { plates: [dutch(freshPlate())] });
const payment = (reference: string) => bakkerij.ask<PaymentView>('GET', `/v1/payments/${reference}`);
const becomes = (reference: string, status: PaymentView['status']) =>
  eventually(
    `payment ${reference} becomes ${status}`,
    () => payment(reference),
    (seen) => seen.status === status,
  );

/** What the provider would send; anybody can. */
async function webhook(body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> {
  return fetch(`${system.url}/webhooks/mollie`, { method: 'POST', headers: { 'content-type': type }, body });
}
const ring = async (reference: string) => webhook(`id=${(await system.sandbox.payment(reference)).id}`);

/** What a payment did to the books: its entries, and what each account got. */
async function books(reference: string) {
  const own = `SELECT id FROM payment WHERE reference = '${reference}'`;
  const rows = await system.rows<{ reason: string; account: string; cents: number }>(
    `SELECT j.reason, p.account, sum(p.amount)::int AS cents FROM journal_entry j JOIN posting p ON p.entry_id = j.id
      WHERE j.subject_id IN (${own}) OR j.subject_id IN (SELECT id FROM refund WHERE payment_id IN (${own}))
      GROUP BY j.id, j.reason, p.account ORDER BY j.id, p.account`,
  );
  return rows.map(({ reason, account, cents }) => `${reason}: ${account} ${cents}`);
}
const permitsOf = (application: { id: string }) =>
  system.rows(`SELECT id FROM permit WHERE application_id = '${application.id}'`);
const PAID_ONCE = ['payment-received: clearing 38400', 'payment-received: income -38400'];

describe('a payment that is told of', () => {
  it('many times and all at once, is taken in once: one permit, one entry in the books [PORTAL-067]', async () => {
    const { application, chargeId } = await readyToPay();
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid', webhook: 'twice' });
    await Promise.all(Array.from({ length: 10 }, () => ring(reference)));
    await untilStatus(bakkerij, application, 'issued');
    await Promise.all(Array.from({ length: 5 }, () => ring(reference)));
    await bakkerij.ask('POST', `/v1/payments/${reference}/_refresh`);
    await nothingWaits(application, reference);
    expect(await permitsOf(application)).toHaveLength(1);
    expect(await books(reference)).toEqual(PAID_ONCE);
    expect(await payment(reference)).toMatchObject({ status: 'paid', refundedCents: 0 });
  });

  it('before the payer is back, or long after, is the same payment', async () => {
    const early = await readyToPay();
    const first = await checkOut(bakkerij, [early.chargeId]);
    await system.sandbox.end(first.reference, { status: 'paid' });
    await untilStatus(bakkerij, early.application, 'issued'); // nobody came back to the page
    expect(await payment(first.reference)).toMatchObject({ status: 'paid' });

    const late = await readyToPay();
    const second = await checkOut(bakkerij, [late.chargeId]);
    await system.sandbox.end(second.reference, { status: 'paid', webhook: 'late' });
    await bakkerij.ask('POST', `/v1/payments/${second.reference}/_refresh`); // the payer was faster than the webhook
    await untilStatus(bakkerij, late.application, 'issued');
    await ring(second.reference);
    await nothingWaits(late.application, second.reference);
    expect(await books(second.reference)).toEqual(PAID_ONCE);
  });

  it('by nobody is found out without anybody asking', async () => {
    const { application, chargeId } = await readyToPay();
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid', webhook: 'never' });
    await untilStatus(bakkerij, application, 'issued');
  });

  it('as being on its way keeps its items until it is there', async () => {
    const { application, chargeId } = await readyToPay();
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'pending' });
    await becomes(reference, 'pending');
    expect(await read(bakkerij, application)).toMatchObject({ status: 'awaiting-payment' });
    await system.sandbox.end(reference, { status: 'paid' });
    await untilStatus(bakkerij, application, 'issued');
  });
});

describe('a webhook that is not the provider’s', () => {
  it('is believed in nothing: only the provider itself says that something is paid', async () => {
    const { application, chargeId } = await readyToPay();
    const { reference } = await checkOut(bakkerij, [chargeId]);
    const { id } = await system.sandbox.payment(reference);
    for (const body of [`id=${id}`, `id=${id}&status=paid`, 'id=tr_doesnotexist', `id=${id}&id=tr_other`])
      expect([body, [200, 400]]).toEqual([body, expect.arrayContaining([(await webhook(body)).status])]);
    await nothingWaits(application, reference);
    expect(await payment(reference)).toMatchObject({ status: 'open' });
    expect(await books(reference)).toEqual([]);
    await bakkerij.ask('POST', `/v1/payments/${reference}/_cancel`);
    await withdraw(bakkerij, application);
  });

  it('answers alike for an id it knows and one it does not, and refuses what is none', async () => {
    const { application, chargeId } = await readyToPay();
    const { reference } = await checkOut(bakkerij, [chargeId]);
    const [known, unknown] = [await ring(reference), await webhook('id=tr_unknown')];
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
    for (const [body, type] of [
      ['', undefined],
      ['naam=x', undefined],
      [`id=${'x'.repeat(61)}`, undefined],
      ['id=tr_%00', undefined],
      ['{"id":5}', 'application/json'],
      ['{"id":', 'application/json'],
      ['id=tr_x', 'text/plain'],
    ] as const) {
      const { status, headers } = await webhook(body, type);
      expect([body, status, headers.get('content-type')]).toEqual([
        body,
        400,
        'application/problem+json; charset=utf-8',
      ]);
    }
    await bakkerij.ask('POST', `/v1/payments/${reference}/_cancel`);
    await withdraw(bakkerij, application);
  });
});

describe('money that cannot be used', () => {
  it('goes back for the item that was taken back meanwhile, and pays the others', async () => {
    const [kept, dropped] = [await readyToPay(), await readyToPay()];
    const { reference } = await checkOut(bakkerij, [kept.chargeId, dropped.chargeId]);
    await withdraw(bakkerij, dropped.application);
    await system.sandbox.end(reference, { status: 'paid' });
    await untilStatus(bakkerij, kept.application, 'issued');
    await eventually(
      'the rest is sent back',
      () => payment(reference),
      ({ refundedCents }) => refundedCents === 38400,
    );
    await refundArrives(reference, '384.00');
    expect(await permitsOf(dropped.application)).toHaveLength(0);
    expect(await books(reference)).toEqual([
      'payment-received: clearing 76800',
      'payment-received: income -38400',
      'payment-received: refunds-payable -38400',
      'refund-sent: clearing -38400',
      'refund-sent: refunds-payable 38400',
    ]);
    const mail = await system.sandbox.mailAbout(addressOf('bakkerij'), reference);
    expect(mail.subject).toMatch(/Wij betalen u €\s384,00 terug/);
  });

  it('goes back whole when another amount came in, with an incident for a person to look at', async () => {
    const { application, chargeId } = await readyToPay();
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid', amount: { currency: 'EUR', value: '3.84' } });
    await refundArrives(reference, '3.84');
    expect(await read(bakkerij, application)).toMatchObject({ status: 'awaiting-payment' });
    expect(await permitsOf(application)).toHaveLength(0);
    expect(await books(reference)).toEqual([
      'payment-received: clearing 384',
      'payment-received: refunds-payable -384',
      'refund-sent: clearing -384',
      'refund-sent: refunds-payable 384',
    ]);
    const incidents = await system.rows(
      `SELECT kind FROM incident WHERE subject = (SELECT id::text FROM payment WHERE reference = '${reference}') AND closed_at IS NULL`,
    );
    expect(incidents).toEqual([{ kind: 'payment-amount-differs' }]);

    const again = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(again.reference, { status: 'paid' });
    await untilStatus(bakkerij, application, 'issued');
  });

  it('comes after turning back: it is used when the item is still open, and goes back when it was paid otherwise', async () => {
    const used = await readyToPay();
    const late = await checkOut(bakkerij, [used.chargeId]);
    await abandon(late.reference);
    await system.sandbox.end(late.reference, { status: 'paid' });
    await untilStatus(bakkerij, used.application, 'issued');

    const twice = await readyToPay();
    const first = await checkOut(bakkerij, [twice.chargeId]);
    await abandon(first.reference);
    const second = await checkOut(bakkerij, [twice.chargeId]);
    await system.sandbox.end(second.reference, { status: 'paid' });
    await untilStatus(bakkerij, twice.application, 'issued');
    await system.sandbox.end(first.reference, { status: 'paid' });
    await refundArrives(first.reference, '384.00');
    expect(await permitsOf(twice.application)).toHaveLength(1);
    expect(await books(second.reference)).toEqual(PAID_ONCE);
    expect(await payment(first.reference)).toMatchObject({ status: 'paid', refundedCents: 38400 });
  });

  it('leaves clearing at what the permits cost', async () => {
    const [{ difference } = { difference: 0 }] = await system.rows<{ difference: number }>(
      `SELECT coalesce(sum(amount), 0)::int AS difference FROM posting WHERE unit = 'eurocent'`,
    );
    expect(difference).toBe(0);
    const unbalanced = await system.rows(
      'SELECT entry_id FROM posting GROUP BY entry_id, unit HAVING sum(amount) <> 0',
    );
    expect(unbalanced).toEqual([]);
  });
});

/** Turned back from when the bank has it already: it cannot be stopped, only let go of. */
async function abandon(reference: string): Promise<void> {
  await system.sandbox.end(reference, { status: 'pending' });
  await becomes(reference, 'pending');
  expect(await bakkerij.ask<PaymentView>('POST', `/v1/payments/${reference}/_cancel`)).toMatchObject({
    status: 'abandoned',
  });
}

async function refundArrives(reference: string, value: string): Promise<void> {
  const { refunds } = await eventually(
    `the provider sends back € ${value} of ${reference}`,
    () => system.sandbox.payment(reference),
    (seen) => seen.refunds.length > 0,
  );
  expect(refunds.map(({ amount }) => amount.value)).toEqual([value]);
  await eventually(
    'the books say so',
    () => books(reference),
    (entries) => entries.some((entry) => entry.startsWith('refund-sent')),
  );
}

/** Everything told so far has arrived where it belongs. */
async function nothingWaits(application: { id: string }, reference: string): Promise<void> {
  await eventually(
    'commands are delivered',
    () =>
      system.rows(
        `SELECT kind FROM outbox WHERE subject_id = '${application.id}' OR subject_id = (SELECT id FROM payment WHERE reference = '${reference}')`,
      ),
    ({ length }) => length === 0,
  );
}
