import { type Product } from '../../rules/municipalities/product.ts';
import { stretchesOf } from '../../rules/permits/weekdays.ts';
import { type TimeZone } from '../../rules/values/civil-day.ts';
import { type Instant, type Interval } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';

export interface MoreCover {
  /** Where what counts now ends. */
  end: Instant;
  more: Interval;
  at: Instant;
  /** The weekdays on which the permit counts; none is every day. */
  days: { on: readonly number[]; timeZone: TimeZone };
  /** What has ended with the permit counts again. */
  revived?: boolean;
}

/**
 * Lets the plates that count until `end` count on: a right of its own for every one, from where the last ends, so that no moment lies
 * between and the national register hears of nothing but a new right. Plates that rest for a temporary one follow its actions.
 */
export async function extendCover(
  tx: Db,
  permitId: string,
  product: Product,
  { end, more, at, days, revived = false }: MoreCover,
): Promise<void> {
  if (restsOwnPlates(product)) await tx.query({ ...restOwnPlates, values: [permitId, at] });
  else if (days.on.length > 0) {
    const stretches = stretchesOf(more, days.on, days.timeZone);
    const [since, until] = [stretches.map(({ from }) => from), stretches.map(({ to }) => to)];
    await tx.query({ ...followOnDays, values: [permitId, since, until] });
  } else await tx.query({ ...followOn, values: [permitId, end, more.from, more.to, revived] });
}

/** Nothing counts after `end` any more. A right that reaches further is followed by one that does not, as registers know it to its end. */
export async function cutCover(
  tx: Db,
  permitId: string,
  product: Product,
  { end, at }: { end: Instant; at: Instant },
): Promise<void> {
  if (restsOwnPlates(product) && at < end) await tx.query({ ...restOwnPlates, values: [permitId, at] });
  else await tx.query({ ...cutBack, values: [permitId, end, at] });
}

const restsOwnPlates = ({ parking }: Product): boolean => parking?.kind === 'temporary-plate';

const restOwnPlates = statement('rest-own-plates-of-renewed', 'SELECT rest_own_plates($1, $2, true)');
const followOn = statement(
  'extend-rights',
  `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   SELECT DISTINCT ON (r.country, r.plate) r.municipality_id, r.permit_id, r.country, r.plate, r.areas, $3::timestamptz, $4::timestamptz,
          'permit', r.usage_id
     FROM parking_right r
     JOIN permit_plate pp ON pp.permit_id = r.permit_id AND pp.country = r.country AND pp.plate = r.plate AND pp.until IS NULL
    WHERE r.permit_id = $1 AND r.kind = 'permit' AND r.until = $2 AND r.since < r.until AND (r.open OR $5)
    ORDER BY r.country, r.plate, r.id DESC`,
);
const followOnDays = statement(
  'extend-rights-of-weekdays',
  `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   SELECT had.municipality_id, had.permit_id, had.country, had.plate, had.areas, stretch.since, stretch.until, 'permit', had.usage_id
     FROM (SELECT DISTINCT ON (r.country, r.plate) r.*
             FROM parking_right r
             JOIN permit_plate pp ON pp.permit_id = r.permit_id AND pp.country = r.country AND pp.plate = r.plate AND pp.until IS NULL
            WHERE r.permit_id = $1 AND r.kind = 'permit' ORDER BY r.country, r.plate, r.id DESC) had,
          unnest($2::timestamptz[], $3::timestamptz[]) AS stretch (since, until)`,
);
const cutBack = statement(
  'cut-rights-back',
  `WITH cut AS (
     UPDATE parking_right r SET until = greatest(r.since, least($2::timestamptz, $3::timestamptz)), open = false
      WHERE r.permit_id = $1 AND r.kind = 'permit' AND r.open AND r.until > $2
     RETURNING r.*
   )
   INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   SELECT municipality_id, permit_id, country, plate, areas, greatest(since, $3::timestamptz), $2::timestamptz, kind, usage_id
     FROM cut WHERE greatest(since, $3::timestamptz) < $2`,
);
