import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { subjectOf } from './act.ts';
import { type Dossier } from './dossier.ts';

/** Puts what is due in the cart, ready to be paid (winkelwagen). */
export async function createCharge(tx: Db, dossier: Dossier, cents: Cents, at: Instant): Promise<void> {
  const { municipalityId, holderId, id, product } = dossier;
  const { rows } = await tx.query<{ id: string }>({
    ...addCharge,
    values: [municipalityId, holderId, id, cents, product.vatPercent, product.ledgerAccount, product.postponable, at],
  });
  await record(tx, at, SYSTEM, subjectOf(dossier), { kind: 'charge-created', data: { chargeId: rows[0]!.id, cents } });
}

/** Takes what is due out of the cart; `paid` is the charge when it has been paid meanwhile, and then nothing is taken. */
export async function dropCharge(
  tx: Db,
  applicationId: string,
  status: 'withdrawn' | 'lapsed',
  at: Instant,
): Promise<{ paid: string | null }> {
  const { rows } = await tx.query<{ id: string; status: string }>({ ...findCharge, values: [applicationId] });
  const paid = rows.find(({ status: now }) => now === 'paid');
  if (paid) return { paid: paid.id };
  await tx.query({ ...endCharge, values: [applicationId, status, at] });
  return { paid: null };
}

const addCharge = statement(
  'add-charge',
  `INSERT INTO charge (municipality_id, holder_id, application_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, NOT $7, $8) RETURNING id`,
);
const findCharge = statement(
  'find-charge',
  `SELECT id, status FROM charge WHERE application_id = $1 AND status IN ('open', 'paid') FOR UPDATE`,
);
const endCharge = statement(
  'end-charge',
  `UPDATE charge SET status = $2, settled_at = $3 WHERE application_id = $1 AND status = 'open'`,
);
