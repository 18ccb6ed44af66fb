import { createPasswords } from '../../activities/accounts/passwords.ts';
import { enterWithKey, type Entered } from '../../activities/sign-on/enter.ts';
import { type EntryGround } from '../../rules/sign-on/keys.ts';
import { isRefusal, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Provider } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { viewHousehold } from './read.ts';
import {
  HouseholdView,
  MachineEntryBody,
  MachineSignOffBody,
  MachineSignOnBody,
  SignedOff,
  SignedOn,
  SignOnQuote,
} from './shapes.ts';
import { ENTRY_GROUNDS, quoteWithKey, startWithKey, STAY_GROUNDS, stopWithKey } from './with-key.ts';

/**
 * Machines in the street: each has a secret of its own, which the operator gives and takes back, and asks people for the number and the code of
 * the host or of a card. The same start as everywhere, with the same rules (PEERS-012).
 */
export function machineRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const passwords = createPasswords(api.deps.vault, api.settings.BREACHED_PASSWORDS_FILE);
  const enter = (
    { municipalityId }: Provider,
    { number, code }: MachineEntryBody,
  ): Promise<Entered | Refusal<EntryGround>> =>
    // The whole street stands at one machine: only tries at one number count.
    enterWithKey(deps, passwords, { municipalityId, number, code, caller: null });

  return [
    endpoint({
      method: 'post', path: '/v1/machine-sign-ons/_view', may: 'sign-on-at-machine', records: null, body: MachineEntryBody, answers: HouseholdView, secret: true,
      refuses: ENTRY_GROUNDS,
      summary: 'At a machine: what runs on a permit, for who has its number and code',
      async handle({ caller, body }) {
        const entered = await enter(caller, body);
        return isRefusal(entered) ? refusal(entered) : answer(await viewHousehold(api, entered.permitId));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/machine-sign-ons/_quote', may: 'sign-on-at-machine', records: null, body: MachineSignOnBody, answers: SignOnQuote, secret: true,
      refuses: [...ENTRY_GROUNDS, ...STAY_GROUNDS],
      summary: 'At a machine: what signing on would cost and when it ends; nothing is booked',
      async handle({ caller, body }) {
        const entered = await enter(caller, body);
        if (isRefusal(entered)) return refusal(entered);
        return quoteWithKey(api, entered, body);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/machine-sign-ons/_start', may: 'sign-on-at-machine', records: 'parking-started', body: MachineSignOnBody, answers: SignedOn, status: 201,
      secret: true, refuses: [...ENTRY_GROUNDS, ...STAY_GROUNDS],
      summary: 'At a machine: sign a plate on, with the same rules as in the app',
      async handle({ caller, body, key }) {
        const entered = await enter(caller, body);
        if (isRefusal(entered)) return refusal(entered);
        return startWithKey(api, entered, body, key);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/machine-sign-ons/_stop', may: 'sign-on-at-machine', records: 'parking-ended', body: MachineSignOffBody, answers: SignedOff, secret: true,
      refuses: [...ENTRY_GROUNDS, 'not-found', 'already-ended'],
      summary: 'At a machine: sign off what runs on the permit',
      async handle({ caller, body }) {
        const entered = await enter(caller, body);
        if (isRefusal(entered)) return refusal(entered);
        return stopWithKey(api, entered, body.actionId);
      },
    }),
  ]; // prettier-ignore
}
