import { statement } from '../../activities/db/transaction.ts';
import { decideVerdict } from '../../rules/enforcement.ts';
import { areaOf } from '../../rules/municipalities/release.ts';
import { goesAt } from '../../rules/retention.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeIn, placeOf } from '../http/cursor.ts';
import { EventPlace } from '../audit/shapes.ts';
import { type Whose } from './read.ts';
import { type Looks, type OwnChecks } from './shapes.ts';

export interface PageAsked {
  limit: number;
  cursor?: string | undefined;
}

/** What staff does to see somebody's data: each is recorded as it happens, and this is where its owner reads it. */
export const LOOKS = [
  'case-read',
  'document-read',
  'person-shown',
  'person-found',
  'plate-searched',
  'case-checked',
  'acting-began',
] as const;

interface LookRow {
  id: string;
  at: Date;
  kind: string;
  roles: string[] | null;
  number: string | null;
}

const ROWS_AT_ONCE = 1_000;

/** Page after page to the last one: a file of what is held leaves nothing out (AVG art. 15). */
export async function everyPage<Item>(
  read: (asked: PageAsked) => Promise<{ items: Item[]; nextCursor: string | null }>,
  limit = ROWS_AT_ONCE,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await read({ limit, cursor });
    all.push(...items);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Who of staff looked at somebody or one of their cases, newest first: by role, never by name. */
export async function readLooks(
  { deps }: Pick<Api, 'deps'>,
  { id, municipalityId }: { id: string; municipalityId: string },
  { limit, cursor }: PageAsked,
): Promise<Looks> {
  const place = placeIn(EventPlace, cursor) ?? ['infinity', '0'];
  const values = [id, municipalityId, LOOKS, ...place, limit + 1];
  const { rows } = await deps.pool.query<LookRow>({ ...looksAtHolder, values });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      what: row.kind,
      roles: row.roles ?? [],
      caseNumber: row.number,
    })),
    nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null,
  };
}

interface CheckRow {
  id: string;
  municipality_id: string;
  asked_about: Date;
  at: Date;
  country: string;
  display: string;
  area_id: string;
  active_until: Date | null;
  ended_at: Date | null;
  near: number;
}

/** Behind every id there can be. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Checks of somebody's own plates, newest first, as long as a check says which plate it was about. */
export async function readOwnChecks(
  { deps }: Pick<Api, 'deps'>,
  whose: Whose,
  id: string,
  { limit, cursor }: PageAsked,
): Promise<OwnChecks> {
  const place = placeOf(cursor) ?? ['infinity', LAST_ID];
  const { rows } = await deps.pool.query<CheckRow>({ ...OWN_CHECKS[whose], values: [id, ...place, limit + 1] });
  const contents = new Map((await deps.releases.all(deps.clock())).map((one) => [one.municipalityId, one.content]));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => {
      const content = contents.get(row.municipality_id)!;
      const facts = {
        activeUntil: row.active_until?.toISOString() ?? null,
        endedAt: row.ended_at?.toISOString() ?? null,
        near: row.near,
      };
      const askedAbout = row.asked_about.toISOString();
      const from = row.asked_about < row.at ? askedAbout : row.at.toISOString();
      return {
        id: row.id,
        askedAbout,
        plate: { country: row.country, display: row.display },
        areaName: areaOf(content, row.area_id)?.name ?? row.area_id,
        municipalityName: content.municipality.name,
        verdict: decideVerdict(facts, askedAbout).verdict,
        goesAt: goesAt('checks', content.municipality, from),
      };
    }),
    nextCursor: last ? cursorOf([last.asked_about.toISOString(), last.id]) : null,
  };
}

const looksAtHolder = statement(
  'read-looks-at-holder',
  `SELECT e.id, e.at, e.kind, s.roles, a.number
     FROM (SELECT id FROM audit_event WHERE holder_id = $1 AND kind = ANY ($3::text[])
           UNION SELECT e.id FROM application a JOIN audit_event e ON e.application_id = a.id WHERE a.holder_id = $1 AND e.kind = ANY ($3::text[])) found
     JOIN audit_event e ON e.id = found.id AND e.municipality_id = $2 AND e.actor_kind = 'staff'
     LEFT JOIN staff_member s ON s.id::text = e.actor_id
     LEFT JOIN application a ON a.id = e.application_id
    WHERE (e.at, e.id) < ($4::timestamptz, $5::bigint)
    ORDER BY e.at DESC, e.id DESC LIMIT $6`,
);

/**
 * A plate is somebody's own while it is on a permit of theirs that counts: who has the car before or after is not told here. Of a stay
 * under their permit, which may be a visitor's, only the checks that found that very stay.
 */
const ownChecks = (name: string, permits: string, stays: string) =>
  statement(
    name,
    `WITH own AS (
       SELECT p.municipality_id, n.country, n.plate, n.display, n.since,
              least(coalesce(n.until, 'infinity'), coalesce(p.ended_at, p.valid_until)) AS until, NULL::uuid AS action_id
         FROM permit p JOIN permit_plate n ON n.permit_id = p.id WHERE ${permits}
       UNION ALL
       SELECT a.municipality_id, a.country, a.plate, a.display, a.starts_at, a.ends_at, a.id
         FROM parking_action a WHERE ${stays} AND a.plate IS NOT NULL AND NOT a.plate_kept
     ), found AS (
       SELECT DISTINCT ON (c.id) c.id, c.municipality_id, c.asked_about, c.at, c.country, o.display, c.area_id, c.active_until, c.ended_at, c.near
         FROM own o JOIN plate_check c ON c.municipality_id = o.municipality_id AND c.plate = o.plate AND c.country = o.country AND c.plate IS NOT NULL
          AND c.asked_about >= o.since AND c.asked_about < o.until
          AND (o.action_id IS NULL OR EXISTS (SELECT FROM parking_right r WHERE r.id = c.right_id AND r.action_id = o.action_id))
     )
     SELECT * FROM found WHERE (asked_about, id) < ($2::timestamptz, $3::uuid) ORDER BY asked_about DESC, id DESC LIMIT $4`,
  );
const OWN_CHECKS: Record<Whose, ReturnType<typeof ownChecks>> = {
  desk: ownChecks(
    'read-own-checks-at-desk',
    'p.holder_id = $1',
    'a.permit_id IN (SELECT id FROM permit WHERE holder_id = $1)',
  ),
  app: ownChecks(
    'read-own-checks-in-app',
    'p.id IN (SELECT permit_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL)',
    'a.account_id = $1',
  ),
};
