import { chargeReturned } from '../../rules/balances.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { randomUUID } from 'node:crypto';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { command } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';

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

/** It was paid and there is nothing left to renew: the payment sends it back, and the books owe it until then (R9). */
export async function returnRenewalCharge(
  tx: Db,
  { id, municipalityId }: { id: string; municipalityId: string },
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<PaidCharge>({ ...findPaid, values: [id] });
  const charge = rows[0];
  if (!charge) return;
  const { payment_id: paymentId } = charge;
  const line = {
    cents: Number(charge.cents),
    vatPercent: Number(charge.vat_percent),
    ledgerAccount: charge.ledger_account,
  };
  await book(tx, municipalityId, id, 'charge-returned', chargeReturned(paymentId, line), at);
  await tx.query({ ...addRefund, values: [randomUUID(), paymentId, charge.id, line.cents, at] });
  await command(tx, paymentId, 'payment-hint', { paymentId });
}

interface PaidCharge {
  id: string;
  payment_id: string;
  cents: string;
  vat_percent: string;
  ledger_account: string;
}

const addCharge = statement(
  'add-renewal-charge',
  `INSERT INTO charge (municipality_id, holder_id, renewal_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, NOT $7, $8) RETURNING id`,
);
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
  `SELECT id, payment_id, cents, vat_percent, ledger_account FROM charge WHERE renewal_id = $1 AND status = 'paid'`,
);
const addRefund = statement(
  'refund-renewal-charge',
  `INSERT INTO refund (id, payment_id, charge_id, cents, reason, created_at) VALUES ($1, $2, $3, $4, 'charge-no-longer-open', $5)`,
);
