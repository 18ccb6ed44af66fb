import { type PoolClient } from 'pg';
import { issued } from '../../rules/balances.ts';
import { periodsOf } from '../../rules/parking/periods.ts';
import { renewedPeriod } from '../../rules/renewals/terms.ts';
import { permitId as permitProcess } from '../../rules/values/process-ids.ts';
import { epoch, type Instant, type Interval } from '../../rules/values/moment.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import type { RenewalState } from '../../workflows/contract/renewal.ts';
import { openBalance } from '../balances/open.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { cutCover, extendCover } from './cover.ts';
import { saveRenewal, subjectOf, type RenewalCase } from './dossier.ts';
import { tellHolder, writeHolder } from './tell.ts';

/**
 * Adds the period: the permit ends later, its plates count on without a gap, its balances begin the period with what they are due, and
 * its process hears of it. Undefined when the permit was ended: then there is nothing to add to.
 */
export async function renew(
  tx: PoolClient,
  renewal: RenewalCase,
  at: Instant,
  confirmedAt?: Instant,
): Promise<RenewalState | undefined> {
  const { id: renewalId, permitId, permit, product, release, periodId, offer, timeZone, municipalityId } = renewal;
  const period = renewedPeriod(permit, offer, { product, periodId, at, timeZone });
  if (isRefusal(period)) return undefined;
  const { validity } = period;

  await tx.query({ ...moveEnd, values: [permitId, validity.to, release.number, offer.cents] });
  const end = permit.keptUntil ?? permit.validUntil;
  const revived = permit.status === 'expired';
  if (epoch(validity.to) < epoch(end)) await cutCover(tx, permitId, product, { end: validity.to, at });
  else {
    const more = { from: revived ? validity.from : end, to: validity.to };
    const days = { on: permit.weekdays, timeZone };
    await extendCover(tx, permitId, product, { end, more, at, days, revived });
  }
  await refillBalances(tx, renewal, validity, at);
  await openProcess(tx, {
    workflowId: permitProcess(permitId),
    kind: 'permit',
    subjectId: permitId,
    municipalityId,
    openedAt: at,
    nextDueAt: validity.to,
  });
  await command(tx, permitId, 'permit-term-changed', { permitId });
  const state = await saveRenewal(
    tx,
    renewal,
    { status: 'renewed', validity, ...(confirmedAt !== undefined && { confirmedAt }) },
    at,
  );
  await writeHolder(tx, renewal, 'permit-renewed', at);
  await tellHolder(tx, renewal, 'permit-renewed', at);
  const data = { renewalId, from: validity.from, until: validity.to };
  await record(tx, at, SYSTEM, subjectOf(renewal), { kind: 'permit-renewed', data });
  return state;
}

/** Each period a balance is for begins once; one that lasts as long as the permit gets what a new permit would. */
async function refillBalances(tx: Db, renewal: RenewalCase, validity: Interval, at: Instant): Promise<void> {
  const { id: renewalId, permitId, product, municipalityId, timeZone } = renewal;
  for (const { unit, period, allowance } of product.parking?.balances ?? []) {
    for (const days of periodsOf(validity, period, timeZone)) {
      const { rows } = await tx.query<{ id: string }>({ ...findBalance, values: [permitId, unit, days?.from ?? null] });
      const known = rows[0]?.id;
      if (known === undefined) {
        await openBalance(tx, { permitId, municipalityId, product }, { unit, allowance, days }, at);
      } else if (days === null && allowance > 0) {
        await tx.query({ ...raise, values: [known, allowance] });
        const entry = issued({ balanceId: known, unit, amount: allowance }, product.ledgerAccount);
        await book(tx, municipalityId, known, `issued ${renewalId}`, entry, at);
      }
    }
  }
}

const moveEnd = statement(
  'move-end-of-permit',
  `UPDATE permit SET status = 'issued', valid_until = $2, kept_until = NULL, release = $3, price_cents = $4, ended_at = NULL, end_ground = NULL,
                     version = version + 1
    WHERE id = $1`,
);
const findBalance = statement(
  'find-balance-of-period',
  `SELECT b.id FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
    WHERE pb.permit_id = $1 AND b.unit = $2 AND b.period_from IS NOT DISTINCT FROM $3::date
    ORDER BY b.id LIMIT 1`,
);
const raise = statement(
  'raise-balance-of-renewed',
  'UPDATE balance SET available = available + $2, version = version + 1 WHERE id = $1',
);
