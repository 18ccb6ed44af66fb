import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { command } from '../../activities/db/stores/outbox.ts';
import { isSettled } from '../../rules/payments.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { cancel } from '../../workflows/contract/payment.ts';
import { type Api } from '../api.ts';
import { actorOf } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { readCart, readPayment } from './read.ts';
import { Cart, CartPatch, PaymentBody, PaymentStarted, PaymentView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Cart and payment (PORTAL-060…067). Only the provider says that something is paid; here one can begin, look, ask again and turn back. */
export function paymentRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/cart', may: 'desk', records: null, answers: Cart,
      summary: 'What is ready to be paid',
      handle: async ({ caller }) => answer(await readCart(api, caller)),
    }),
    endpoint({
      method: 'patch', path: '/v1/cart', may: 'desk', records: null, body: CartPatch, answers: Cart,
      refuses: ['charge-not-open', 'must-be-paid-now'],
      summary: 'Tick or untick items for the next payment',
      async handle({ caller, body }) {
        const cart = await readCart(api, caller);
        const unknown = body.items.filter(({ id }) => !cart.items.some((item) => item.id === id));
        if (unknown.length > 0) return refusal(refuse('charge-not-open', {}, 'look-again'));
        const fixed = body.items.filter(({ id, selected }) => !selected && cart.items.some((item) => item.id === id && !item.postponable));
        if (fixed.length > 0) return refusal(refuse('must-be-paid-now', { items: fixed.length }, 'choose-item'));
        await inTransaction(deps.pool, async (tx) => {
          for (const { id, selected } of body.items) await tx.query({ ...tickItem, values: [id, caller.id, selected] });
        });
        return answer(await readCart(api, caller));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/payments', may: 'desk', records: 'payment-started', body: PaymentBody, answers: PaymentStarted, status: 201,
      refuses: ['nothing-to-pay', 'charge-not-open', 'must-be-paid-now', 'payment-under-way'],
      summary: 'Begin one payment for several items; the reference will be on the bank statement',
      async handle({ caller, body, key }) {
        const { id: holderId, municipalityId } = caller;
        const input = { municipalityId, holderId, chargeIds: [...new Set(body.items)], actor: actorOf(caller) };
        const begun = await processes.beginPayment(idFrom('payment', key), input, key);
        return isRefusal(begun) ? refusal(begun) : answer({ reference: begun.reference, checkoutUrl: begun.checkoutUrl });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/payments/{reference}', may: 'desk', records: null, answers: PaymentView,
      summary: 'How a payment stands, and what became of each item',
      async handle({ caller, params }) {
        const own = await readPayment(api, caller, params['reference']!);
        return own ? answer(own.view) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/payments/{reference}/_refresh', may: 'desk', records: null, answers: PaymentView,
      summary: 'Ask the provider again now, rather than when the next look is due',
      async handle({ caller, params }) {
        const own = await readPayment(api, caller, params['reference']!);
        if (!own) return NOT_FOUND;
        if (!isSettled(own.view.status)) {
          await inTransaction(deps.pool, (tx) => command(tx, own.id, 'payment-hint', { paymentId: own.id }));
        }
        return answer(own.view);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/payments/{reference}/_cancel', may: 'desk', records: 'payment-changed', answers: PaymentView, refuses: ['move-not-allowed'],
      summary: 'Turn back before paying; the items stay in the cart',
      async handle({ caller, params, key }) {
        const own = await readPayment(api, caller, params['reference']!);
        if (!own) return NOT_FOUND;
        if (isSettled(own.view.status)) return answer(own.view);
        const said = await processes.payment(own.id, cancel, { actor: actorOf(caller) }, key);
        if ('outcome' in said) return refusal(said);
        return answer((await readPayment(api, caller, params['reference']!))!.view);
      },
    }),
  ]; // prettier-ignore
}

const tickItem = statement(
  'tick-cart-item',
  `UPDATE charge SET selected = $3 WHERE id = $1 AND holder_id = $2 AND status = 'open'`,
);
