import { type Product } from '../../rules/municipalities/product.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type Days } from '../../rules/parking/periods.ts';
import { decideTopUp, mayBook, topUpDays, type TopUpFacts } from '../../rules/parking/top-ups.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Cents } from '../../rules/values/money.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

export interface TopUpCommand {
  permitId: string;
  optionId: string;
  /** Null when nobody buys it: it is topped up by itself. */
  accountId: string | null;
}

/** What decides about a top-up, and the days and balance it would count for. */
export interface TopUpState {
  facts: TopUpFacts;
  product: Product;
  municipalityId: string;
  holderId: string;
  timeZone: string;
  today: CivilDate;
  /** First day of the period whose maximum counts. */
  from: CivilDate;
  days: Days | null;
}

/** Undefined for a permit that is not there or has nothing to do with parking. */
export async function topUpState(
  db: Db,
  { releases }: Pick<Deps, 'releases'>,
  permitId: string,
  at: Instant,
  /** The row is locked by who is going to buy or book: two at once each see what the other bought. */
  { lock }: { lock: boolean },
): Promise<TopUpState | undefined> {
  const { rows } = await db.query<PermitRow>({ ...(lock ? lockPermit : readPermit), values: [permitId] });
  const row = rows[0];
  if (!row) return undefined;
  const { content } = await releases.inForce(row.municipality_id, at, db);
  const product = productOf(content, row.product_id);
  if (!product?.parking) return undefined;
  const { timeZone } = content.municipality;
  const validity = { from: row.valid_from.toISOString(), to: row.valid_until.toISOString() };
  const { topUp } = product.parking;
  const { today, from, days } = topUpDays(topUp ?? { maximum: null }, validity, at, timeZone);
  return {
    facts: {
      terms: { topUp },
      permit: { status: row.status, validity, blocked: row.blocked },
      bought: topUp ? await boughtFor(db, permitId, topUp.unit, from, null) : 0,
      at,
    },
    product,
    municipalityId: row.municipality_id,
    holderId: row.holder_id,
    timeZone,
    today,
    from,
    days,
  };
}

/**
 * Makes the charge of a top-up and what it is for, in the transaction that opens its payment: from this moment it counts for the
 * maximum, so that of two at once the second sees the first (2PARK-042).
 */
export async function chargeTopUp(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  { permitId, optionId, accountId }: TopUpCommand,
  at: Instant,
): Promise<{ outcome: 'charged'; chargeId: string; balanceId: string; cents: Cents } | Refusal> {
  const state = await topUpState(tx, deps, permitId, at, { lock: true });
  if (!state) return refuse('not-found');
  const decision = decideTopUp(optionId, state.facts);
  if (isRefusal(decision)) return decision;
  const { unit, option } = decision;
  const { product, municipalityId, holderId, today, from } = state;
  const { rows } = await tx.query<{ id: string; balance_id: string }>({
    ...addTopUp,
    values: [
      permitId, municipalityId, holderId, option.cents, product.vatPercent, product.ledgerAccount, at, unit, today, accountId,
      option.id, option.amount, from,
    ], // prettier-ignore
  });
  const [charged] = rows;
  // Balances are opened with the permit, so a product that got this unit later has none on the permits of before.
  if (!charged) return refuse('no-balance-for-day', { unit, day: today }, 'look-again');
  return { outcome: 'charged', chargeId: charged.id, balanceId: charged.balance_id, cents: option.cents };
}

/** A paid charge that fills a balance. */
export interface PaidTopUp {
  chargeId: string;
  permitId: string;
  balanceId: string;
  unit: Unit;
  amount: number;
}

/**
 * The top-ups among paid charges, divided in those that still may be booked and those that no longer may, because the maximum was
 * reached meanwhile, the permit ended or the period of the balance is over: those go back.
 */
