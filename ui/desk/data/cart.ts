import type { Cart, CartItem, PaymentView } from '../../../api/payments/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export function readCart(signal: AbortSignal): Promise<Answer<Cart>> {
  return call<Cart>('/v1/cart', { signal });
}

export function tick(item: Pick<CartItem, 'id' | 'selected'>, key: string): Promise<Answer<Cart>> {
  return call<Cart>('/v1/cart', { method: 'PATCH', body: { items: [item] }, key });
}

export interface PaymentStarted {
  reference: string;
  checkoutUrl: string;
}

export function startPayment(items: readonly string[], key: string): Promise<Answer<PaymentStarted>> {
  return call<PaymentStarted>('/v1/payments', { method: 'POST', body: { items }, key });
}

/** What is to be paid for these cases; what is being paid already keeps its reference. */
export async function payFor(caseIds: readonly string[], key: string): Promise<Answer<{ reference: string }>> {
  const cart = await call<Cart>('/v1/cart');
  if (!cart.ok) return cart;
  const items = cart.value.items.filter(({ caseId }) => caseIds.includes(caseId));
  const reference = items.find(({ payingUnder }) => payingUnder !== null)?.payingUnder;
  if (typeof reference === 'string') return { ok: true, value: { reference } };
  return startPayment(
    items.map(({ id }) => id),
    key,
  );
}

const path = (reference: string, rest = '') => `/v1/payments/${encodeURIComponent(reference)}${rest}`;

export function readPayment(reference: string, signal: AbortSignal): Promise<Answer<PaymentView>> {
  return call<PaymentView>(path(reference), { signal });
}

/** Asks the payment provider anew, rather than when the next look is due. */
export function askProvider(reference: string, key: string): Promise<Answer<PaymentView>> {
  return call<PaymentView>(path(reference, '/_refresh'), { method: 'POST', key });
}

export function cancelPayment(reference: string, key: string): Promise<Answer<PaymentView>> {
  return call<PaymentView>(path(reference, '/_cancel'), { method: 'POST', key });
}
