import { moved } from '../../rules/balances.ts';
import { toCarry } from '../../rules/parking/carry.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type WorkerDeps } from '../ports.ts';

/** So many a time: each is a short transaction of its own. */
const BATCH = 500;

/**
 * Lets what is left of a period that is over go on to the next, where the product says so (PEERS-014). What a late early stop gives back
 * to that period goes on too, up to the same limit, whenever it comes (R11). Running twice changes nothing more.
 */
export async function carryBalances(
  deps: Pick<WorkerDeps, 'pool' | 'releases'>,
  at: Instant,
): Promise<Record<string, number>> {
  let carried = 0;
  for (const { municipalityId, content } of await deps.releases.all(at)) {
    const today = civilDateOf(at, content.municipality.timeZone);
    for (const { id: productId, parking } of content.products)
      for (const { unit, carryOver } of parking?.balances ?? []) {
        if (!carryOver) continue;
        const { rows } = await deps.pool.query<LeftRow>({
          ...findLeft,
          values: [municipalityId, productId, unit, today, carryOver.atMost, BATCH],
        });
        for (const row of rows)
          if (await carry(deps, municipalityId, { ...row, unit, atMost: carryOver.atMost }, at)) carried += 1;
      }
  }
  return { carried };
}

function carry(
  { pool }: Pick<WorkerDeps, 'pool'>,
  municipalityId: string,
  {
    permit_id: permitId,
    holder_id: holderId,
    from_id: from,
    to_id: to,
    unit,
    atMost,
  }: LeftRow & { unit: Unit; atMost: number },
  at: Instant,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    // Whoever books on either of them meanwhile has done so, or reads again.
    const { rows } = await tx.query<{ id: string; available: string }>({ ...lockBoth, values: [[from, to]] });
    const left = Number(rows.find(({ id }) => id === from)?.available ?? 0);
    const { rows: known } = await tx.query<{ amount: string }>({ ...readCarried, values: [from] });
    const amount = toCarry({ left, before: Number(known[0]?.amount ?? 0), atMost });
    if (amount === 0) return false;
    const { rows: kept } = await tx.query<{ times: number }>({
      ...keepCarried,
      values: [from, to, amount, atMost, at],
    });
    await tx.query({ ...move, values: [from, to, amount] });
    await book(tx, municipalityId, from, `carried-${kept[0]!.times}`, moved(from, to, unit, amount), at);
    const data = { unit, amount };
    await record(tx, at, SYSTEM, { municipalityId, holderId, permitId }, { kind: 'balance-carried', data });
    return true;
  });
}

interface LeftRow {
  permit_id: string;
  holder_id: string;
  from_id: string;
  to_id: string;
}

/** Balances of a period that is over with something on them, beside that of the period that follows, of permits in force. */
const findLeft = statement(
  'find-balances-left',
  `SELECT p.id AS permit_id, p.holder_id, old.id AS from_id, next.id AS to_id
     FROM balance old
     JOIN permit_balance o ON o.balance_id = old.id
     JOIN permit p ON p.id = o.permit_id AND p.product_id = $2 AND p.status = 'issued'
     JOIN permit_balance n ON n.permit_id = p.id
     JOIN balance next ON next.id = n.balance_id AND next.unit = old.unit AND next.period_from = old.period_until
     LEFT JOIN balance_carry c ON c.from_balance_id = old.id
    WHERE old.municipality_id = $1 AND old.unit = $3 AND old.period_until <= $4::date AND next.period_until > $4::date AND old.available > 0
      AND coalesce(c.amount, 0) < $5
    ORDER BY old.id LIMIT $6`,
);
const lockBoth = statement(
  'lock-balances-to-carry',
  'SELECT id, available FROM balance WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE',
);
const readCarried = statement('read-balance-carry', 'SELECT amount FROM balance_carry WHERE from_balance_id = $1');
const keepCarried = statement(
  'keep-balance-carry',
  `INSERT INTO balance_carry (from_balance_id, to_balance_id, amount, at_most, first_at, last_at) VALUES ($1, $2, $3, $4, $5, $5)
   ON CONFLICT (from_balance_id) DO UPDATE
     SET amount = balance_carry.amount + excluded.amount, at_most = excluded.at_most, times = balance_carry.times + 1, last_at = excluded.last_at
   RETURNING times`,
);
const move = statement(
  'carry-balance',
  `UPDATE balance SET available = available + CASE WHEN id = $1 THEN -$3::bigint ELSE $3::bigint END, version = version + 1
    WHERE id IN ($1, $2)`,
);
