import { type Actor } from '../../rules/audit.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { refundWhatWasPaid } from '../refunds/open.ts';
import { subjectOf, type PlateChange } from './change.ts';

/** Puts the fee in the cart, ready to be paid. */
export async function chargeFee(tx: Db, change: PlateChange, at: Instant): Promise<void> {
  const { municipalityId, holder, id, feeCents: cents, product } = change;
  const { rows } = await tx.query<{ id: string }>({
    ...addCharge,
    values: [municipalityId, holder.id, id, cents, product.vatPercent, product.ledgerAccount, product.postponable, at],
  });
  await record(tx, at, SYSTEM, subjectOf(change), { kind: 'charge-created', data: { chargeId: rows[0]!.id, cents } });
}

/** Takes the fee out of the cart. False when it has been paid meanwhile. */
export async function dropFee(tx: Db, changeId: string, status: 'withdrawn' | 'lapsed', at: Instant): Promise<boolean> {
  const { rows } = await tx.query<{ status: string }>({ ...findCharge, values: [changeId] });
  if (rows.some((charge) => charge.status === 'paid')) return false;
  await tx.query({ ...endCharge, values: [changeId, status, at] });
  return true;
}

/** Nothing comes of the change: its fee leaves the cart, and what was paid of it goes back (R9). */
export async function returnFee(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  changeId: string,
  { status, actor }: { status: 'withdrawn' | 'lapsed'; actor: Actor },
  at: Instant,
): Promise<void> {
  if (await dropFee(tx, changeId, status, at)) return;
  const { rows } = await tx.query<{ id: string }>({ ...findPaid, values: [changeId] });
  await refundWhatWasPaid(tx, deps, { chargeId: rows[0]!.id, actor }, at);
}

const addCharge = statement(
  'add-charge-of-change',
  `INSERT INTO charge (municipality_id, holder_id, plate_change_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, NOT $7, $8) RETURNING id`,
);
const findCharge = statement(
  'find-charge-of-change',
  `SELECT status FROM charge WHERE plate_change_id = $1 AND status IN ('open', 'paid') FOR UPDATE`,
);
const findPaid = statement(
  'find-paid-charge-of-change',
  `SELECT id FROM charge WHERE plate_change_id = $1 AND status = 'paid'`,
);
const endCharge = statement(
  'end-charge-of-change',
  `UPDATE charge SET status = $2, settled_at = $3 WHERE plate_change_id = $1 AND status = 'open'`,
);
