import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { refundWhatWasPaid } from '../refunds/open.ts';

export interface ChargedRenewal {
  id: string;
  municipalityId: string;
  holderId: string;
  permitId: string;
  applicationId: string;
  cents: Cents;
  product: { vatPercent: number; ledgerAccount: string; postponable: boolean };
}

/** Puts what the next period costs in the cart (winkelwagen, PORTAL-086). */
export async function chargeRenewal(tx: Db, renewal: ChargedRenewal, at: Instant): Promise<void> {
  const { id, municipalityId, holderId, permitId, applicationId, cents, product } = renewal;
  const { rows } = await tx.query<{ id: string }>({
    ...addCharge,
    values: [municipalityId, holderId, id, cents, product.vatPercent, product.ledgerAccount, product.postponable, at],
  });
  const subject = { municipalityId, holderId, permitId, applicationId };
  await record(tx, at, SYSTEM, subject, { kind: 'charge-created', data: { chargeId: rows[0]!.id, cents } });
}

/** What is in the cart for it and is in no payment now; null when it is being paid, or is settled. */
export async function lockUnpaidCharge(tx: Db, renewalId: string): Promise<{ id: string; cents: Cents } | null> {
  const { rows } = await tx.query<{ id: string; cents: string }>({ ...lockUnpaid, values: [renewalId] });
  const [charge] = rows;
  if (!charge) return null;
  const { rowCount } = await tx.query({ ...findLive, values: [charge.id] });
  return rowCount === 0 ? { id: charge.id, cents: Number(charge.cents) } : null;
}

/** Takes it out of the cart. False when it has been paid meanwhile. */
export async function dropRenewalCharge(
  tx: Db,
  renewalId: string,
  status: 'withdrawn' | 'lapsed',
  at: Instant,
): Promise<boolean> {
  const { rows } = await tx.query<{ status: string }>({ ...lockCharge, values: [renewalId] });
  if (rows.some((charge) => charge.status === 'paid')) return false;
  await tx.query({ ...endCharge, values: [renewalId, status, at] });
  return true;
}

/** It was paid and there is nothing left to renew: the money goes back (R9). Gives the charge it was paid as. */
export async function returnRenewalCharge(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  renewalId: string,
  at: Instant,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>({ ...findPaid, values: [renewalId] });
  const chargeId = rows[0]?.id ?? null;
  if (chargeId !== null) await refundWhatWasPaid(tx, deps, { chargeId, actor: SYSTEM }, at);
  return chargeId;
}

const addCharge = statement(
  'add-renewal-charge',
  `INSERT INTO charge (municipality_id, holder_id, renewal_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, NOT $7, $8) RETURNING id`,
);
const lockUnpaid = statement(
  'lock-unpaid-renewal-charge',
  `SELECT id, cents FROM charge WHERE renewal_id = $1 AND status = 'open' FOR UPDATE`,
);
const findLive = statement('find-live-payment-of', 'SELECT FROM payment_charge WHERE charge_id = $1 AND live');
const lockCharge = statement(
  'lock-renewal-charge',
  `SELECT status FROM charge WHERE renewal_id = $1 AND status IN ('open', 'paid') FOR UPDATE`,
);
const endCharge = statement(
  'end-renewal-charge',
  `UPDATE charge SET status = $2, settled_at = $3 WHERE renewal_id = $1 AND status = 'open'`,
);
const findPaid = statement(
  'find-paid-renewal-charge',
  `SELECT id FROM charge WHERE renewal_id = $1 AND status = 'paid'`,
);
