import { acceptLink, removeFromList } from '../../activities/coupling.ts';
import { endGrant } from '../../activities/grants/end.ts';
import { refuseUnlessMay } from '../../rules/parking/may.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { viewLink } from './links.ts';
import { standingOf } from './permits.ts';
import { LinkAcceptedView, LinkBody, LinkView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const LINK_GROUNDS = ['link-unknown', 'link-used', 'link-expired'] as const;

/** Mailed links of the app, and leaving a permit behind. The token travels in the body: no address, and so no log, ever holds it. */
export function linkRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'post', path: '/v1/parking/links/_view', may: 'anyone', records: null, body: LinkBody, answers: LinkView,
      refuses: [...LINK_GROUNDS, 'grant-over'],
      summary: 'What a mailed link is about; it is not used up by looking',
      async handle({ body }) {
        const seen = await viewLink(deps, body.token);
        return isRefusal(seen) ? refusal(seen) : answer(seen.view);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/links/_accept', may: 'account', records: 'permit-coupled', body: LinkBody, answers: LinkAcceptedView,
      refuses: [
        ...LINK_GROUNDS, 'not-for-parking', 'permit-not-in-force', 'grant-over', 'grant-accepted-before', 'grant-for-other-address',
      ],
      summary: 'Couple the permit to this account, or take up the grant; the link is used up',
      async handle({ caller, body }) {
        const accepted = await acceptLink(deps, { token: body.token, accountId: caller.id, at: deps.clock() });
        if (isRefusal(accepted)) return refusal(accepted);
        const { permitId, outcome } = accepted;
        return answer({ permitId, role: outcome === 'coupled' ? ('owner' as const) : ('grantee' as const) });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/permits/{id}', may: 'account', records: 'grant-ended',
      refuses: ['permit-not-in-force', 'permit-still-usable', 'grant-over'],
      summary: 'Take a permit that is over or blocked off the own list; a grant is given back',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { access: { permitId, role, grantId }, terms, state } = standing;
        if (refuseUnlessMay('remove', terms, role, state)) return refusal(refuse('permit-still-usable', { state }, 'wait-for-end'));
        const at = deps.clock();
        if (grantId === null) {
          await removeFromList(deps, { permitId, accountId: caller.id, at });
          return answer(undefined);
        }
        const actor = { kind: 'account', id: caller.id } as const;
        const ended = await endGrant(deps, { permitId, grantId, ground: 'given-back', actor, at });
        return ended.outcome === 'refuse' ? refusal(ended) : answer(undefined);
      },
    }),
  ]; // prettier-ignore
}
