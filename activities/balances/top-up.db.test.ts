import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Product } from '../../rules/municipalities/product.ts';
import { inTransaction } from '../db/transaction.ts';
import { sendRefund } from '../refunds/send.ts';
import { cancelPayment, readPayment } from '../payments/settle.ts';
import { createAtProvider, startPayment } from '../payments/start.ts';
import { startParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, ME, providerSaying } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit } from '../testing/visitor-scheme.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { openBalances } from './open.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

/** A Wednesday in the second quarter. Voorbeeldstad sells five, ten and twenty euros, sixty a quarter at most. */
const NOW = '2026-05-06T08:00:00.000Z';
const NEXT_QUARTER = '2026-07-01T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();
beforeAll(async () => {
  database = await openTestDatabase(12);
  deps = await depsOn(database.pool, { payments: provider });
});
afterAll(() => database.drop());
beforeEach(() => void Object.assign(provider.word, { status: 'open', paidCents: 0 }));

interface Visitor {
  permitId: string;
  balanceId: string;
  accountId: string;
}

async function visitor(cents = 0): Promise<Visitor> {
  const permit = await visitorPermit(deps, cents);
  return { ...permit, accountId: await accountWith(database.pool, permit.permitId) };
}

async function buy({ permitId, accountId }: Visitor, optionId: string, at = NOW) {
  const { rows } = await database.pool.query<{ holder_id: string }>('SELECT holder_id FROM permit WHERE id = $1', [permitId]);
  const paymentId = randomUUID();
  const started = await startPayment(deps, {
    paymentId, municipalityId: 'voorbeeld', holderId: rows[0]!.holder_id, chargeIds: [], topUp: { permitId, optionId, accountId },
    actor: { kind: 'account', id: accountId }, at, key: `start ${paymentId}`,
  });
  if (started.outcome === 'started') await createAtProvider(deps, { paymentId });
  return { paymentId, started };
} // prettier-ignore

const ask = (paymentId: string, at = NOW) => readPayment(deps, { paymentId, at, nextPollAt: at });
const paid = (cents: number) => Object.assign(provider.word, { status: 'paid', paidCents: cents });
const available = async ({ balanceId }: Visitor): Promise<number> => {
  const { rows } = await database.pool.query<{ available: string }>('SELECT available FROM balance WHERE id = $1', [balanceId]);
  return Number(rows[0]!.available);
}; // prettier-ignore
const refundsOf = (paymentId: string) => count(database.pool, 'refund WHERE payment_id = $1', [paymentId]);

/** On every balance: what stands there is what the postings on it add up to. */
const booksDiffer = (): Promise<number> =>
  count(
    database.pool,
    `balance b WHERE b.available <> (SELECT coalesce(-sum(p.amount), 0) FROM posting p WHERE p.account = 'available' AND p.ref = b.id::text)`,
  );

