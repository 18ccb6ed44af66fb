import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type Instant } from '../../rules/values/moment.ts';
import { readPayment } from '../payments/settle.ts';
import { startPayment } from '../payments/start.ts';
import { confirmRenewal, reachRenewalDeadline, renewAfterPayment } from '../renewals/acts.ts';
import { prepareRenewals } from '../renewals/season.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, providerSaying } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { leaveOf, mandateOf } from '../testing/mandate.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { useForRenewals } from './give.ts';
import { revokeMandate } from './mandate.ts';

jest.setTimeout(60_000);

/** The last day is 31 December 2026; the season begins on 19 November. Debited a week before the end, fourteen days after it is told. */
const END = '2026-12-31T23:00:00.000Z';
const SEASON = '2026-11-20T03:00:00.000Z';
const DAY = '2026-12-24T23:00:00.000Z';
const REMINDER = '2026-12-16T23:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = await depsOn(database.pool, { payments: provider });
});
afterAll(() => database.drop());
beforeEach(() => void Object.assign(provider.word, { status: 'open', paidCents: 0 }));

interface Ready {
  permitId: string;
  holderId: string;
  renewalId: string;
  mandateId: string;
}

async function one<Row extends object>(text: string, values: unknown[]): Promise<Row> {
  const { rows } = await database.pool.query<Row>(text, values);
  return rows[0]!;
}

let serial = 0;
/** A permit whose holder gave leave, with its renewal as the season leaves it. */
async function inSeason(renewals = true): Promise<Ready> {
  serial += 1;
  const { permitId, holderId } = await residentPermit(deps, 'resident', [`DD${serial}`], { from: '2025-12-31T23:00:00.000Z', to: END }); // prettier-ignore
  const mandateId = await mandateOf(deps, holderId, '2026-05-06T08:00:00.000Z', renewals);
  await prepareRenewals(deps, SEASON);
  const { id: renewalId } = await one<{ id: string }>('SELECT id FROM renewal WHERE permit_id = $1', [permitId]);
  return { permitId, holderId, renewalId, mandateId };
}

const confirm = ({ renewalId }: Ready, at: Instant = SEASON) =>
  confirmRenewal(deps, { renewalId, actor: ME, at, key: randomUUID() });
const reach = async ({ renewalId }: Ready, kind: 'debit' | 'remind', at: Instant, key: string = randomUUID()) => {
  const { version } = await one<{ version: number }>('SELECT version FROM renewal WHERE id = $1', [renewalId]);
  return reachRenewalDeadline(deps, { renewalId, kind, version, at, key });
};
const debits = async ({ renewalId }: Ready) =>
  (await database.pool.query<{ id: string }>('SELECT payment_id AS id FROM debit WHERE renewal_id = $1', [renewalId]))
    .rows;
const ask = (paymentId: string) => readPayment(deps, { paymentId, at: DAY, nextPollAt: DAY });
const told = ({ renewalId }: Ready, kind: string) =>
  count(database.pool, 'message WHERE renewal_id = $1 AND kind = $2', [renewalId, kind]);
const statusOf = async ({ renewalId }: Ready) =>
  (await one<{ status: string }>('SELECT status FROM renewal WHERE id = $1', [renewalId])).status;

