import { SHARES, withdrawConsent } from '../../activities/on-demand/consent.ts';
import { requestInvoice } from '../../activities/invoices/invoice.ts';
import { decideInvoice } from '../../rules/invoices/invoice.ts';
import { freeOption } from '../../rules/parking/top-ups.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { accessTo } from '../parking/access.ts';
import { TopUpStarted } from '../parking/shapes.ts';
import { createPendingConsent } from './pending.ts';
import { onDemandOf } from './read.ts';
import { ConsentAnswered, ConsentBody, ConsentQuestion, FreeTopUpBody, OnDemandView } from './shapes.ts';
import { signInConsented } from './sign-in.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Parking that is signed in to with a means of the desk, after consent (Parkeren op maat). */
export function onDemandRoutes(api: Api): Endpoint[] {
  const { deps, accounts, processes } = api;
  const pending = createPendingConsent(deps.vault, { secure: deps.publicUrl.startsWith('https:') });
  return [
    endpoint({
      method: 'get', path: '/v1/on-demand/consent', may: 'anyone', records: null, answers: ConsentQuestion, refuses: ['not-found'],
      summary: 'What is asked of who signed in and did not say yes or no yet',
      async handle({ req }) {
        const asked = pending.find(req);
        if (!asked) return NOT_FOUND;
        const { content } = await deps.releases.inForce(asked.municipalityId, deps.clock());
        const { onDemand } = content.municipality;
        return onDemand ? answer({ municipalityId: asked.municipalityId, name: onDemand.name, shares: [...SHARES] }) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/on-demand/consent', may: 'anyone', records: 'consent-given', body: ConsentBody, answers: ConsentAnswered, secret: true,
      refuses: ['not-found'],
      summary: 'Yes: signed in, and what was asked is kept. No: nothing is',
      async handle({ body, req, res, language }) {
        const asked = pending.find(req);
        if (!asked) return NOT_FOUND;
        pending.drop(res);
        const { municipalityId } = asked;
        if (!body.give) return answer({ continueAt: `/${municipalityId}/on-demand?problem=refused` });
        const { content } = await deps.releases.inForce(municipalityId, deps.clock());
        const means = content.municipality.login.means.find(({ id }) => id === asked.means);
        if (!means) return NOT_FOUND;
        const problem = await signInConsented(api, means, asked, { req, res, language });
        return answer({ continueAt: `/${municipalityId}/on-demand${problem ? `?problem=${problem}` : ''}` });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/on-demand/consent/_withdraw', may: 'account', records: 'consent-withdrawn', refuses: ['not-found'],
      summary: 'Take consent back: nothing new can be done, what is planned is taken back, what runs goes on to its end',
      async handle({ caller, res }) {
        const view = await onDemandOf(api, caller.id);
        if (!view) return NOT_FOUND;
        const { municipalityId } = view;
        await withdrawConsent(deps, { municipalityId, accountId: caller.id, at: deps.clock() });
        await accounts.close(res, caller);
        return answer(undefined);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/on-demand', may: 'account', records: null, answers: OnDemandView, refuses: ['not-found'],
      summary: 'The start page: balance, hours, what runs and what comes next',
      async handle({ caller }) {
        const view = await onDemandOf(api, caller.id);
        return view ? answer(view) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/on-demand/top-ups', may: 'account', records: 'payment-started', body: FreeTopUpBody, answers: TopUpStarted, status: 201,
      refuses: ['not-found', 'top-up-not-offered', 'top-up-maximum-reached', 'permit-not-in-force', 'no-balance-for-day', 'payment-provider-unavailable', 'vat-number-wrong'],
      summary: 'Top up by an amount of one’s own choice; it is on the balance when the provider says it is paid',
      async handle({ caller, body, key }) {
        const view = await onDemandOf(api, caller.id);
        const permitId = (view?.self ?? view?.visitors)?.permitId;
        const access = permitId === undefined ? undefined : await accessTo(deps.pool, caller.id, permitId);
        if (!access) return NOT_FOUND;
        const { municipalityId, holderId } = access;
        const asked = body.invoice && { kind: body.invoice.kind, decided: decideInvoice(body.invoice.kind, body.invoice) };
        if (asked?.decided.outcome === 'refuse') return refusal(asked.decided);
        const topUp = { permitId: access.permitId, optionId: freeOption(body.cents), accountId: caller.id };
        const input = { municipalityId, holderId, chargeIds: [], topUp, actor: { kind: 'account' as const, id: caller.id } };
        const begun = await processes.beginPayment(idFrom('top-up', key), input, key);
        if (isRefusal(begun)) return refusal(begun);
        const { reference, checkoutUrl } = begun;
        if (asked?.decided.outcome === 'allow')
          await requestInvoice(deps, { reference, kind: asked.kind, party: asked.decided.party, at: deps.clock() });
        return answer({ reference, checkoutUrl });
      },
    }),
  ]; // prettier-ignore
}
