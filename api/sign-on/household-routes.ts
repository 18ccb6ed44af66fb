import { createPasswords } from '../../activities/accounts/passwords.ts';
import { enterWithKey, type Entered } from '../../activities/sign-on/enter.ts';
import { type EntryGround } from '../../rules/sign-on/keys.ts';
import { isRefusal, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { viewHousehold } from './read.ts';
import { EntryBody, HouseholdView, SignedOff, SignedOn, SignOffBody, SignOnBody, SignOnQuote } from './shapes.ts';
import { ENTRY_GROUNDS, quoteWithKey, startWithKey, STAY_GROUNDS, stopWithKey } from './with-key.ts';

/**
 * Signing on and off on the web with a number and a code, for who has no account: somebody of the household, or who found the card on
 * the fridge. Each request brings both, so there is no session that could reach anything else (R17, PEERS-013).
 */
export function householdRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const passwords = createPasswords(api.deps.vault, api.settings.BREACHED_PASSWORDS_FILE);
  const enter = ({ municipality, number, code }: EntryBody): Promise<Entered | Refusal<EntryGround>> =>
    // Many people share an address on the web: only tries at one number count.
    enterWithKey(deps, passwords, { municipalityId: municipality, number, code, caller: null });

  return [
    endpoint({
      method: 'post', path: '/v1/sign-ons/_view', may: 'anyone', records: null, body: EntryBody, answers: HouseholdView, secret: true,
      refuses: ENTRY_GROUNDS,
      summary: 'What runs on a permit, for who has its number and code',
      async handle({ body }) {
        const entered = await enter(body);
        return isRefusal(entered) ? refusal(entered) : answer(await viewHousehold(api, entered.permitId));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/sign-ons/_quote', may: 'anyone', records: null, body: SignOnBody, answers: SignOnQuote, secret: true,
      refuses: [...ENTRY_GROUNDS, ...STAY_GROUNDS],
      summary: 'What signing on would cost and when it ends; nothing is booked',
      async handle({ body }) {
        const entered = await enter(body);
        if (isRefusal(entered)) return refusal(entered);
        return quoteWithKey(api, entered, body);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/sign-ons/_start', may: 'anyone', records: 'parking-started', body: SignOnBody, answers: SignedOn, status: 201,
      secret: true, refuses: [...ENTRY_GROUNDS, ...STAY_GROUNDS],
      summary: 'Sign a plate on, with the same rules as in the app',
      async handle({ body, key }) {
        const entered = await enter(body);
        if (isRefusal(entered)) return refusal(entered);
        return startWithKey(api, entered, body, key);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/sign-ons/_stop', may: 'anyone', records: 'parking-ended', body: SignOffBody, answers: SignedOff, secret: true,
      refuses: [...ENTRY_GROUNDS, 'not-found', 'already-ended'],
      summary: 'Sign off what runs on the permit',
      async handle({ body }) {
        const entered = await enter(body);
        if (isRefusal(entered)) return refusal(entered);
        return stopWithKey(api, entered, body.actionId);
      },
    }),
  ]; // prettier-ignore
}
