import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { paymentId } from '../../rules/values/process-ids.ts';
import { MINUTE_MS } from '../../rules/values/moment.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { applicationReadyToPay, checkOut, permit, read, untilStatus } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { personalLines } from '../testing/personal.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(120_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let bakkerij: Browser;
let officer: Browser;
beforeAll(async () => {
  system = await ownSystem('crashes');
  [bakkerij, officer] = await Promise.all([citizen(system, 'bakkerij'), staff(system, 'officer')]);
});
afterAll(() => system.stop());

const PARTS = ['worker', 'api', 'postgres', 'temporal', 'sandbox'] as const;
type Part = (typeof PARTS)[number];

/** Kills a part as a power cut does, and waits until another has taken its place and everything is well. */
async function killed(part: Part): Promise<void> {
  const again = system.stack.restartOf(part);
  system.stack.kill(part, 'SIGKILL');
  await again;
  await allWell();
}

const allWell = () =>
  eventually(
    'every component is up',
    async () => (await fetch(`${system.url}/v1/health`)).json() as Promise<{ status: string; down: string[] }>,
    ({ status }) => status === 'up',
  );

/**
 * One permit, its price booked once, one mail about it, and nothing in the books that does not add up. What a killed worker had in hand
 * is missed only after some ten seconds, at each of the steps.
 */
async function isDoneOnce(application: { id: string }, reference: string): Promise<void> {
  const issued = await permit(bakkerij, await untilStatus(bakkerij, application, 'issued', MINUTE_MS));
  const mails = await eventually(
    'the mail about the permit',
    async () =>
      (await system.sandbox.mailsTo(addressOf('bakkerij'))).filter(({ subject }) => subject.includes(issued.number)),
    ({ length }) => length > 0,
  );
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect(await system.rows(`SELECT count(*)::int AS permits FROM permit WHERE application_id = '${application.id}'`)).toEqual([
    { permits: 1 },
  ]); // prettier-ignore
  const entries = await system.rows(
    `SELECT j.reason, p.account, sum(p.amount)::int AS cents FROM journal_entry j JOIN posting p ON p.entry_id = j.id
      WHERE j.subject_id = (SELECT id FROM payment WHERE reference = '${reference}') GROUP BY j.id, j.reason, p.account ORDER BY p.account`,
  );
  expect(entries).toEqual([
    { reason: 'payment-received', account: 'clearing', cents: 38400 },
    { reason: 'payment-received', account: 'income', cents: -38400 },
  ]);
  const unbalanced = 'SELECT entry_id FROM posting GROUP BY entry_id, unit HAVING sum(amount) <> 0';
  expect(await system.rows(unbalanced)).toEqual([]);
}

describe.each(PARTS)('when the %s is killed', (part) => {
  it('while one payment comes in and another begins, nothing is lost and nothing happens twice', async () => {
    const plate = freshPlate();
    const paid = await applicationReadyToPay(bakkerij, 'business', { plates: [dutch(plate)] });
    const begun = await applicationReadyToPay(bakkerij, 'business');
    const { reference } = await checkOut(bakkerij, [paid.chargeId]);
    const headers = { 'Idempotency-Key': randomUUID() };
    const pay = () =>
      bakkerij.call<{ reference: string }>('POST', '/v1/payments', { items: [begun.chargeId] }, { headers });

    await system.sandbox.end(reference, { status: 'paid', webhook: 'twice' }); // on its way at this moment
    // Cut off, refused for a moment or answered: the second payer cannot tell, and tries again under the same key.
    const [first] = await Promise.allSettled([pay(), killed(part)]);
    const { body } = await eventually('the checkout answers', pay, ({ status }) => status === 201);
    if (first.status === 'fulfilled' && first.value.status === 201) expect(body).toEqual(first.value.body);

    await isDoneOnce(paid.application, reference);
    expect(await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'A' })).toMatchObject({
      verdict: 'green',
    });
    const known = (await system.sandbox.payments()).filter(({ description }) => description.startsWith(body.reference));
    expect(known).toHaveLength(1);
    const ours = `SELECT count(*)::int AS payments FROM payment_charge WHERE charge_id = '${begun.chargeId}'`;
    expect(await system.rows(ours)).toEqual([{ payments: 1 }]);
    await system.sandbox.end(body.reference, { status: 'paid' });
    await isDoneOnce(begun.application, body.reference);
  });
});

describe('the reconciler', () => {
  it('finds out about a payment of which report and process were lost', async () => {
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    const [row] = await system.rows<{ id: string }>(`SELECT id FROM payment WHERE reference = '${reference}'`);
    const connection = await Connection.connect({ address: system.stack.temporalAddress });
    await new Client({ connection }).workflow.getHandle(paymentId(row!.id)).terminate('lost for a test');
    await connection.close();

    await system.sandbox.end(reference, { status: 'paid', webhook: 'never' });
    expect(await read(bakkerij, application)).toMatchObject({ status: 'awaiting-payment' });
    await system.sandbox.moveBy(20 * MINUTE_MS);
    await isDoneOnce(application, reference);

    const incidents = () =>
      system.rows<{ kind: string; open: boolean }>(
        `SELECT kind, closed_at IS NULL AS open FROM incident WHERE subject IN ('${row!.id}', '${paymentId(row!.id)}') ORDER BY kind`,
      );
    expect((await incidents()).map(({ kind }) => kind)).toContain('payment-unsettled');
    await system.sandbox.moveBy(20 * MINUTE_MS);
    expect((await incidents()).filter(({ open }) => open)).toEqual([]);
  });
});

describe('when the power fails and all parts end at once', () => {
  it('they come back together, and a payment that came in at that moment is used once', async () => {
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid', webhook: 'late' });
    const back = PARTS.map((part) => system.stack.restartOf(part));
    for (const part of PARTS) system.stack.kill(part, 'SIGKILL');
    await Promise.all(back);
    await allWell();
    await isDoneOnce(application, reference);
  });
});

describe('the logs of all this', () => {
  it('name nobody and no car', async () => {
    expect(await personalLines(system)).toEqual([]);
  });
});
