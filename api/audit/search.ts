import { type z } from 'zod';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { cursorOf, placeIn } from '../http/cursor.ts';
import { CASE, summary, type CaseRow } from './read.ts';
import { EventPlace, type EventSearch, type FoundCases, type FoundEvents, type PlateSearch } from './shapes.ts';

interface FoundRow extends CaseRow {
  holder_id: string;
  rights: FoundCases['items'][number]['rights'];
}

/**
 * The cases a plate was in at a moment: as a right that counted, on a permit, or in an application then open. That somebody looked is
 * recorded with each case found, and shown to whom it is about.
 */
export async function findCases(
  api: Pick<Api, 'deps'>,
  { id, roles, municipalityId }: Staff,
  { plate, country, at }: z.infer<typeof PlateSearch>,
): Promise<FoundCases> {
  return inTransaction(api.deps.pool, async (tx) => {
    const { rows } = await tx.query<FoundRow>({
      ...casesOfPlate,
      values: [municipalityId, plateKey(plate), country, at],
    });
    const { rows: others } = await tx.query<OthersRight>({
      ...rightsOfOthers,
      values: [municipalityId, plateKey(plate), country, at],
    });
    const event = { kind: 'plate-searched', data: { at, cases: rows.length } } as const;
    const actor = { kind: 'staff', id, roles } as const;
    const now = api.deps.clock();
    if (rows.length === 0) await record(tx, now, actor, { municipalityId }, event);
    for (const row of rows) {
      const about = { municipalityId, holderId: row.holder_id, applicationId: row.id };
      await record(tx, now, actor, about, event);
    }
    const items: FoundCases['items'] = [];
    for (const row of rows) {
      const rights = row.rights.map((right) => ({
        ...right,
        since: new Date(right.since).toISOString(),
        until: new Date(right.until).toISOString(),
      }));
      items.push({ ...(await summary(api, row, tx)), permitNumber: row.permit_number, rights });
    }
    const thirdParties = others.map(({ since, until, ...right }) => ({
      ...right,
      since: since.toISOString(),
      until: until.toISOString(),
    }));
    return { items, thirdParties };
  });
}

interface OthersRight {
  id: string;
  provider: string | null;
  reference: string | null;
  since: Date;
  until: Date;
  areas: string[];
}

interface EventRow {
  id: string;
  at: Date;
  kind: string;
  actor_kind: 'holder' | 'account' | 'key' | 'staff' | 'provider' | 'system';
  actor_name: string | null;
  data: Record<string, unknown>;
  case_id: string | null;
  case_number: string | null;
  permit_number: string | null;
}

/** Events of a municipality, newest first, by kind, moment and who of staff; a page costs the same however many there are. */
export async function findEvents(
  { deps }: Pick<Api, 'deps'>,
  municipalityId: string,
  { kinds, staffId, from, before, limit, cursor }: z.infer<typeof EventSearch>,
): Promise<FoundEvents> {
  const [at, id] = placeIn(EventPlace, cursor) ?? [before ?? 'infinity', '0'];
  const values = [municipalityId, kinds.length === 0 ? null : kinds, from ?? '-infinity', at, id, limit + 1];
  const { rows } = await deps.pool.query<EventRow>(
    staffId === undefined ? { ...eventsOfKinds, values } : { ...eventsOfStaff, values: [...values, staffId] },
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      actor: { kind: row.actor_kind, name: row.actor_name },
      data: row.data,
      case: row.case_id && row.case_number ? { id: row.case_id, number: row.case_number } : null,
      permitNumber: row.permit_number,
    })),
    nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null,
  };
}

