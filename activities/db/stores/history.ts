import { type CivilDate } from '../../../rules/values/civil-day.ts';
import { type Unit } from '../../../rules/values/unit.ts';
import { statement, type Db } from '../transaction.ts';

/** A change of what is free on a balance of a permit, as the ledger has it. */
export interface Transaction {
  entryId: string;
  balanceId: string;
  at: Date;
  reason: string;
  subjectId: string;
  unit: Unit;
  /** Up or down. */
  change: number;
  from: CivilDate | null;
  until: CivilDate | null;
}

/** Where a page ended; entries are numbered as they are booked, so nothing that comes later shifts a page. */
export interface AfterTransaction {
  entryId: string;
  balanceId: string;
}

/** Newest first. Together they are what is free on the balances. */
export async function readTransactions(
  db: Db,
  permitId: string,
  after: AfterTransaction | null,
  limit: number,
): Promise<Transaction[]> {
  const { rows } = await db.query<Omit<Transaction, 'change'> & { change: string }>({
    ...transactions,
    values: [permitId, after?.entryId ?? null, after?.balanceId ?? null, limit],
  });
  return rows.map((row) => ({ ...row, change: Number(row.change) }));
}

export async function countTransactions(db: Db, permitId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>({ ...transactionCount, values: [permitId] });
  return rows[0]!.count;
}

/** An action that is over, with what it cost; without its plate once that is erased. */
export interface PastAction {
  id: string;
  starts_at: Date;
  ends_at: Date;
  display: string | null;
  byGrantee: boolean;
  amounts: { unit: Unit; amount: number }[];
}

/** Newest first; of a grant only its own. One that was taken back before it began never was. */
export async function readPastActions(
  db: Db,
  { permitId, grantId }: { permitId: string; grantId: string | null },
  now: string,
): Promise<PastAction[]> {
  const { rows } = await db.query<PastAction>({ ...pastActions, values: [permitId, grantId, now] });
  return rows;
}

const transactions = statement(
  'read-transactions',
  `SELECT j.id AS "entryId", b.id AS "balanceId", j.at, j.reason, j.subject_id AS "subjectId", p.unit, -p.amount AS change,
          b.period_from::text AS "from", b.period_until::text AS until
     FROM permit_balance pb
     JOIN balance b ON b.id = pb.balance_id
     JOIN posting p ON p.account = 'available' AND p.ref = b.id::text
     JOIN journal_entry j ON j.id = p.entry_id
    WHERE pb.permit_id = $1 AND ($2::bigint IS NULL OR (j.id, b.id) < ($2::bigint, $3::uuid))
    ORDER BY j.id DESC, b.id DESC LIMIT $4`,
);
const transactionCount = statement(
  'count-transactions',
  `SELECT count(*)::int AS count FROM permit_balance pb JOIN posting p ON p.account = 'available' AND p.ref = pb.balance_id::text
    WHERE pb.permit_id = $1`,
);
const pastActions = statement(
  'read-past-actions',
  `SELECT a.id, a.starts_at, a.ends_at, CASE WHEN a.plate IS NOT NULL AND NOT a.plate_kept THEN a.display END AS display, a.grant_id IS NOT NULL AS "byGrantee",
          (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', b.unit, 'amount', d.amount)), '[]')
             FROM jsonb_to_recordset(coalesce(a.costs, a.holds)) AS d ("balanceId" uuid, amount bigint)
             JOIN balance b ON b.id = d."balanceId" WHERE d.amount > 0) AS amounts
     FROM parking_action a
    WHERE a.permit_id = $1 AND ($2::uuid IS NULL OR a.grant_id = $2) AND a.starts_at < a.ends_at AND (a.state = 'settled' OR a.ends_at <= $3)
    ORDER BY a.starts_at DESC, a.id DESC`,
);
