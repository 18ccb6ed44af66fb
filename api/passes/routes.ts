import { checkPass, markPass } from '../../activities/permits/passes.ts';
import { statement } from '../../activities/db/transaction.ts';
import { addressLines, type Address } from '../../rules/municipalities/places.ts';
import { type PassStep } from '../../rules/permits/passes.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { recordReading } from '../review/routes.ts';
import { Person } from '../review/shapes.ts';
import { readPass, readPasses } from './read.ts';
import { PassCheckAnswer, PassCheckBody, PassFilter, PassPage, PassSummary } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Passes for the barrier of a garage: what staff makes and posts, and what the barrier asks (LOKET-054, LOKET-057). */
export function passRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const find = ({ municipalityId }: Staff, id: string) =>
    isUuid(id) ? readPass(api, municipalityId, id) : Promise.resolve(undefined);
  const mark = async (caller: Staff, passId: string, step: PassStep) => {
    if (!isUuid(passId)) return NOT_FOUND;
    const { id, roles, municipalityId } = caller;
    const actor = { kind: 'staff' as const, id, roles };
    const said = await markPass(deps, { passId, municipalityId, step, actor, at: deps.clock() });
    return isRefusal(said) ? refusal(said) : answer((await readPass(api, municipalityId, passId))!);
  };

  return [
    endpoint({
      method: 'post', path: '/v1/enforcement/pass-checks', may: 'check', records: null, body: PassCheckBody, answers: PassCheckAnswer,
      summary: 'May this pass open the barrier now? The answer says nothing about anybody',
      async handle({ caller, body }) {
        const at = deps.clock();
        const { municipalityId } = caller;
        const said = await checkPass(deps, { municipalityId, number: body.number, areaId: body.area ?? null, at });
        return answer({ opens: !isRefusal(said), ground: isRefusal(said) ? said.ground : null, at });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/passes', may: 'hand-out', records: null, query: PassFilter, answers: PassPage,
      summary: 'Passes for garages, the first due first',
      handle: async ({ caller, query }) => answer(await readPasses(api, caller.municipalityId, query)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/passes/{id}/_made', may: 'hand-out', records: 'pass-made', answers: PassSummary,
      refuses: ['pass-already-there', 'pass-blocked'],
      summary: 'The pass is made and linked to the barrier',
      handle: ({ caller, params }) => mark(caller, params['id']!, 'made'),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/passes/{id}/_posted', may: 'hand-out', records: 'pass-posted', answers: PassSummary,
      refuses: ['pass-already-there', 'pass-blocked'],
      summary: 'The pass is on its way to the holder, who is told',
      handle: ({ caller, params }) => mark(caller, params['id']!, 'posted'),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/passes/{id}/_show-person', may: 'hand-out', records: 'person-shown', answers: Person,
      summary: 'Name and address for the envelope; the holder can see that somebody looked',
      async handle({ caller, params }) {
        const found = await find(caller, params['id']!);
        if (!found) return NOT_FOUND;
        const { rows } = await deps.pool.query<{ name: string; address: Address | null; email: string | null; bounced: boolean }>({
          ...readAddressee,
          values: [found.id],
        });
        const { name, address, email, bounced } = rows[0]!;
        await recordReading(api, caller, found.caseId, { kind: 'person-shown', data: {} });
        return answer({ name, address: address ? addressLines(address) : [], email, emailBounced: bounced });
      },
    }),
  ]; // prettier-ignore
}

const readAddressee = statement(
  'read-addressee-of-pass',
  `SELECT h.name, h.address, h.email, h.email_bounced_at IS NOT NULL AS bounced
     FROM pass s JOIN permit p ON p.id = s.permit_id JOIN holder h ON h.id = p.holder_id WHERE s.id = $1`,
);
