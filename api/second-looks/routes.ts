import { statement } from '../../activities/db/transaction.ts';
import { giveSecondLook } from '../../activities/staff-work/second-look.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { productIn } from '../permit-applications/read.ts';
import { LookBody, LookFilter, SecondLookPage } from './shapes.ts';

/** A senior looks again at a sample of decisions, never at their own (BEYOND-030). */
export function secondLookRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/staff/second-looks', may: 'second-look', records: null, query: LookFilter, answers: SecondLookPage,
      summary: 'Decisions in the sample, and how the sample is drawn',
      handle: async ({ caller, query }) => answer(await readLooks(api, caller, query)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/second-looks/{id}/_give', may: 'second-look', records: 'second-look-given', body: LookBody, status: 204,
      refuses: ['own-work', 'looked-at-already', 'ground-missing', 'ground-not-needed'],
      summary: 'Say whether you would have decided the same, and if not, why',
      async handle({ caller, params, body }) {
        const id = params['id']!;
        if (!isUuid(id)) return refusal(refuse('not-found'));
        const { municipalityId, roles } = caller;
        const actor = { kind: 'staff' as const, id: caller.id, roles };
        const said = await giveSecondLook(deps, { id, municipalityId, actor, ...body }, deps.clock());
        return isRefusal(said) ? refusal(said) : answer(undefined);
      },
    }),
  ]; // prettier-ignore
}

async function readLooks(
  { deps }: Api,
  { id: staffId, municipalityId }: Staff,
  { filter, limit, cursor }: { filter: 'open' | 'done'; limit: number; cursor?: string | undefined },
): Promise<SecondLookPage> {
  const place = placeOf(cursor);
  const done = filter === 'done';
  const [{ rows }, { rows: counted }, { content }] = await Promise.all([
    deps.pool.query<LookRow>({
      ...looks,
      values: [municipalityId, done, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
    }),
    deps.pool.query<SecondLookPage['counts']>({ ...lookCounts, values: [municipalityId] }),
    deps.releases.inForce(municipalityId, deps.clock()),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await Promise.all(
      shown.map(async (row) => ({
        id: row.id,
        caseId: row.application_id,
        number: row.number,
        productName: productIn(await deps.releases.numbered(municipalityId, row.release), row.product_id).name,
        result: row.result,
        by: row.decided_by,
        decidedAt: row.at.toISOString(),
        ownWork: row.made_by === staffId,
        outcome: row.outcome,
        reason: row.reason,
        note: row.note,
        lookedBy: row.looked_by_name,
        lookedAt: row.looked_at?.toISOString() ?? null,
      })),
    ),
    nextCursor: last ? cursorOf([last.picked_at.toISOString(), last.id]) : null,
    sampling: content.municipality.secondLook,
    counts: counted[0]!,
  };
}

interface LookRow {
  id: string;
  application_id: string;
  number: string;
  product_id: string;
  release: number;
  result: string;
  decided_by: 'rule' | 'staff';
  at: Date;
  made_by: string | null;
  picked_at: Date;
  outcome: 'agree' | 'disagree' | null;
  reason: string | null;
  note: string | null;
  looked_by_name: string | null;
  looked_at: Date | null;
}

const looks = statement(
  'read-second-looks',
  `SELECT l.id, l.application_id, a.number, a.product_id, a.release, d.result, d.decided_by, d.at, l.made_by, l.picked_at, l.outcome,
          l.reason, l.note, s.name AS looked_by_name, l.looked_at
     FROM second_look l JOIN decision d ON d.id = l.decision_id JOIN application a ON a.id = l.application_id
     LEFT JOIN staff_member s ON s.id = l.looked_by
    WHERE l.municipality_id = $1 AND (l.outcome IS NOT NULL) = $2::boolean
      AND ($3::timestamptz IS NULL OR (l.picked_at, l.id) < ($3::timestamptz, $4::uuid))
    ORDER BY l.picked_at DESC, l.id DESC LIMIT $5`,
);
const lookCounts = statement(
  'count-second-looks',
  `SELECT count(*) FILTER (WHERE outcome IS NULL)::int AS open, count(*) FILTER (WHERE outcome IS NOT NULL)::int AS done,
          count(*) FILTER (WHERE outcome = 'disagree')::int AS disagreed
     FROM second_look WHERE municipality_id = $1`,
);
