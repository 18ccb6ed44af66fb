import { assignIncident, finishIncident, retryIncident } from '../../activities/staff-work/incidents.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { readIncidents, readOperations } from './read.ts';
import { AssignBody, FinishBody, IncidentFilter, IncidentPage, OperationsView } from './shapes.ts';

/** How every part is, and what went wrong that a person must see to. */
export function operationRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const acting = async (
    { id: staffId, roles, municipalityId }: Staff,
    id: string,
    act: (by: {
      id: string;
      municipalityId: string;
      actor: { kind: 'staff'; id: string; roles: Staff['roles'] };
    }) => Promise<{ outcome: 'acted' } | Refusal>,
  ) => {
    if (!isUuid(id)) return refusal(refuse('not-found'));
    const said = await act({ id, municipalityId, actor: { kind: 'staff', id: staffId, roles } });
    return isRefusal(said) ? refusal(said) : answer(undefined);
  };
  return [
    endpoint({
      method: 'get', path: '/v1/staff/operations', may: 'operate', records: null, answers: OperationsView,
      summary: 'How every part is: what waits, what ran last, what is behind',
      handle: async () => answer(await readOperations(api)),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/incidents', may: 'operate', records: null, query: IncidentFilter, answers: IncidentPage,
      summary: 'What went wrong and a person must see to, newest first',
      handle: async ({ caller, query }) => answer(await readIncidents(api, caller, query)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/incidents/{id}/_retry', may: 'operate', records: 'incident-retried', status: 204,
      refuses: ['incident-over', 'incident-not-retried'],
      summary: 'Try again: begin or wake its process, try its step now, deliver its command at once',
      handle: ({ caller, params }) => acting(caller, params['id']!, (by) => retryIncident(deps, by, deps.clock())),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/incidents/{id}/_assign', may: 'operate', records: 'incident-assigned', body: AssignBody, status: 204,
      refuses: ['incident-over'],
      summary: 'Hand it to a colleague or a role',
      handle: ({ caller, params, body }) =>
        acting(caller, params['id']!, (by) => assignIncident(deps, { ...by, ...body }, deps.clock())),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/incidents/{id}/_finish', may: 'operate', records: 'incident-closed', body: FinishBody, status: 204,
      refuses: ['incident-over', 'own-work'],
      summary: 'Skip it with a reason or close it with a note; where money is at stake a second person does so too',
      handle: ({ caller, params, body }) =>
        acting(caller, params['id']!, (by) => finishIncident(deps, { ...by, ...body }, deps.clock())),
    }),
  ]; // prettier-ignore
}
