import { COUNTED_UP_TO, decideVerdict, GRACE_MINUTES, type PlateVerdict } from '../rules/enforcement.ts';
import { HOUR_MS, MINUTE_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { REPLAYED, type Replica } from './db/replica.ts';
import { statement, type Db } from './db/transaction.ts';
import { type Deps } from './ports.ts';

export interface PlateQuestion {
  municipalityId: string;
  officerId: string;
  country: string;
  plate: string;
  areaId: string;
  /** The moment asked about: now, unless an officer looks back. */
  at: Instant;
  /** A plate that was red so many hours ago or less is told as such; null or absent where the municipality does not look back. */
  repeatHours?: number | null;
}

export interface PlateAnswer extends PlateVerdict {
  id: string;
  /** How often it was red before, in the hours the municipality looks back; a second look at the same car counts for none. */
  earlier: number;
}

/**
 * An officer's question and its stored answer (controle), in one statement. The answer has the same fields for a valid, an expired and
 * an unknown plate: never a person, a product or a history.
 *
 * Where a copy of the books is read, it may say green and nothing else: a right that began a moment ago may not have come there yet, so
 * whatever it does not find is asked of the books.
 */
export async function checkPlate(
  deps: { pool: Db; replica?: Replica } & Pick<Deps, 'clock'>,
  question: PlateQuestion,
): Promise<PlateAnswer> {
  const { municipalityId, officerId, country, plate, areaId, at, repeatHours } = question;
  const now = deps.clock();
  const graceFrom = plusMs(at, -GRACE_MINUTES * MINUTE_MS);
  const sameLookFrom = plusMs(now, -GRACE_MINUTES * MINUTE_MS);
  const repeatFrom = repeatHours ? plusMs(now, -repeatHours * HOUR_MS) : null;
  const place = [municipalityId, plate, country, areaId, at, graceFrom];
  const [green] = (await deps.replica?.read<FoundRight>(findRight, place)) ?? [];
  const { rows } = await (green?.right_id
    ? deps.pool.query<CheckRow>({
        ...keepGreen,
        values: [...place.slice(0, 5), officerId, now, green.active_until, green.ended_at, green.right_id],
      })
    : deps.pool.query<CheckRow>({ ...askAndKeep, values: [...place, officerId, now, repeatFrom, sameLookFrom] }));
  const { id, active_until: activeUntil, ended_at: endedAt, near, earlier } = rows[0]!;
  const facts = { activeUntil: activeUntil?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null, near };
  return { id, ...decideVerdict(facts, at), earlier };
}

interface FoundRight {
  right_id: string | null;
  active_until: Date | null;
  ended_at: Date | null;
}

interface CheckRow {
  id: string;
  active_until: Date | null;
  ended_at: Date | null;
  near: number;
  earlier: number;
}

const RIGHTS = `recent AS (
     SELECT id, since, until FROM parking_right
      WHERE municipality_id = $1 AND plate = $2 AND country = $3 AND until > $6 AND since <= $5 AND $4 = ANY (areas) AND NOT withheld
   ), active AS (
     SELECT id, until FROM recent WHERE until > $5 ORDER BY until DESC LIMIT 1
   )`;
const findRight = statement(
  'find-right-in-copy',
  `WITH ${RIGHTS}
   SELECT (SELECT id FROM active) AS right_id, (SELECT until FROM active) AS active_until,
          (SELECT max(until) FROM recent WHERE until <= $5) AS ended_at, ${REPLAYED}`,
);
const keepGreen = statement(
  'keep-green-check',
  `INSERT INTO plate_check (id, municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until, ended_at, right_id)
   VALUES (check_id($7::timestamptz), $1, $6, $3, $2, $4, $5, $7, $8, $9, $10)
   RETURNING id, active_until, ended_at, near, earlier`,
);

/**
 * No row of the history is read: the index starts behind everything that was over before the grace began. What differs by a character,
 * and what was red before, is looked for only where there is no right, each plate by its index: green pays nothing for either.
 */
const askAndKeep = statement(
  'check-plate',
  `WITH ${RIGHTS}
   INSERT INTO plate_check (id, municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until, ended_at, right_id, near, earlier)
   SELECT check_id($8::timestamptz), $1, $7, $3, $2, $4, $5, $8, (SELECT until FROM active), (SELECT max(until) FROM recent WHERE until <= $5), (SELECT id FROM active),
          CASE WHEN EXISTS (SELECT FROM active) THEN 0 ELSE (
            SELECT count(*) FROM (
              SELECT DISTINCT one.plate FROM plates_one_away($2, $3) AS one(plate)
               CROSS JOIN LATERAL (SELECT FROM parking_right r WHERE r.municipality_id = $1 AND r.plate = one.plate AND r.country = $3
                                      AND r.until > $5 AND r.since <= $5 AND $4 = ANY (r.areas) AND NOT r.withheld LIMIT 1) AS counts
               LIMIT ${COUNTED_UP_TO}) AS near) END,
          CASE WHEN EXISTS (SELECT FROM active) THEN 0 ELSE (
            SELECT count(*) FROM (
              SELECT FROM plate_check c WHERE c.municipality_id = $1 AND c.plate = $2 AND c.country = $3 AND c.active_until IS NULL
                 AND c.plate IS NOT NULL AND c.near = 0 AND c.at >= $9 AND c.at < $10
                 AND c.id >= checks_since($9::timestamptz)
               LIMIT ${COUNTED_UP_TO}) AS earlier) END
   RETURNING id, active_until, ended_at, near, earlier`,
);