describe('a top-up', () => {
  it('raises the balance by the option once, however often and by however many the provider is asked (R9) [2PARK-040]', async () => {
    const who = await visitor();
    const { paymentId } = await buy(who, 'ten');
    paid(1_000);
    await Promise.all(Array.from({ length: 12 }, () => ask(paymentId)));
    expect(await available(who)).toBe(1_000);
    expect(await count(database.pool, 'journal_entry WHERE subject_id = $1', [paymentId])).toBe(1);
    expect(await count(database.pool, `audit_event WHERE permit_id = $1 AND kind = 'balance-topped-up'`, [who.permitId])).toBe(1); // prettier-ignore
    expect(await booksDiffer()).toBe(0);
  });

  it('is not in the cart of the desk, and does not stand in its way', async () => {
    const who = await visitor();
    const { started } = await buy(who, 'ten');
    expect(started).toMatchObject({ outcome: 'started' });
    const { rows } = await database.pool.query<{ id: string; holder_id: string }>(
      'SELECT c.id, c.holder_id FROM charge c JOIN top_up t ON t.charge_id = c.id WHERE t.permit_id = $1',
      [who.permitId],
    );
    const desk = await startPayment(deps, {
      paymentId: randomUUID(), municipalityId: 'voorbeeld', holderId: rows[0]!.holder_id, chargeIds: [rows[0]!.id], actor: ME, at: NOW,
      key: randomUUID(),
    }); // prettier-ignore
    expect(desk).toMatchObject({ outcome: 'refuse', ground: 'charge-not-open' });
  });

  it('of two at once near the maximum: one is sold, the other is told the maximum [2PARK-042]', async () => {
    const who = await visitor();
    for (const option of ['twenty', 'twenty']) {
      const { paymentId } = await buy(who, option);
      paid(2_000);
      await ask(paymentId);
    }
    Object.assign(provider.word, { status: 'open', paidCents: 0 });
    const both = await Promise.all([buy(who, 'twenty'), buy(who, 'twenty')]);
    const outcomes = both.map(({ started }) => (started.outcome === 'refuse' ? started.ground : started.outcome));
    expect(outcomes.sort()).toEqual(['started', 'top-up-maximum-reached']);
    expect((await buy(who, 'five')).started).toMatchObject({ ground: 'top-up-maximum-reached' });
    expect((await buy(who, 'twenty', NEXT_QUARTER)).started).toMatchObject({ outcome: 'started' });
  });

  it('that was turned back from counts no longer for the maximum', async () => {
    const who = await visitor();
    for (let tries = 0; tries < 4; tries += 1) {
      const { paymentId, started } = await buy(who, 'twenty');
      expect(started).toMatchObject({ outcome: 'started' });
      await cancelPayment(deps, { paymentId, at: NOW, actor: ME });
    }
    expect(await available(who)).toBe(0);
  });

  it('that is paid after all, when it was turned back from and the maximum is still free, is booked', async () => {
    const who = await visitor();
    const { paymentId } = await buy(who, 'twenty');
    await cancelPayment(deps, { paymentId, at: NOW, actor: ME });
    paid(2_000);
    await ask(paymentId);
    expect([await available(who), await refundsOf(paymentId)]).toEqual([2_000, 0]);
  });

  it('that is paid when the maximum was reached meanwhile goes back, and the balance stays as it was (R9)', async () => {
    const who = await visitor();
    const late = await buy(who, 'twenty');
    await cancelPayment(deps, { paymentId: late.paymentId, at: NOW, actor: ME });
    const others = await Promise.all(['twenty', 'twenty', 'twenty'].map((option) => buy(who, option)));
    paid(2_000);
    for (const { paymentId } of others) await ask(paymentId);
    await Promise.all(Array.from({ length: 4 }, () => ask(late.paymentId)));
    expect([await available(who), await refundsOf(late.paymentId)]).toEqual([6_000, 1]);
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM refund WHERE payment_id = $1', [late.paymentId]); // prettier-ignore
    await sendRefund(deps, { refundId: rows[0]!.id, at: NOW });
    expect(
      await count(database.pool, `message WHERE account_id = $1 AND kind = 'payment-refunded'`, [who.accountId]),
    ).toBe(1);
    expect(await booksDiffer()).toBe(0);
  });

  it('that is paid when the permit has ended goes back', async () => {
    const who = await visitor();
    const { paymentId } = await buy(who, 'ten');
    await database.pool.query(`UPDATE permit SET status = 'ended', ended_at = $2 WHERE id = $1`, [who.permitId, NOW]);
    paid(1_000);
    await ask(paymentId);
    expect(await refundsOf(paymentId)).toBe(1);
    expect(await available(who)).toBe(0);
    expect((await buy(who, 'ten')).started).toMatchObject({ ground: 'permit-not-in-force' });
  });

  it('with another amount than asked fills nothing and goes back whole', async () => {
    const who = await visitor();
    const { paymentId } = await buy(who, 'ten');
    paid(999);
    await ask(paymentId);
    expect([await available(who), await refundsOf(paymentId)]).toEqual([0, 1]);
  });

  it('makes a start possible that was refused before, also while others start (R1) [LOKET-040]', async () => {
    const who = await visitor();
    const start = (plate: string) =>
      startParking(deps, {
        permitId: who.permitId, country: 'NL', plate, display: plate, endsAt: '2026-05-06T09:00:00.000Z', actor: ME, at: NOW,
      }); // prettier-ignore
    expect(await start('AA1')).toMatchObject({ outcome: 'refuse' });
    const { paymentId } = await buy(who, 'five');
    paid(500);
    await Promise.all([ask(paymentId), start('AA1'), start('AA2')]);
    await start('AA3');
    const started = await count(database.pool, 'parking_action WHERE permit_id = $1', [who.permitId]);
    expect(started).toBeGreaterThan(0);
    expect(await available(who)).toBe(500 - 60 * started);
    expect(await booksDiffer()).toBe(0);
  });
});

describe('a new permit', () => {
  it('opens a balance for every quarter it touches, each with its hours, and one for its euros (R10, R11)', async () => {
    const { permitId } = await visitorPermit(deps, 0);
    await database.pool.query('DELETE FROM permit_balance WHERE permit_id = $1', [permitId]);
    const [product] = voorbeeld().products.filter(({ id }) => id === 'visitor');
    const balances = [
      { unit: 'minute', period: 'quarter', allowance: 5_400 },
      { unit: 'eurocent', period: 'permit', allowance: 0 },
    ] as const;
    const withHours: Product = { ...product!, parking: { ...product!.parking!, balances } };
    const validity = { from: '2026-05-05T22:00:00.000Z', to: '2026-12-31T23:00:00.000Z' };
    await inTransaction(database.pool, (tx) =>
      openBalances(tx, { permitId, municipalityId: 'voorbeeld', product: withHours, validity, timeZone: 'Europe/Amsterdam' }, NOW),
    ); // prettier-ignore
    const { rows } = await database.pool.query(
      `SELECT unit, period_from::text AS from, period_until::text AS until, available::int FROM balance b
         JOIN permit_balance pb ON pb.balance_id = b.id WHERE pb.permit_id = $1 ORDER BY period_from NULLS LAST`,
      [permitId],
    );
    expect(rows).toEqual([
      { unit: 'minute', from: '2026-04-01', until: '2026-07-01', available: 5_400 },
      { unit: 'minute', from: '2026-07-01', until: '2026-10-01', available: 5_400 },
      { unit: 'minute', from: '2026-10-01', until: '2027-01-01', available: 5_400 },
      { unit: 'eurocent', from: null, until: null, available: 0 },
    ]);
    expect(await booksDiffer()).toBe(0);
  });
});
