import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import * as messages from '../../workflows/contract/renewal.ts';
import { type Api } from '../api.ts';
import { type Actor } from '../../rules/audit.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, type Answered, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { openRenewals, ownRenewal } from './read.ts';
import { RenewalList, RenewalView, type RenewalView as View } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Renewals (PORTAL-085…087): the season makes them ready, their holder confirms, pays in the cart, or gives up. */
export function renewalRoutes(api: Api): Endpoint[] {
  const view = async (caller: Citizen, id: string): Promise<Answered<View>> => {
    const own = isUuid(id) ? await ownRenewal(api, caller, id) : undefined;
    return own ? answer(own) : NOT_FOUND;
  };
  /** One message to the process of an own renewal, and how it stands after that. */
  const act = async (
    caller: Citizen,
    id: string,
    send: (actor: Actor) => Promise<messages.RenewalChanged | Refusal>,
  ): Promise<Answered<View>> => {
    if (!isUuid(id) || !(await ownRenewal(api, caller, id))) return NOT_FOUND;
    const said = await send(actorOf(caller));
    return isRefusal(said) ? refusal(said) : view(caller, id);
  };

  return [
    endpoint({
      method: 'get', path: '/v1/renewals', may: 'desk', records: null, answers: RenewalList,
      summary: 'Next periods that are ready to be confirmed or paid',
      handle: async ({ caller }) => answer({ items: await openRenewals(api, caller) }),
    }),
    endpoint({
      method: 'get', path: '/v1/renewals/{id}', may: 'desk', records: null, answers: RenewalView,
      summary: 'One renewal, with the data to check',
      handle: ({ caller, params }) => view(caller, params['id']!),
    }),
    endpoint({
      method: 'post', path: '/v1/renewals/{id}/_confirm', may: 'desk', records: 'renewal-confirmed', answers: RenewalView,
      refuses: ['move-not-allowed', 'not-for-this-applicant', 'address-unknown', 'address-outside-area', 'own-places', 'permit-not-in-force'],
      summary: 'Say that the data are still right; what it costs then lies in the cart',
      handle: ({ caller, params, key }) =>
        act(caller, params['id']!, (actor) => api.processes.renewal(params['id']!, messages.confirm, { actor }, key)),
    }),
    endpoint({
      method: 'post', path: '/v1/renewals/{id}/_withdraw', may: 'desk', records: 'renewal-withdrawn', answers: RenewalView,
      refuses: ['move-not-allowed', 'not-allowed-by-product', 'renewal-already-paid'],
      summary: 'Do not renew; the permit ends when what was paid for ends',
      handle: ({ caller, params, key }) =>
        act(caller, params['id']!, (actor) => api.processes.renewal(params['id']!, messages.withdraw, { actor }, key)),
    }),
  ]; // prettier-ignore
}
