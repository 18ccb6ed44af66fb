import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { actorOf } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { Nothing } from '../http/shapes.ts';
import { csvOf } from '../reports/csv.ts';
import { readCameOver, readRun, readRuns } from './read.ts';
import { reportTable } from './report.ts';
import { CameOver, OldSystemRuns } from './shapes.ts';

/** What came over from the system a municipality had before: for whom it is about, and for who took it over (BEYOND-040). */
export function oldSystemRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/me/came-over', may: 'desk', records: null, answers: CameOver,
      summary: 'What of mine came over from the old system, and what did not; nothing once I put it away',
      handle: async ({ caller }) => answer(await readCameOver(api, { holderId: caller.id })),
    }),
    endpoint({
      method: 'post', path: '/v1/me/came-over/_put-away', may: 'desk', records: 'came-over-read', answers: CameOver,
      summary: 'I have read it: it is not shown again until something changes',
      async handle({ caller }) {
        const { id: holderId, municipalityId } = caller;
        await inTransaction(deps.pool, async (tx) => {
          const at = deps.clock();
          await tx.query({ ...putAwayByHolder, values: [holderId, at] });
          await record(tx, at, actorOf(caller), { municipalityId, holderId }, { kind: 'came-over-read', data: {} });
        });
        return answer(await readCameOver(api, { holderId }));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/account/came-over', may: 'account', records: null, answers: CameOver,
      summary: 'What came over from the old system of the permits this account parks on',
      handle: async ({ caller }) => answer(await readCameOver(api, { accountId: caller.id })),
    }),
    endpoint({
      method: 'post', path: '/v1/account/came-over/_put-away', may: 'account', records: null, answers: CameOver,
      summary: 'I have read it: it is not shown again until something changes',
      async handle({ caller }) {
        await deps.pool.query({ ...putAwayByAccount, values: [caller.id, deps.clock()] });
        return answer(await readCameOver(api, { accountId: caller.id }));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/old-system-runs', may: 'operate', records: null, answers: OldSystemRuns,
      summary: 'Every time the files of the old system were read, with the difference between what was there and what is here',
      handle: async ({ caller }) => answer({ items: await readRuns(api, caller.municipalityId) }),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/old-system-runs/{id}/report', may: 'operate', records: null, query: Nothing, raw: 'file',
      summary: 'The whole report of one of them as a file: each sum, and each row that did not come over',
      async handle({ caller, params, language, res }) {
        const id = params['id']!;
        const run = isUuid(id) ? await readRun(api, caller.municipalityId, id) : undefined;
        if (!run) return refusal(refuse('not-found'));
        const { table, titles } = reportTable(run, deps.texts.withoutMunicipality(language));
        res.set({ 'Content-Disposition': `attachment; filename="${id}.csv"`, 'Cache-Control': 'private, no-store' });
        res.type('text/csv; charset=utf-8').send(Buffer.from(csvOf(table, titles, '')));
        return sent;
      },
    }),
  ]; // prettier-ignore
}

const putAwayByHolder = statement('put-came-over-away', 'UPDATE holder SET came_over_read_at = $2 WHERE id = $1');
const putAwayByAccount = statement(
  'put-came-over-away-in-app',
  'UPDATE account SET came_over_read_at = $2 WHERE id = $1',
);
