import { tellForgottenStop } from '../../activities/forgotten-stops/tell.ts';
import { decideOnForgottenStop, type ForgottenVerdict } from '../../activities/forgotten-stops/decide.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { accessToAction } from '../parking/access.ts';
import { readForgottenStops } from './read.ts';
import { ForgottenBody, ForgottenStops, ForgottenView, RefuseForgottenBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Who forgot to stop says when the car left; after a few times a year somebody of staff looks at it (BEYOND-009). */
export function forgottenStopRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const decide = async ({ id: staffId, roles, municipalityId }: Staff, id: string, verdict: ForgottenVerdict) => {
    if (!isUuid(id)) return NOT_FOUND;
    const actor = { kind: 'staff', id: staffId, roles } as const;
    const decided = await decideOnForgottenStop(deps, { id, municipalityId, verdict, actor }, deps.clock());
    return isRefusal(decided) ? refusal(decided) : answer(await readForgottenStops(api, municipalityId));
  };
  return [
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/_forgot', may: 'account', records: 'forgotten-stop-forgiven', body: ForgottenBody,
      answers: ForgottenView,
      refuses: [
        'forgotten-only-owner', 'forgotten-not-offered', 'forgotten-told', 'not-begun', 'forgotten-too-late', 'left-outside-stay', 'left-seen-later',
        'nothing-to-give-back', 'not-for-parking', 'busy-try-again',
      ],
      summary: 'Say when the car of a parking action really left, while it runs or until a day after; what was paid beyond it comes back',
      async handle({ caller, params, body, key }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        if (access.role !== 'owner') return refusal(refuse('forgotten-only-owner', {}, 'ask-owner-to-tell'));
        const { actionId } = access;
        const told = await tellForgottenStop(deps, {
          id: idFrom('forgotten-stop', key), actionId, leftAt: new Date(body.leftAt).toISOString(), accountId: caller.id, at: deps.clock(),
        });
        return isRefusal(told) ? refusal(told) : answer({ status: told.status, back: told.back });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/forgotten-stops', may: 'refunds', records: null, answers: ForgottenStops,
      summary: 'Forgotten stops that wait for a person, and those of before',
      handle: async ({ caller }) => answer(await readForgottenStops(api, caller.municipalityId)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/forgotten-stops/{id}/_forgive', may: 'refunds', records: 'forgotten-stop-forgiven', answers: ForgottenStops,
      refuses: ['forgotten-decided', 'forgotten-told'],
      summary: 'Give back what was paid after the car left; who asked is mailed',
      handle: ({ caller, params }) => decide(caller, params['id']!, { outcome: 'forgive' }),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/forgotten-stops/{id}/_refuse', may: 'refunds', records: 'forgotten-stop-refused',
      body: RefuseForgottenBody, answers: ForgottenStops,
      refuses: ['forgotten-decided'],
      summary: 'Refuse it with a reason; who asked is mailed',
      handle: ({ caller, params, body }) => decide(caller, params['id']!, { outcome: 'refuse', ground: body.ground }),
    }),
  ]; // prettier-ignore
}
