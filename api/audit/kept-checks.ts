import { type z } from 'zod';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { decideVerdict, GRACE_MINUTES } from '../../rules/enforcement.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { type CheckSearch, type KeptChecks } from './shapes.ts';

/** Behind every id there can be. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Every check of a municipality, newest first, by moment, area, answer and officer; a page costs the same however many there are. Plates
 * stand in it as long as they are kept, so that somebody looked is recorded.
 */
export function findChecks(
  { deps }: Pick<Api, 'deps'>,
  { id: staffId, roles, municipalityId }: Staff,
  { from, before, area, answer, officerId, limit, cursor }: z.infer<typeof CheckSearch>,
): Promise<KeptChecks> {
  const place = placeOf(cursor) ?? [before ?? 'infinity', before === undefined ? LAST_ID : FIRST_ID];
  const found = answer === undefined ? anyCheck : BY_ANSWER[answer];
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<CheckRow>({
      ...found[area === undefined ? 'anywhere' : 'inArea'][officerId === undefined ? 'ofAll' : 'ofOne'],
      values: [municipalityId, from ?? '-infinity', ...place, limit + 1, area ?? null, officerId ?? null],
    });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const actor = { kind: 'staff', id: staffId, roles } as const;
    const data = { checks: shown.length };
    if (cursor === undefined)
      await record(tx, deps.clock(), actor, { municipalityId }, { kind: 'checks-listed', data });
    return {
      items: shown.map((row) => {
        const facts = {
          activeUntil: row.active_until?.toISOString() ?? null,
          endedAt: row.ended_at?.toISOString() ?? null,
          near: row.near,
        };
        const askedAbout = row.asked_about.toISOString();
        const { verdict, justExpired } = decideVerdict(facts, askedAbout);
        return {
          id: row.id,
          at: row.at.toISOString(),
          askedAbout,
          areaId: row.area_id,
          plate: row.plate === null ? null : { country: row.country, display: row.plate },
          verdict,
          justExpired,
          officer: row.officer,
          offline: row.offline_verdict,
        };
      }),
      nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null,
    };
  });
}

interface CheckRow {
  id: string;
  at: Date;
  asked_about: Date;
  area_id: string;
  country: string;
  plate: string | null;
  active_until: Date | null;
  ended_at: Date | null;
  near: number;
  officer: string | null;
  offline_verdict: 'green' | 'red' | 'amber' | null;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** One statement per answer, place and whether one officer is asked about: each reads an index that fits it, from the newest on. */
const checksWhere = (answer: string, which: string) => {
  const finding = (name: string, where: string) =>
    statement(
      name,
      `SELECT c.id, c.at, c.asked_about, c.area_id, c.country, c.plate, c.active_until, c.ended_at, c.near, s.name AS officer, c.offline_verdict
         FROM plate_check c LEFT JOIN staff_member s ON s.id = c.officer_id
        WHERE c.municipality_id = $1 AND c.at >= $2::timestamptz AND (c.at, c.id) < ($3::timestamptz, $4::uuid)
          AND c.id >= checks_since($2::timestamptz) AND c.id < checks_before($3::timestamptz) AND ${where} AND ${which}
        ORDER BY c.at DESC, c.id DESC LIMIT $5`,
    );
  const of = (name: string, area: string) => ({
    ofAll: finding(name, `${area} AND $7::uuid IS NULL`),
    ofOne: finding(`${name}-of-officer`, `${area} AND c.officer_id = $7::uuid`),
  });
  return {
    anywhere: of(`find-${answer}-checks`, '$6::text IS NULL'),
    inArea: of(`find-${answer}-checks-in-area`, 'c.area_id = $6'),
  };
};
/** As `decideVerdict` says it: what was here until a moment ago is red, however much looks like it. */
const JUST_ENDED = `(c.ended_at IS NOT NULL AND c.asked_about - c.ended_at < interval '${GRACE_MINUTES} minutes')`;
const anyCheck = checksWhere('all', 'true');
const BY_ANSWER = {
  green: checksWhere('green', 'c.active_until IS NOT NULL'),
  amber: checksWhere('amber', `c.active_until IS NULL AND c.near > 0 AND NOT ${JUST_ENDED}`),
  red: checksWhere('red', `c.active_until IS NULL AND (c.near = 0 OR ${JUST_ENDED})`),
  'just-expired': checksWhere('just-expired', `c.active_until IS NULL AND ${JUST_ENDED}`),
};
