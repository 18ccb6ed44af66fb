import { type AreaId, type ProductId } from '../../../rules/municipalities/names.ts';
import { epoch, DAY_MS, plusMs, type Instant } from '../../../rules/values/moment.ts';
import { type LineHistory, type WaitlistStatus } from '../../../rules/waitlist.ts';
import { statement, type Db } from '../transaction.ts';

/** One wish of a holder, as screens show it. */
export interface EntryRow {
  id: string;
  number: string;
  productId: ProductId;
  release: number;
  status: WaitlistStatus;
  skipped: number;
  enteredAt: Date;
  offeredArea: AreaId | null;
  offerEndsAt: Date | null;
  applicationId: string | null;
  lines: LineRow[];
}

/** A line somebody stands in: the how-maniest of how many, and how far they came since the first of the month. */
export interface LineRow {
  areaId: AreaId;
  position: number;
  movedUp: number;
  passedGround: string | null;
  passedAt: string | null;
}

/** What a holder waits for, and what they waited for until a while ago because it is not issued any more (PORTAL-081). */
export async function readEntries(
  db: Db,
  { holderId, id = null }: { holderId: string; id?: string | null },
  { monthStart, closedSince }: { monthStart: Instant; closedSince: Instant },
): Promise<EntryRow[]> {
  const { rows } = await db.query<EntryRow>({ ...entries, values: [holderId, id, monthStart, closedSince] });
  return rows;
}

/** How long a line is, and what it did in the year behind us (PEERS-027). */
export interface Line extends LineHistory {
  waiting: number;
}

const YEAR_DAYS = 365;

export async function readLines(
  db: Db,
  municipalityId: string,
  productId: ProductId,
  at: Instant,
): Promise<ReadonlyMap<AreaId, Line>> {
  const from = plusMs(at, -YEAR_DAYS * DAY_MS);
  const { rows } = await db.query<{ areaId: AreaId; waiting: number; moves: number; since: Date }>({
    ...lines,
    values: [municipalityId, productId, from],
  });
  const days = (since: Date) => Math.min(YEAR_DAYS, Math.max(0, Math.floor((epoch(at) - since.getTime()) / DAY_MS)));
  return new Map(rows.map(({ areaId, since, ...line }) => [areaId, { ...line, days: days(since) }]));
}

/** One stand in a line that everybody may read: a number, since when, and whether a place was let go or could not be given. */
export interface Stand {
  id: string;
  number: string;
  position: number;
  since: Date;
  passedGround: string | null;
}

/** A line in its order, from behind the given stand on (BEYOND-013). */
export async function readLine(
  db: Db,
  place: { municipalityId: string; productId: ProductId; areaId: AreaId },
  after: { since: Instant; id: string } | null,
  limit: number,
): Promise<Stand[]> {
  const { municipalityId, productId, areaId } = place;
  const { rows } = await db.query<Stand>({
    ...line,
    values: [municipalityId, productId, areaId, after?.since ?? null, after?.id ?? null, limit],
  });
  return rows;
}

const entries = statement(
  'read-waitlist-entries',
  `SELECT e.id, e.number, e.product_id AS "productId", e.release, e.status, e.skipped, e.entered_at AS "enteredAt",
          e.offered_area AS "offeredArea", e.offer_ends_at AS "offerEndsAt", e.application_id AS "applicationId",
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'areaId', p.area_id, 'passedGround', p.passed_ground, 'passedAt', p.passed_at,
                    'position', (SELECT 1 + count(*) FROM waitlist_place o
                                  WHERE o.municipality_id = p.municipality_id AND o.product_id = p.product_id AND o.area_id = p.area_id
                                    AND o.left_at IS NULL AND (o.entered_at, o.position) < (p.entered_at, p.position)),
                    'movedUp', (SELECT count(*) FROM waitlist_place o
                                 WHERE o.municipality_id = p.municipality_id AND o.product_id = p.product_id AND o.area_id = p.area_id
                                   AND o.left_at >= greatest($3::timestamptz, p.entered_at)
                                   AND (o.entered_at, o.position) < (p.entered_at, p.position))
                  ) ORDER BY p.position), '[]')
             FROM waitlist_place p WHERE p.entry_id = e.id AND p.left_at IS NULL) AS lines
     FROM waitlist_entry e
    WHERE e.holder_id = $1 AND ($2::uuid IS NULL OR e.id = $2)
      AND (e.closed_at IS NULL OR $2::uuid IS NOT NULL OR (e.status = 'closed' AND e.closed_at > $4))
    ORDER BY e.entered_at, e.id`,
);
const lines = statement(
  'read-waitlist-lines-of-product',
  `SELECT area_id AS "areaId", count(*) FILTER (WHERE left_at IS NULL)::int AS waiting,
          count(*) FILTER (WHERE offered_at > $3)::int AS moves, min(entered_at) AS since
     FROM waitlist_place WHERE municipality_id = $1 AND product_id = $2 GROUP BY area_id`,
);
const line = statement(
  'read-waitlist-line',
  `SELECT id, number, position, since, "passedGround" FROM (
     SELECT e.id, e.number, p.entered_at AS since, p.passed_ground AS "passedGround",
            row_number() OVER (ORDER BY p.entered_at, p.position)::int AS position
       FROM waitlist_place p JOIN waitlist_entry e ON e.id = p.entry_id
      WHERE p.municipality_id = $1 AND p.product_id = $2 AND p.area_id = $3 AND p.left_at IS NULL
   ) standing
    WHERE $4::timestamptz IS NULL
       OR position > (SELECT count(*) FROM waitlist_place o
                       WHERE o.municipality_id = $1 AND o.product_id = $2 AND o.area_id = $3 AND o.left_at IS NULL
                         AND (o.entered_at, o.position) <= (SELECT entered_at, m.position FROM waitlist_place m
                                                             WHERE m.entry_id = $5::uuid AND m.area_id = $3))
    ORDER BY position LIMIT $6`,
);