export async function judgeTopUps(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  chargeIds: string[],
  at: Instant,
): Promise<{ book: PaidTopUp[]; giveBack: PaidTopUp[] }> {
  const { rows } = await tx.query<TopUpRow>({ ...readTopUps, values: [chargeIds] });
  const judged = { book: [] as PaidTopUp[], giveBack: [] as PaidTopUp[] };
  for (const row of rows) {
    const { charge_id: chargeId, permit_id: permitId, balance_id: balanceId, unit, period_until: until } = row;
    const topUp = { chargeId, permitId, balanceId, unit, amount: Number(row.amount) };
    const state = await topUpState(tx, deps, permitId, at, { lock: true });
    const bought = await boughtFor(tx, permitId, unit, row.period_from, chargeId);
    const lasts = state !== undefined && (until === null || civilDateOf(at, state.timeZone) < until);
    const possible = lasts && mayBook(topUp.amount, { ...state.facts, bought });
    judged[possible ? 'book' : 'giveBack'].push(topUp);
  }
  return judged;
}

/** Raises the balance, once: the charge is settled in the same transaction. */
export async function fillBalance(tx: Db, paymentId: string, municipalityId: string, topUp: PaidTopUp, at: Instant) {
  const { chargeId, permitId, balanceId, unit, amount } = topUp;
  await tx.query({ ...raise, values: [chargeId, balanceId, amount, at] });
  const event = { kind: 'balance-topped-up' as const, data: { paymentId, unit, amount } };
  await record(tx, at, SYSTEM, { municipalityId, permitId, paymentId }, event);
}

async function boughtFor(
  db: Db,
  permitId: string,
  unit: Unit,
  from: CivilDate,
  except: string | null,
): Promise<number> {
  const { rows } = await db.query<{ bought: string }>({ ...sumBought, values: [permitId, unit, from, except] });
  return Number(rows[0]!.bought);
}

interface PermitRow {
  municipality_id: string;
  holder_id: string;
  product_id: string;
  status: TopUpFacts['permit']['status'];
  valid_from: Date;
  valid_until: Date;
  blocked: boolean;
}

interface TopUpRow {
  charge_id: string;
  permit_id: string;
  balance_id: string;
  unit: Unit;
  amount: string;
  period_from: CivilDate;
  period_until: CivilDate | null;
}

const PERMIT = `SELECT municipality_id, holder_id, product_id, status, valid_from, valid_until, blocked_at IS NOT NULL AS blocked
     FROM permit WHERE id = $1`;
const readPermit = statement('read-permit-to-top-up', PERMIT);
const lockPermit = statement('lock-permit-to-top-up', `${PERMIT} FOR UPDATE`);
const sumBought = statement(
  'sum-top-ups',
  `SELECT coalesce(sum(t.amount), 0) AS bought FROM top_up t JOIN charge c ON c.id = t.charge_id
    WHERE t.permit_id = $1 AND t.unit = $2 AND t.period_from = $3 AND t.charge_id IS DISTINCT FROM $4::uuid
      AND (t.booked_at IS NOT NULL
           OR (c.status = 'open' AND EXISTS (SELECT FROM payment_charge pc WHERE pc.charge_id = c.id AND pc.live)))`,
);
const addTopUp = statement(
  'add-top-up',
  `WITH purse AS (
     SELECT b.id FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
      WHERE pb.permit_id = $1 AND b.unit = $8 AND (b.period_from IS NULL OR (b.period_from <= $9::date AND $9::date < b.period_until))
   ), charged AS (
     INSERT INTO charge (municipality_id, holder_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
     SELECT $2, $3, $4, $5, $6, true, false, $7 FROM purse RETURNING id
   )
   INSERT INTO top_up (charge_id, permit_id, balance_id, account_id, option_id, unit, amount, period_from)
   SELECT charged.id, $1, purse.id, $10, $11, $8, $12, $13 FROM charged, purse
   RETURNING charge_id AS id, balance_id`,
);
const readTopUps = statement(
  'read-top-ups',
  `SELECT t.charge_id, t.permit_id, t.balance_id, t.unit, t.amount, t.period_from::text AS period_from, b.period_until::text AS period_until
     FROM top_up t JOIN balance b ON b.id = t.balance_id
    WHERE t.charge_id = ANY ($1::uuid[]) AND t.booked_at IS NULL ORDER BY t.permit_id, t.charge_id`,
);
const raise = statement(
  'raise-balance',
  `WITH booked AS (
     UPDATE top_up SET booked_at = $4 WHERE charge_id = $1 AND booked_at IS NULL RETURNING charge_id
   )
   UPDATE balance SET available = available + $3, version = version + 1 FROM booked WHERE id = $2`,
);