describe('a renewal whose holder gave leave to debit', () => {
  it('is announced with its day, debited once on it, and renewed as if it were paid [PEERS-020]', async () => {
    const ready = await inSeason();
    const confirmed = await confirm(ready);
    expect(confirmed).toMatchObject({
      state: { status: 'awaiting-payment', deadlines: expect.arrayContaining([{ kind: 'debit', at: DAY }]) as unknown },
    });
    expect([await told(ready, 'renewal-debit-announced'), await told(ready, 'renewal-to-pay')]).toEqual([1, 0]);

    await reach(ready, 'remind', REMINDER);
    expect(await told(ready, 'renewal-reminder')).toBe(0); // nothing is asked of them

    const key = randomUUID();
    await reach(ready, 'debit', DAY, key);
    await reach(ready, 'debit', DAY, key);
    await reach(ready, 'debit', DAY);
    const [debit, ...others] = await debits(ready);
    expect(others).toEqual([]);
    await ask(debit!.id);
    Object.assign(provider.word, { status: 'paid', paidCents: 9_000 });
    await Promise.all([ask(debit!.id), ask(debit!.id)]);
    expect(await count(database.pool, `outbox WHERE kind = 'renewal-paid' AND subject_id = $1`, [ready.renewalId])).toBe(1); // prettier-ignore
    await renewAfterPayment(deps, { renewalId: ready.renewalId, at: DAY, key: 'renew' });
    expect([await statusOf(ready), await told(ready, 'permit-renewed')]).toEqual(['renewed', 1]);
  });

  it('that the bank does not debit waits in the cart, is told, and is reminded of again [PEERS-020]', async () => {
    const ready = await inSeason();
    await confirm(ready);
    await reach(ready, 'debit', DAY);
    const [debit] = await debits(ready);
    await ask(debit!.id);
    Object.assign(provider.word, { status: 'failed' });
    await ask(debit!.id);
    expect([await statusOf(ready), await told(ready, 'renewal-debit-failed')]).toEqual(['awaiting-payment', 1]);
    await reach(ready, 'remind', '2026-12-27T23:00:00.000Z');
    expect(await told(ready, 'renewal-reminder')).toBe(1);
    const { id } = await one<{ id: string }>('SELECT id FROM charge WHERE renewal_id = $1', [ready.renewalId]);
    const byHand = await startPayment(deps, {
      paymentId: randomUUID(), municipalityId: 'voorbeeld', holderId: ready.holderId, chargeIds: [id], actor: ME, at: DAY, key: randomUUID(),
    }); // prettier-ignore
    expect(byHand).toMatchObject({ outcome: 'started' });
  });

  it('is not debited while it is being paid by hand, nor paid by hand while it is debited', async () => {
    const [byHand, debited] = [await inSeason(), await inSeason()];
    for (const ready of [byHand, debited]) await confirm(ready);
    const pay = async (ready: Ready) => {
      const { id } = await one<{ id: string }>('SELECT id FROM charge WHERE renewal_id = $1', [ready.renewalId]);
      return startPayment(deps, {
        paymentId: randomUUID(), municipalityId: 'voorbeeld', holderId: ready.holderId, chargeIds: [id], actor: ME, at: DAY, key: randomUUID(),
      }); // prettier-ignore
    };
    await pay(byHand);
    await reach(byHand, 'debit', DAY);
    expect(await debits(byHand)).toEqual([]);
    await reach(debited, 'debit', DAY);
    expect(await pay(debited)).toMatchObject({ outcome: 'under-way', checkoutUrl: null });
  });

  it('is paid in the ordinary way when the leave was revoked before the day, or is for balances alone', async () => {
    const revoked = await inSeason();
    await confirm(revoked);
    await revokeMandate(deps, { mandateId: revoked.mandateId, actor: ME, at: SEASON, key: randomUUID() });
    await reach(revoked, 'debit', DAY);
    expect([(await debits(revoked)).length, await told(revoked, 'renewal-to-pay')]).toEqual([0, 1]);

    const balances = await inSeason(false);
    await confirm(balances);
    expect(await told(balances, 'renewal-debit-announced')).toBe(0);
    const { holderId } = balances;
    expect(await useForRenewals(deps, leaveOf(holderId, { renewals: true }), SEASON)).toEqual({ outcome: 'changed' });
  });

  it('is not debited where mail is known not to arrive: nobody would know beforehand', async () => {
    const ready = await inSeason();
    await database.pool.query('UPDATE holder SET email_bounced_at = $2 WHERE id = $1', [ready.holderId, SEASON]);
    await confirm(ready);
    expect(await one('SELECT debit_at FROM renewal WHERE id = $1', [ready.renewalId])).toEqual({ debit_at: null });
  });
});
