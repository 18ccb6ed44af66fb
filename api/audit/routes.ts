import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { recordReading } from '../review/routes.ts';
import { readHistory } from './history.ts';
import { readCase, readCases, readTimeline } from './read.ts';
import { CaseFilter, CasePage, CaseView, ProcessHistory, Timeline } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Every case as a readable timeline, and the engine's own history beside it. Who reads is recorded as well. */
export function auditRoutes(api: Api): Endpoint[] {
  const find = (municipalityId: string, id: string) =>
    isUuid(id) ? readCase(api, municipalityId, id) : Promise.resolve(undefined);
  return [
    endpoint({
      method: 'get', path: '/v1/staff/cases', may: 'read-case', records: null, query: CaseFilter, answers: CasePage,
      summary: 'Cases of this municipality, newest first',
      handle: async ({ caller, query }) => answer(await readCases(api, caller.municipalityId, query)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}', may: 'read-case', records: 'case-read', answers: CaseView,
      summary: 'One case and where it stands in its process',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        if (!view) return NOT_FOUND;
        await recordReading(api, caller, view.id, { kind: 'case-read', data: { view: 'case' } });
        return answer(view);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/timeline', may: 'read-case', records: null, answers: Timeline,
      summary: 'What happened, who did it, on which rule and release',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readTimeline(api, caller.municipalityId, view.id)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/cases/{id}/history', may: 'read-case', records: null, answers: ProcessHistory,
      summary: 'The recorded histories of the processes of a case, event by event',
      async handle({ caller, params }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readHistory(api, view.id)) : NOT_FOUND;
      },
    }),
  ]; // prettier-ignore
}
