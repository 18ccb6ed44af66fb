import { broughtOver, issued } from '../../rules/balances.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { periodsOf, type Days } from '../../rules/parking/periods.ts';
import { type TimeZone } from '../../rules/values/civil-day.ts';
import { type Instant, type Interval } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { book } from '../db/stores/ledger.ts';
import { statement, type Db } from '../db/transaction.ts';

export interface NewBalances {
  permitId: string;
  municipalityId: string;
  product: Product;
  validity: Interval;
  timeZone: TimeZone;
}

/**
 * Opens every balance a permit will draw on, a row per unit and period it touches, each with what that period begins with. All of them
 * now: an action may be planned in a period that has not begun, and draws on that one (R11).
 */
export async function openBalances(tx: Db, permit: NewBalances, at: Instant): Promise<void> {
  const { permitId, municipalityId, product, validity, timeZone } = permit;
  for (const { unit, period, allowance } of product.parking?.balances ?? []) {
    for (const days of periodsOf(validity, period, timeZone)) {
      await openBalance(tx, { permitId, municipalityId, product }, { unit, allowance, days }, at);
    }
  }
}

/** One balance, with what its period begins with; or with what was left of it in the system of before. */
export async function openBalance(
  tx: Db,
  { permitId, municipalityId, product }: Pick<NewBalances, 'permitId' | 'municipalityId' | 'product'>,
  { unit, allowance, days, left }: NewBalance,
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({
    ...addBalance,
    values: [permitId, municipalityId, unit, days?.from ?? null, days?.until ?? null, left?.amount ?? allowance],
  });
  const balanceId = rows[0]!.id;
  const entry = left
    ? broughtOver({ balanceId, unit, amount: left.amount }, left.runId)
    : issued({ balanceId, unit, amount: allowance }, product.ledgerAccount);
  if (entry.length > 0) await book(tx, municipalityId, balanceId, left ? 'opening' : 'issued', entry, at);
}

interface NewBalance {
  unit: Unit;
  allowance: number;
  days: Days | null;
  /** Instead of the allowance: what that run found left. */
  left?: { amount: number; runId: string };
}

const addBalance = statement(
  'add-balance',
  `WITH balance AS (
     INSERT INTO balance (municipality_id, unit, period_from, period_until, available, alarmed)
     VALUES ($2, $3, $4, $5, $6, EXISTS (SELECT FROM balance_alarm WHERE permit_id = $1 AND unit = $3)
                              OR EXISTS (SELECT FROM automatic_top_up WHERE permit_id = $1 AND unit = $3 AND stopped_at IS NULL))
     RETURNING id
   ), linked AS (
     INSERT INTO permit_balance (permit_id, balance_id) SELECT $1, id FROM balance
   )
   SELECT id FROM balance`,
);
