import { chooseAutomaticTopUp, stopAutomaticTopUp } from '../../activities/direct-debit/choose.ts';
import { giveMandate, useForRenewals } from '../../activities/direct-debit/give.ts';
import { refuseUnlessAllowed } from '../../rules/parking/may.ts';
import { readIban } from '../../rules/values/iban.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { revoke } from '../../workflows/contract/mandate.ts';
import { type Api } from '../api.ts';
import { actorOf } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { standingOf } from '../parking/permits.ts';
import { IBAN_GROUNDS } from '../refunds/routes.ts';
import { inApp, openMandate, ownsPermit, readDirectDebit } from './read.ts';
import { AutomaticTopUpBody, AutomaticTopUpInApp, DirectDebitView, MandateBody, MandatePatch } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Paying by mandate (PEERS-020): given, changed and revoked by the holder alone; whoever parks can only have it stop. */
export function directDebitRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/me/mandate', may: 'desk', records: null, answers: DirectDebitView,
      summary: 'My mandate, what is topped up by it, and what was debited',
      handle: async ({ caller }) => answer(await readDirectDebit(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/me/mandate', may: 'desk', records: 'mandate-given', body: MandateBody, answers: DirectDebitView, status: 201,
      refuses: [...IBAN_GROUNDS, 'mandate-not-offered', 'mandate-exists'], secret: true,
      summary: 'Give leave to debit an account; its number goes to the payment provider and is kept nowhere else',
      async handle({ caller, body, key }) {
        const read = readIban(body.iban);
        if (isRefusal(read)) return refusal(read);
        const { iban } = read as { iban: string };
        const { name, renewals, language } = body;
        const { id: holderId, municipalityId } = caller;
        const actor = actorOf(caller);
        const mandate = { mandateId: idFrom('mandate', key), municipalityId, holderId, iban, name, renewals, language, actor };
        const given = await giveMandate(deps, mandate, deps.clock());
        return isRefusal(given) ? refusal(given) : answer(await readDirectDebit(api, caller));
      },
    }),
    endpoint({
      method: 'patch', path: '/v1/me/mandate', may: 'desk', records: 'mandate-changed', body: MandatePatch, answers: DirectDebitView,
      refuses: ['mandate-needed'],
      summary: 'Have renewals debited as well, or no longer',
      async handle({ caller, body }) {
        const { id: holderId, municipalityId } = caller;
        const use = { holderId, municipalityId, renewals: body.renewals, actor: actorOf(caller) };
        const changed = await useForRenewals(deps, use, deps.clock());
        return isRefusal(changed) ? refusal(changed) : answer(await readDirectDebit(api, caller));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/me/mandate/_revoke', may: 'desk', records: 'mandate-ended', answers: DirectDebitView,
      refuses: ['mandate-needed', 'move-not-allowed'],
      summary: 'Take the leave back; from this moment nothing more is debited',
      async handle({ caller, key }) {
        const mandateId = await openMandate(api, caller);
        if (mandateId === undefined) return refusal(refuse('mandate-needed', {}, 'look-again'));
        const said = await processes.mandate(mandateId, revoke, { actor: actorOf(caller) }, key);
        return isRefusal(said) ? refusal(said) : answer(await readDirectDebit(api, caller));
      },
    }),
    endpoint({
      method: 'put', path: '/v1/permits/{id}/automatic-top-up', may: 'desk', records: 'top-up-automated', body: AutomaticTopUpBody,
      answers: DirectDebitView,
      refuses: ['automatic-top-up-not-offered', 'top-up-not-offered', 'threshold-out-of-range', 'mandate-needed', 'permit-not-in-force'],
      summary: 'Have a balance topped up by debit when it falls below a threshold; one that is below it is topped up now',
      async handle({ caller, params, body }) {
        const permitId = params['id']!;
        if (!isUuid(permitId) || !(await ownsPermit(api, caller, permitId))) return NOT_FOUND;
        const choice = { permitId, holderId: caller.id, choice: body, actor: actorOf(caller) };
        const chosen = await chooseAutomaticTopUp(deps, choice, deps.clock());
        return isRefusal(chosen) ? refusal(chosen) : answer(await readDirectDebit(api, caller));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/automatic-top-up/_stop', may: 'desk', records: 'top-up-by-hand-again', answers: DirectDebitView,
      summary: 'Top it up by hand again',
      async handle({ caller, params }) {
        const permitId = params['id']!;
        if (!isUuid(permitId) || !(await ownsPermit(api, caller, permitId))) return NOT_FOUND;
        const actor = actorOf(caller);
        await stopAutomaticTopUp(deps, { permitId, ground: 'switched-off-by-holder', actor }, deps.clock());
        return answer(await readDirectDebit(api, caller));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/automatic-top-up', may: 'account', records: null, answers: AutomaticTopUpInApp,
      refuses: ['not-allowed-by-product'],
      summary: 'Whether this balance is topped up by itself, and at what',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { terms, access } = standing;
        const refused = refuseUnlessAllowed('top-up', terms, access.role);
        if (refused) return refusal(refused);
        return answer(await inApp(api, access.permitId));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/automatic-top-up/_stop', may: 'account', records: 'top-up-by-hand-again',
      answers: AutomaticTopUpInApp, refuses: ['not-allowed-by-product'],
      summary: 'Top it up by hand again; only the holder of the permit can have it go by itself once more',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { terms, access } = standing;
        const refused = refuseUnlessAllowed('top-up', terms, access.role);
        if (refused) return refusal(refused);
        const actor = { kind: 'account' as const, id: caller.id };
        await stopAutomaticTopUp(deps, { permitId: access.permitId, ground: 'switched-off-in-app', actor }, deps.clock());
        return answer(await inApp(api, access.permitId));
      },
    }),
  ]; // prettier-ignore
}
