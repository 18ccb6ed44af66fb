import { In } from 'typeorm';
import { Permit } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { historyFrom } from '../../rules/renewals/terms.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeIn, placeOf } from '../http/cursor.ts';
import { answer, endpoint, type Endpoint } from '../http/endpoint.ts';
import { Paging } from '../http/shapes.ts';
import { viewPermits } from '../permits/read.ts';
import { EventNumber } from '../audit/shapes.ts';
import { ActsForMe, History } from './shapes.ts';

/** What is over: one of the lists of the menu (PORTAL-013). */
export function historyRoutes(api: Api): Endpoint[] {
  const { pool } = api.deps;
  return [
    endpoint({
      method: 'get', path: '/v1/history', may: 'desk', records: null, query: Paging, answers: History,
      summary: 'Permits that have ended or expired, newest first',
      async handle({ caller, query }) {
        const place = placeOf(query.cursor);
        const { content } = await api.deps.releases.inForce(caller.municipalityId, api.deps.clock());
        const { timeZone, historySince = null } = content.municipality;
        const { rows } = await pool.query<{ id: string; over_at: Date }>({
          ...overPermits,
          values: [caller.id, api.deps.clock(), place?.[0] ?? null, place?.[1] ?? null, query.limit + 1, historyFrom(historySince, timeZone)],
        });
        const shown = rows.slice(0, query.limit);
        const permits = await api.orm.getRepository(Permit).findBy({ id: In(shown.map(({ id }) => id)) });
        const ordered = shown.map(({ id }) => permits.find((permit) => permit.id === id)!);
        const last = rows.length > query.limit ? shown.at(-1) : undefined;
        return answer({
          items: await viewPermits(api, ordered),
          nextCursor: last ? cursorOf([last.over_at.toISOString(), last.id]) : null,
          since: historySince,
        });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/history/on-behalf', may: 'desk', records: null, query: Paging, answers: ActsForMe,
      summary: 'What staff did for this holder at the counter or on the phone, newest first',
      async handle({ caller, query }) {
        const { rows } = await pool.query<{ id: string; at: Date; kind: string; channel: 'counter' | 'phone' }>({
          ...actsFor,
          values: [caller.id, placeIn(EventNumber, query.cursor)?.[0] ?? null, query.limit + 1],
        });
        const shown = rows.slice(0, query.limit);
        const last = rows.length > query.limit ? shown.at(-1) : undefined;
        return answer({
          items: shown.map(({ id, at, kind, channel }) => ({ id, at: at.toISOString(), kind, channel })),
          nextCursor: last ? cursorOf([last.id]) : null,
        });
      },
    }),
  ]; // prettier-ignore
}

/** Notes and looks of colleagues are not for them: only what was done in their name. */
const actsFor = statement(
  'read-acts-on-behalf',
  `SELECT id, at, kind, data ->> 'onBehalf' AS channel FROM audit_event
    WHERE holder_id = $1 AND actor_kind = 'staff' AND data ? 'onBehalf' AND ($2::bigint IS NULL OR id < $2)
    ORDER BY id DESC LIMIT $3`,
);

const overPermits = statement(
  'read-history',
  `SELECT id, over_at FROM (
     SELECT id, coalesce(ended_at, valid_until) AS over_at FROM permit
      WHERE holder_id = $1 AND (status <> 'issued' OR greatest(valid_until, kept_until) <= $2)
         AND ($6::timestamptz IS NULL OR coalesce(ended_at, valid_until) >= $6)
   ) past
    WHERE $3::timestamptz IS NULL OR (over_at, id) < ($3::timestamptz, $4::uuid)
    ORDER BY over_at DESC, id DESC LIMIT $5`,
);