const casesOfPlate = statement(
  'find-cases-of-plate',
  `WITH counted AS MATERIALIZED (
     SELECT permit_id, jsonb_agg(jsonb_build_object('kind', kind, 'since', since, 'until', until, 'areas', areas, 'actionId', action_id)
                                 ORDER BY since) AS rights
       FROM parking_right
      WHERE municipality_id = $1 AND plate = $2 AND country = $3 AND until > $4 AND since <= $4 AND permit_id IS NOT NULL AND NOT withheld
      GROUP BY permit_id
   ), named AS (
     SELECT p.application_id AS id FROM counted c JOIN permit p ON p.id = c.permit_id
     UNION
     SELECT p.application_id FROM permit_plate n JOIN permit p ON p.id = n.permit_id
      WHERE n.plate = $2 AND n.country = $3 AND n.since <= $4 AND coalesce(n.until, 'infinity') > $4
     UNION
     SELECT a.id FROM application_plate n JOIN application a ON a.id = n.application_id
      WHERE n.plate = $2 AND n.country = $3 AND a.opened_at <= $4 AND coalesce(a.closed_at, 'infinity') > $4
   )
   SELECT k.*, x.holder_id, coalesce(c.rights, '[]') AS rights
     FROM (SELECT ${CASE} WHERE a.municipality_id = $1 AND a.id IN (SELECT id FROM named)) k
     JOIN application x ON x.id = k.id LEFT JOIN counted c ON c.permit_id = k.permit_id
    ORDER BY k.opened_at DESC, k.id DESC LIMIT 50`,
);

const rightsOfOthers = statement(
  'find-third-party-rights-of-plate',
  `SELECT r.id, v.name AS provider, r.provider_reference AS reference, r.since, r.until, r.areas
     FROM parking_right r LEFT JOIN provider v ON v.id = r.provider_id
    WHERE r.municipality_id = $1 AND r.plate = $2 AND r.country = $3 AND r.until > $4 AND r.since <= $4 AND r.kind = 'third-party'
    ORDER BY r.since LIMIT 50`,
);

const shown = (found: string) => `
   WITH RECURSIVE present AS (
     (SELECT kind FROM audit_event WHERE municipality_id = $1 ORDER BY kind LIMIT 1)
     UNION ALL
     SELECT (SELECT kind FROM audit_event WHERE municipality_id = $1 AND kind > k.kind ORDER BY kind LIMIT 1) FROM present k WHERE k.kind IS NOT NULL
   )
   SELECT e.id, e.at, e.kind, e.actor_kind, coalesce(s.name, v.name) AS actor_name, e.data, a.id AS case_id, a.number AS case_number, p.number AS permit_number
     FROM (${found}) e
     LEFT JOIN staff_member s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
     LEFT JOIN provider v ON e.actor_kind = 'provider' AND v.id::text = e.actor_id
     LEFT JOIN permit p ON p.id = e.permit_id
     LEFT JOIN application a ON a.id = coalesce(e.application_id, p.application_id)
    ORDER BY e.at DESC, e.id DESC`;
/** The newest of each kind there is, and of those the newest: reads a page per kind and never the history behind it. */
const eventsOfKinds = statement(
  'find-events-of-kinds',
  shown(`
     SELECT f.* FROM (SELECT kind FROM present WHERE $2::text[] IS NULL OR kind = ANY ($2)) k CROSS JOIN LATERAL (
       SELECT * FROM audit_event WHERE municipality_id = $1 AND kind = k.kind AND at >= $3 AND (at, id) < ($4::timestamptz, $5::bigint)
        ORDER BY at DESC, id DESC LIMIT $6
     ) f ORDER BY f.at DESC, f.id DESC LIMIT $6`),
);
const eventsOfStaff = statement(
  'find-events-of-staff',
  shown(`
     SELECT * FROM audit_event
      WHERE actor_kind = 'staff' AND actor_id = $7::text AND municipality_id = $1 AND ($2::text[] IS NULL OR kind = ANY ($2)) AND at >= $3
        AND (at, id) < ($4::timestamptz, $5::bigint)
      ORDER BY at DESC, id DESC LIMIT $6`),
);
