import { type z } from 'zod';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { type BalanceTerms } from '../../rules/municipalities/parking.ts';
import { FORECAST_DAYS, lastsUntil } from '../../rules/parking/forecast.ts';
import { lastDayOf } from '../../rules/parking/periods.ts';
import { civilDateOf, type CivilDate, type TimeZone } from '../../rules/values/civil-day.ts';
import { DAY_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { sum } from '../../rules/values/money.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type BalanceView } from './shapes.ts';

/** A balance of a permit, or the one of a grant, as the database has it. */
export interface BalanceRow {
  unit: Unit;
  from: CivilDate | null;
  until: CivilDate | null;
  available: number;
  held: number;
  /** Bought for this period, and come along from the one before; absent for who may not know. */
  bought?: number | null;
  carried?: number | null;
}

/** What was used of balances lately, and since when they are used at all. */
export interface PastUse {
  firstUse: Instant | null;
  used: { unit: Unit; amount: number }[];
}

/** What is free today per unit, in the order the product names them, and how long it lasts (2PARK-031, BEYOND-035). */
export function balanceViews(
  rows: readonly BalanceRow[],
  terms: readonly BalanceTerms[],
  use: PastUse | undefined,
  { now, timeZone }: { now: Instant; timeZone: TimeZone },
): z.infer<typeof BalanceView>[] {
  const today = civilDateOf(now, timeZone);
  return terms.flatMap(({ unit, carryOver }) => {
    // Of the period that covers today; what knows no period is for every day.
    const here = rows.filter((row) => row.unit === unit && covers(row, today));
    if (here.length === 0) return [];
    const dated = here.flatMap(({ from, until }) => (from !== null && until !== null ? [{ from, until }] : []))[0];
    const period = dated ? { from: dated.from, lastDay: lastDayOf(dated) } : null;
    const available = sum(here.map((row) => row.available));
    const forecast = {
      available,
      used: use?.used.find((one) => one.unit === unit)?.amount ?? 0,
      firstUse: use?.firstUse ? civilDateOf(use.firstUse, timeZone) : null,
      today,
      lastDay: period?.lastDay ?? null,
    };
    const extra = carryOver &&
      here.every(({ bought }) => typeof bought === 'number') && {
        bought: sum(here.map(({ bought }) => bought ?? 0)),
        carried: sum(here.map(({ carried }) => carried ?? 0)),
        carryAtMost: carryOver.atMost,
      };
    const held = sum(here.map((row) => row.held));
    return [{ unit, available, held, period, lastsUntil: lastsUntil(forecast), ...(extra && { extra }) }];
  });
}

const covers = ({ from, until }: BalanceRow, day: CivilDate): boolean =>
  from === null || until === null || (from <= day && day < until);

/** What each permit used in the last weeks, as it was settled; of a grant with a balance of its own, what went from that. */
export async function pastUse(
  db: Db,
  reaches: readonly { permitId: string; grantId: string | null }[],
  now: Instant,
): Promise<Map<string, PastUse>> {
  const { rows } = await db.query<{ permit_id: string; first_use: Date | null; used: PastUse['used'] }>({
    ...readUse,
    values: [reaches.map(({ permitId }) => permitId), reaches.map(({ grantId }) => grantId), plusMs(now, -FORECAST_DAYS * DAY_MS)],
  }); // prettier-ignore
  return new Map(
    rows.map(({ permit_id, first_use, used }) => [permit_id, { firstUse: first_use?.toISOString() ?? null, used }]),
  );
}

const readUse = statement(
  'read-use-of-balances',
  `SELECT reach.permit_id,
          (SELECT a.ends_at FROM parking_action a
            WHERE a.permit_id = reach.permit_id AND a.state = 'settled' AND (g.balance_id IS NULL OR a.grant_id = g.id)
            ORDER BY a.ends_at LIMIT 1) AS first_use,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', spent.unit, 'amount', spent.amount)), '[]')
             FROM (SELECT b.unit, sum(d.amount) AS amount
                     FROM parking_action a
                     CROSS JOIN LATERAL jsonb_to_recordset(a.costs) AS d ("balanceId" uuid, amount bigint)
                     JOIN balance b ON b.id = d."balanceId"
                    WHERE a.permit_id = reach.permit_id AND a.ends_at > $3 AND a.state = 'settled'
                      AND (g.balance_id IS NULL OR d."balanceId" = g.balance_id)
                    GROUP BY b.unit) spent) AS used
     FROM unnest($1::uuid[], $2::uuid[]) AS reach (permit_id, grant_id)
     LEFT JOIN permit_grant g ON g.id = reach.grant_id`,
);
