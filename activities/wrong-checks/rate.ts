import { type MonthCounted } from '../../rules/error-rate.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';

/** What was checked and what of it was wrong, month by month since `from`, the newest first; months without a check are left out. */
export async function countMonths(
  db: Db,
  { municipalityId, timeZone, from }: { municipalityId: string; timeZone: string; from: Instant },
): Promise<MonthCounted[]> {
  const { rows } = await db.query<MonthCounted>({ ...months, values: [municipalityId, timeZone, from] });
  return rows;
}

/** The checks an officer made in the last days, to say afterwards that the system was wrong: without a plate. */
export async function recentChecks(
  db: Db,
  { municipalityId, officerId, since }: { municipalityId: string; officerId: string; since: Instant },
): Promise<RecentCheck[]> {
  const { rows } = await db.query<Omit<RecentCheck, 'at'> & { at: Date }>({
    ...ownRecent,
    values: [municipalityId, officerId, since],
  });
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export interface RecentCheck {
  id: string;
  at: Instant;
  areaId: string;
  green: boolean;
  cause: string | null;
}

const months = statement(
  'count-checks-and-wrong-ones',
  `WITH checked AS (
     SELECT to_char(at AT TIME ZONE $2, 'YYYY-MM') AS month, count(*)::int AS checks FROM plate_check
      WHERE municipality_id = $1 AND at >= $3 AND id >= checks_since($3::timestamptz) GROUP BY 1
   ), causes AS (
     SELECT to_char(checked_at AT TIME ZONE $2, 'YYYY-MM') AS month, cause, count(*)::int AS count FROM wrong_check
      WHERE municipality_id = $1 AND checked_at >= $3 GROUP BY 1, 2
   ), unchecked AS (
     SELECT to_char(closed_at AT TIME ZONE $2, 'YYYY-MM') AS month, count(*)::int AS count FROM fine_report f
      WHERE municipality_id = $1 AND closed_at >= $3 AND status = 'put-right' AND NOT EXISTS (SELECT FROM wrong_check w WHERE w.report_id = f.id)
      GROUP BY 1
   )
   SELECT k.month, k.checks, coalesce((SELECT jsonb_object_agg(c.cause, c.count) FROM causes c WHERE c.month = k.month), '{}') AS wrong,
          coalesce(u.count, 0) AS "withoutCheck"
     FROM checked k LEFT JOIN unchecked u ON u.month = k.month ORDER BY k.month DESC`,
);
const ownRecent = statement(
  'read-own-recent-checks',
  `SELECT c.id, c.at, c.area_id AS "areaId", c.active_until IS NOT NULL AS green, w.cause
     FROM plate_check c LEFT JOIN wrong_check w ON w.check_id = c.id
    WHERE c.municipality_id = $1 AND c.officer_id = $2 AND c.at >= $3 AND c.id >= checks_since($3::timestamptz)
    ORDER BY c.at DESC, c.id DESC LIMIT 50`,
);
