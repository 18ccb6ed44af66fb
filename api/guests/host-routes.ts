import { makeGuestPass, revokeGuestPass } from '../../activities/guests/passes.ts';
import { answerVisit } from '../../activities/guests/visits.ts';
import { allowedBy, refuseUnlessMay } from '../../rules/parking/may.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Account } from '../http/caller.ts';
import { answer, endpoint, refusal, type Answered, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { standingOf, type Standing } from '../parking/permits.ts';
import { hostPasses } from './read.ts';
import { GuestPassBody, GuestPassList, GuestPassMade, VisitAnswered } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Links and codes a host gives to guests, and the host's yes or no to a visit (BEYOND-010, PEERS-009). A grantee finds none of this (R16). */
export function guestHostRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const actorOf = ({ id }: Account) => ({ kind: 'account', id }) as const;
  const mayHost = ({ terms, access }: Standing) => allowedBy(terms, access.role).includes('guests');
  const refuseAlways = ({ access: { role } }: Standing) =>
    refusal(refuse('not-allowed-by-product', { act: 'guests', role }, 'choose-other-product'));

  async function answerTo(
    caller: Account,
    { id, visitId }: Record<string, string>,
    said: 'allow' | 'refuse',
  ): Promise<Answered<{ status: 'allowed' | 'started' | 'refused' }>> {
    const standing = await standingOf(api, caller.id, id!);
    if (!standing || !isUuid(visitId!)) return NOT_FOUND;
    if (!mayHost(standing)) return refuseAlways(standing);
    const { permitId } = standing.access;
    const answered = await answerVisit(deps, {
      permitId, visitId: visitId!, answer: said, actor: actorOf(caller), at: deps.clock(),
    }); // prettier-ignore
    return isRefusal(answered) ? refusal(answered) : answer({ status: answered.status as 'allowed' });
  }

  return [
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/guest-passes', may: 'account', records: null, answers: GuestPassList,
      refuses: ['not-allowed-by-product'],
      summary: 'Links for guests of one of the own permits, with the visits that came of them',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { terms, access } = standing;
        if (!mayHost(standing) || !terms.guests) return refuseAlways(standing);
        return answer({ items: await hostPasses(api, access.permitId), terms: terms.guests });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/guest-passes', may: 'account', records: 'guest-pass-made', body: GuestPassBody,
      answers: GuestPassMade, status: 201, secret: true,
      refuses: [
        'not-allowed-by-product', 'permit-not-in-force', 'guests-not-allowed', 'guest-pass-too-long', 'guest-pass-too-many-uses',
        'guest-may-not-pay', 'too-many-guest-passes',
      ],
      summary: 'Make a link and a code with which guests sign on themselves; they are told once',
      async handle({ caller, params, body }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { access, terms, state } = standing;
        const refused = refuseUnlessMay('guests', terms, access.role, state);
        if (refused) return refusal(refused);
        const { name, ...wish } = body;
        const made = await makeGuestPass(deps, {
          ...wish, name: name || null, permitId: access.permitId, actor: actorOf(caller), at: deps.clock(),
        });
        if (isRefusal(made)) return refusal(made);
        const { passId: id, code, link, endsAt } = made;
        return answer({ id, code, link, endsAt });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/permits/{id}/guest-passes/{passId}', may: 'account', records: 'guest-pass-revoked',
      refuses: ['not-allowed-by-product'],
      summary: 'Take a link back: nobody signs on with it any more; what parks goes on to its end',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        const passId = params['passId']!;
        if (!standing || !isUuid(passId)) return NOT_FOUND;
        if (!mayHost(standing)) return refuseAlways(standing);
        const { permitId } = standing.access;
        const revoked = await revokeGuestPass(deps, { permitId, passId, actor: actorOf(caller), at: deps.clock() });
        return isRefusal(revoked) ? refusal(revoked) : answer(undefined);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/guest-visits/{visitId}/_allow', may: 'account', records: 'guest-visit-answered',
      answers: VisitAnswered, refuses: ['not-allowed-by-product', 'guest-visit-over', 'balance-too-small', 'balance-empty', 'too-many-at-once'],
      summary: 'Let a guest in: parking starts at once, or the guest goes on to pay',
      handle: ({ caller, params }) => answerTo(caller, params, 'allow'),
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/guest-visits/{visitId}/_refuse', may: 'account', records: 'guest-visit-answered',
      answers: VisitAnswered, refuses: ['not-allowed-by-product', 'guest-visit-over'],
      summary: 'Do not let a guest in',
      handle: ({ caller, params }) => answerTo(caller, params, 'refuse'),
    }),
  ]; // prettier-ignore
}
