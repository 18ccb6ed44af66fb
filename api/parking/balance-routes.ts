import { alarmOf, setAlarm } from '../../activities/balances/alarm.ts';
import { queueMessage } from '../../activities/db/stores/messages.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { refuseUnlessAllowed, refuseUnlessMay, type ParkingAct } from '../../rules/parking/may.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Account } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { standingOf, type Standing } from './permits.ts';
import {
  AlarmBody,
  AlarmView,
  HistoryMailBody,
  TopUpBody,
  TopUpOptions,
  TopUpStarted,
  TopUpView,
  TransactionPage,
  TransactionQuery,
} from './shapes.ts';
import { optionsOf, topUpByReference } from './top-ups.ts';
import { transactionsOf } from './transactions.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const NOT_OFFERED = ['not-allowed-by-product', 'permit-not-in-force'] as const;

/** Balances of a permit: topping up, what happened to them, and being warned; all of it for its owner alone (R16). */
export function balanceRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;

  /** The permit, when this account may do this with it now. */
  async function allowed(act: ParkingAct, caller: Account, permitId: string): Promise<Standing | Refusal> {
    const standing = await standingOf(api, caller.id, permitId);
    if (!standing) return refuse('not-found');
    return refuseUnlessMay(act, standing.terms, standing.access.role, standing.state) ?? standing;
  }

  return [
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/top-ups', may: 'account', records: null, answers: TopUpOptions,
      refuses: ['not-allowed-by-product'],
      summary: 'What can still be bought for a balance, or why nothing can',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { terms, access } = standing;
        // A permit that is over keeps this page: it says why nothing can be bought (2PARK-041).
        const refused = refuseUnlessAllowed('top-up', terms, access.role);
        if (refused) return refusal(refused);
        const options = await optionsOf(api, access.permitId);
        return options ? answer(options) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/top-ups', may: 'account', records: 'payment-started', body: TopUpBody,
      answers: TopUpStarted, status: 201,
      refuses: [...NOT_OFFERED, 'top-up-not-offered', 'top-up-maximum-reached', 'no-balance-for-day', 'payment-provider-unavailable'],
      summary: 'Buy one of the options; it is on the balance when the provider says it is paid',
      async handle({ caller, params, body, key }) {
        const standing = await allowed('top-up', caller, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        const { permitId, municipalityId, holderId } = standing.access;
        const topUp = { permitId, optionId: body.optionId, accountId: caller.id };
        const input = { municipalityId, holderId, chargeIds: [], topUp, actor: { kind: 'account' as const, id: caller.id } };
        const begun = await processes.beginPayment(idFrom('top-up', key), input, key);
        return isRefusal(begun) ? refusal(begun) : answer({ reference: begun.reference, checkoutUrl: begun.checkoutUrl });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/top-ups/{reference}', may: 'account', records: null, answers: TopUpView,
      summary: 'How a top-up stands, by the reference on the bank statement',
      async handle({ caller, params }) {
        const topUp = await topUpByReference(api, caller.id, params['reference']!);
        return topUp ? answer(topUp) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/transactions', may: 'account', programs: ['balance'], records: null, query: TransactionQuery,
      answers: TransactionPage, refuses: NOT_OFFERED,
      summary: 'Every change of the balances, newest first; together they are the balance',
      async handle({ caller, params, query }) {
        const standing = await allowed('transactions', caller, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        return answer(await transactionsOf(api, standing.access.permitId, query));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/_mail-history', may: 'account', records: 'message-sent', body: HistoryMailBody,
      status: 202, refuses: NOT_OFFERED,
      summary: 'Mail the whole list of a tab to one’s own address, as a table and as a file',
      async handle({ caller, params, body }) {
        const standing = await allowed(body.tab === 'actions' ? 'history' : 'transactions', caller, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        await mailHistory(caller, standing, body.tab);
        return answer(undefined);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/alarm', may: 'account', records: null, answers: AlarmView, refuses: NOT_OFFERED,
      summary: 'Below what balance one is warned, and whether it is below that now',
      async handle({ caller, params }) {
        const standing = await allowed('alarm', caller, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        return answer(await alarmView(caller, standing));
      },
    }),
    endpoint({
      method: 'put', path: '/v1/parking/permits/{id}/alarm', may: 'account', records: null, body: AlarmBody, answers: AlarmView,
      refuses: [...NOT_OFFERED, 'alarm-not-offered'],
      summary: 'Be warned below this balance, once each time it falls below; without a threshold no longer',
      async handle({ caller, params, body }) {
        const standing = await allowed('alarm', caller, params['id']!);
        if ('outcome' in standing) return refusal(standing);
        const { permitId } = standing.access;
        const set = await setAlarm(deps, { permitId, accountId: caller.id, ...body, at: deps.clock() });
        return isRefusal(set) ? refusal(set) : answer(await alarmView(caller, standing));
      },
    }),
  ]; // prettier-ignore

  async function alarmView({ id: accountId }: Account, { access: { permitId } }: Standing) {
    return { alarm: await alarmOf(deps, { permitId, accountId, at: deps.clock() }) };
  }

  /** To the account's own address and no other; what is in it is read when it is sent. */
  async function mailHistory(
    { id: accountId, language }: Account,
    { access }: Standing,
    tab: 'actions' | 'transactions',
  ) {
    const { permitId, municipalityId, grantId } = access;
    await inTransaction(deps.pool, async (tx) => {
      const { rows } = await tx.query<{ email: string }>({ ...addressOf, values: [accountId] });
      const message = {
        municipalityId, holderId: null, accountId, language, recipient: rows[0]!.email, kind: 'parking-history' as const, permitId,
        ...(grantId !== null && { grantId }), private: { history: tab },
      }; // prettier-ignore
      await queueMessage(tx, message, deps.clock());
    });
  }
}

const addressOf = statement('address-of-account', 'SELECT email FROM account WHERE id = $1');
