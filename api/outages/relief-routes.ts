import { decideOnRelief, proposeRelief } from '../../activities/outages/relief.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { readRelief } from './relief-read.ts';
import { ReliefBody, ReliefOverview } from './relief-shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Who was hit by an outage, and what they get: proposed by one, granted by another (PEERS-044). */
export function reliefRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  const shown = async (caller: Staff, said: { outcome: 'proposed' | 'decided' } | Refusal) =>
    isRefusal(said) ? refusal(said) : answer(await readRelief(api, caller));
  const decide = async (caller: Staff, id: string, grant: boolean) =>
    isUuid(id)
      ? shown(caller, await decideOnRelief(deps, { id, ...by(caller), grant }, deps.clock()))
      : Promise.resolve(NOT_FOUND);
  return [
    endpoint({
      method: 'get', path: '/v1/staff/reliefs', may: 'refunds', records: null, answers: ReliefOverview,
      summary: 'Who tried in vain during an outage and has nothing for it yet, and what was proposed for others',
      handle: async ({ caller }) => answer(await readRelief(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/reliefs', may: 'refunds', records: 'relief-proposed', body: ReliefBody, answers: ReliefOverview, status: 201,
      refuses: ['not-found', 'relief-not-hit', 'relief-no-balance', 'relief-above-cost', 'relief-given'],
      summary: 'Propose a credit for somebody who was hit, or to give back what an action cost; a colleague grants it',
      handle: async ({ caller, body, key }) =>
        shown(caller, await proposeRelief(deps, { id: idFrom('relief', key), ...by(caller), ...body }, deps.clock())),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/reliefs/{id}/_grant', may: 'refunds', records: 'relief-granted', answers: ReliefOverview,
      refuses: ['own-work', 'relief-decided', 'relief-no-balance'],
      summary: 'Grant what a colleague proposed: it is on the balance at once, and the person hears of it',
      handle: ({ caller, params }) => decide(caller, params['id']!, true),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/reliefs/{id}/_refuse', may: 'refunds', records: 'relief-refused', answers: ReliefOverview,
      refuses: ['relief-decided'],
      summary: 'Refuse what was proposed',
      handle: ({ caller, params }) => decide(caller, params['id']!, false),
    }),
  ]; // prettier-ignore
}
