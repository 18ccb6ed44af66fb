import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { recordReading } from '../review/routes.ts';
import { readHistory } from './history.ts';
import { readCase, readCases } from './read.ts';
import { findCases, findEvents } from './search.ts';
import { readTimeline } from './timeline.ts';
import {
  CaseFilter, CasePage, CaseView, EventSearch, FoundCases, FoundEvents, PlateSearch, ProcessHistory, Timeline, TimelinePaging,
} from './shapes.ts'; // prettier-ignore

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
      method: 'get', path: '/v1/staff/cases/{id}/timeline', may: 'read-case', records: null, query: TimelinePaging, answers: Timeline,
      summary: 'What happened, who did it, on which rule and release',
      async handle({ caller, params, query }) {
        const view = await find(caller.municipalityId, params['id']!);
        return view ? answer(await readTimeline(api, caller.municipalityId, view, query)) : NOT_FOUND;
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
    endpoint({
      method: 'post', path: '/v1/staff/cases/_find', may: 'audit', records: 'plate-searched', body: PlateSearch, answers: FoundCases,
      summary: 'The cases a plate was in at a moment; whom they are about can see that somebody looked',
      handle: async ({ caller, body }) => answer(await findCases(api, caller, body)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/audit-events/_search', may: 'audit', records: null, body: EventSearch, answers: FoundEvents,
      summary: 'What happened in this municipality, newest first, by kind, moment and member of staff',
      handle: async ({ caller, body }) => answer(await findEvents(api, caller.municipalityId, body)),
    }),
  ]; // prettier-ignore
}
