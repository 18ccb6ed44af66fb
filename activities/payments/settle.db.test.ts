import { randomUUID } from 'node:crypto';
import { count, depsOn, ME, NOW, providerSaying, readyToPay, resident, type ReadyToPay } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { withdrawApplication, issueAfterPayment } from '../permit-applications/time.ts';
import { type Deps } from '../ports.ts';
import { cancelPayment, readPayment } from './settle.ts';
import { createAtProvider, startPayment } from './start.ts';

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, { payments: provider });
});
afterAll(() => database.drop());
beforeEach(() => void Object.assign(provider.word, { status: 'open', paidCents: 0 }));

const start = (items: ReadyToPay[], paymentId: string = randomUUID()) =>
  startPayment(deps, {
    paymentId, municipalityId: 'voorbeeld', holderId: items[0]!.holderId, chargeIds: items.map(({ chargeId }) => chargeId),
    actor: ME, at: NOW, key: `start ${paymentId}`,
  }); // prettier-ignore

async function paying(...items: ReadyToPay[]): Promise<string> {
  const paymentId = randomUUID();
  expect(await start(items, paymentId)).toMatchObject({ outcome: 'started' });
  await createAtProvider(deps, { paymentId });
  return paymentId;
}

const ask = (paymentId: string) => readPayment(deps, { paymentId, at: NOW, nextPollAt: NOW });
const paid = (cents: number) => Object.assign(provider.word, { status: 'paid', paidCents: cents });
const withdraw = ({ applicationId }: ReadyToPay) =>
  withdrawApplication(deps, { applicationId, actor: ME, at: NOW, key: randomUUID() });
const entriesOf = (paymentId: string) => count(database.pool, 'journal_entry WHERE subject_id = $1', [paymentId]);

describe('a payment the provider calls paid', () => {
  it('is booked once, however many ask at the same moment [PORTAL-067]', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const paymentId = await paying(item);
    paid(9000);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(paymentId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['paid']));
    expect(await entriesOf(paymentId)).toBe(1);
    expect(await count(database.pool, 'outbox WHERE subject_id = $1', [item.applicationId])).toBe(1);
    expect(
      await count(database.pool, `audit_event WHERE payment_id = $1 AND kind = 'payment-received'`, [paymentId]),
    ).toBe(1);
  });

  it('stays paid, whatever an older report says afterwards', async () => {
    const paymentId = await paying(await readyToPay(deps, await resident(database.pool)));
    paid(9000);
    await ask(paymentId);
    Object.assign(provider.word, { status: 'expired', paidCents: 0 });
    expect(await ask(paymentId)).toMatchObject({ status: 'paid' });
  });

  it('with another amount than asked settles nothing, owes all of it back and opens an incident', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const paymentId = await paying(item);
    paid(8999);
    expect(await ask(paymentId)).toMatchObject({ status: 'paid' });
    const { rows } = await database.pool.query('SELECT status FROM charge WHERE id = $1', [item.chargeId]);
    expect(rows).toEqual([{ status: 'open' }]);
    expect(await count(database.pool, 'refund WHERE payment_id = $1 AND cents = 8999', [paymentId])).toBe(1);
    expect(await count(database.pool, `incident WHERE subject = $1`, [paymentId])).toBe(1);
  });

  it('uses what is still wanted, and owes back what was withdrawn meanwhile', async () => {
    const holder = await resident(database.pool);
    const [kept, left] = [await readyToPay(deps, holder), await readyToPay(deps, holder)];
    const paymentId = await paying(kept, left);
    await withdraw(left);
    paid(18000);
    await ask(paymentId);
    expect(await count(database.pool, 'refund WHERE payment_id = $1 AND charge_id = $2 AND cents = 9000', [paymentId, left.chargeId])).toBe(1); // prettier-ignore
    expect(await count(database.pool, `charge WHERE id = $1 AND status = 'paid'`, [kept.chargeId])).toBe(1);
    expect(await count(database.pool, `charge WHERE id = $1 AND status = 'withdrawn'`, [left.chargeId])).toBe(1);
  });

  it('after the payer had turned back and paid anew gives the second amount back, not a second permit', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const first = await paying(item);
    await cancelPayment(deps, { paymentId: first, at: NOW, actor: ME });
    const second = await paying(item);
    paid(9000);
    await Promise.all([ask(second), ask(first)]);
    expect(await count(database.pool, `charge WHERE id = $1 AND status = 'paid'`, [item.chargeId])).toBe(1);
    expect(
      await count(database.pool, `refund WHERE payment_id = ANY ($1) AND reason = 'charge-no-longer-open'`, [
        [first, second],
      ]),
    ).toBe(1);
  });

  it('always leaves books that sum to what came in', async () => {
    const { rows } = await database.pool.query<{ account: string; total: string }>(
      `SELECT account, sum(amount) AS total FROM posting GROUP BY account`,
    );
    const received = await database.pool.query<{ cents: string }>('SELECT sum(received_cents) AS cents FROM payment');
    const owed = await database.pool.query<{ cents: string }>('SELECT sum(cents) AS cents FROM refund');
    const of = (account: string) => Math.abs(Number(rows.find((row) => row.account === account)?.total ?? 0));
    expect(of('clearing')).toBe(Number(received.rows[0]!.cents));
    expect(of('refunds-payable')).toBe(Number(owed.rows[0]!.cents));
  });
});

describe('one item', () => {
  it('is in one payment, however often it is checked out at once [PORTAL-060]', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const outcomes = (await Promise.all(Array.from({ length: 8 }, () => start([item])))).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1);
    expect(await count(database.pool, 'payment_charge WHERE charge_id = $1 AND live', [item.chargeId])).toBe(1);
  });

  it('paid for gives one permit, one open right and one letter, however often its process tries', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const paymentId = await paying(item);
    paid(9000);
    await ask(paymentId);
    const { applicationId } = item;
    await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => issueAfterPayment(deps, { applicationId, at: NOW, key: `issue ${n % 2}` })),
    );
    expect(await count(database.pool, 'permit WHERE application_id = $1', [applicationId])).toBe(1);
    expect(
      await count(database.pool, 'parking_right r JOIN permit p ON p.id = r.permit_id WHERE p.application_id = $1', [
        applicationId,
      ]),
    ).toBe(1);
    expect(await count(database.pool, 'letter WHERE application_id = $1', [applicationId])).toBe(1);
  });
});
