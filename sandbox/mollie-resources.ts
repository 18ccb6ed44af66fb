import type { Request } from 'express';
import {
  cents,
  chargedBackCents,
  euros,
  isCancelable,
  refundedCents,
  type Chargeback,
  type Payment,
  type Refund,
} from './payments.ts';

/** Where links in answers lead: programs to the interface, people to the pages. */
export interface Resources {
  api: string;
  pages: string;
}

const PROFILE = 'pfl_sandbox';

export function paymentResource(payment: Payment, { api, pages }: Resources): object {
  const { id, status, method, metadata, amount, description, redirectUrl, cancelUrl, webhookUrl, locale } = payment;
  const checkout = { href: `${pages}/payments/checkout/${id}`, type: 'text/html' };
  const refunded = refundedCents(payment);
  const chargedBack = chargedBackCents(payment);
  const { recurring } = payment;
  return {
    resource: 'payment',
    id,
    mode: 'test',
    createdAt: moment(payment.createdAt),
    amount,
    description,
    method,
    metadata,
    status,
    ...(FINAL.includes(status) ? {} : { isCancelable: isCancelable(payment) }),
    ...(status === 'open' ? { expiresAt: moment(payment.expiresAt) } : {}),
    ...(STAMPS[status] ? { [STAMPS[status]]: moment(payment.statusAt) } : {}),
    ...(status === 'paid'
      ? { amountRefunded: euros(refunded), amountRemaining: euros(cents(amount) - refunded), settlementAmount: amount }
      : {}),
    ...(chargedBack > 0 ? { amountChargedBack: euros(chargedBack) } : {}),
    locale,
    profileId: PROFILE,
    sequenceType: recurring ? 'recurring' : 'oneoff',
    ...(recurring ?? {}),
    redirectUrl,
    ...(cancelUrl ? { cancelUrl } : {}),
    ...(webhookUrl ? { webhookUrl } : {}),
    _links: {
      self: hal(`${api}/payments/${id}`),
      ...(status === 'open' ? { checkout } : {}),
      ...(FINAL.includes(status) ? {} : { changePaymentState: checkout }),
      ...(payment.refunds.length > 0 ? { refunds: hal(`${api}/payments/${id}/refunds`) } : {}),
      ...(chargedBack > 0 ? { chargebacks: hal(`${api}/payments/${id}/chargebacks`) } : {}),
      ...(recurring
        ? { mandate: hal(`${api}/customers/${recurring.customerId}/mandates/${recurring.mandateId}`) }
        : {}),
      documentation: { href: 'https://docs.mollie.com/reference/get-payment', type: 'text/html' },
    },
  };
}

export function refundResource({ id: paymentId }: Payment, refund: Refund, { api }: Resources): object {
  const { id, amount, description, metadata, status, createdAt } = refund;
  return {
    resource: 'refund',
    id,
    mode: 'test',
    amount,
    settlementAmount: { ...amount, value: `-${amount.value}` },
    description,
    metadata,
    status,
    paymentId,
    createdAt: moment(createdAt),
    _links: {
      self: hal(`${api}/payments/${paymentId}/refunds/${id}`),
      payment: hal(`${api}/payments/${paymentId}`),
    },
  };
}

export function chargebackResource({ id: paymentId }: Payment, chargeback: Chargeback, { api }: Resources): object {
  const { id, amount, createdAt } = chargeback;
  return {
    resource: 'chargeback',
    id,
    amount,
    settlementAmount: { ...amount, value: `-${amount.value}` },
    createdAt: moment(createdAt),
    reason: { code: 'MD06', description: 'Refund request by the debtor' },
    paymentId,
    _links: {
      self: hal(`${api}/payments/${paymentId}/chargebacks/${id}`),
      payment: hal(`${api}/payments/${paymentId}`),
    },
  };
}

export function methodResource(id: string, description: string, { api, pages }: Resources) {
  const picture = `${pages}/assets/method.svg`;
  return {
    resource: 'method',
    id,
    description,
    minimumAmount: { currency: 'EUR', value: '0.01' },
    maximumAmount: { currency: 'EUR', value: '50000.00' },
    image: { size1x: picture, size2x: picture, svg: picture },
    status: 'activated',
    _links: { self: hal(`${api}/methods/${id}`) },
  };
}

/** Moments as Mollie writes them: whole seconds and an offset. */
export function moment(instant: string): string {
  return instant.replace(/\.\d+Z$/, '+00:00');
}

const FINAL: Payment['status'][] = ['paid', 'canceled', 'expired', 'failed'];

const STAMPS: Partial<Record<Payment['status'], string>> = {
  authorized: 'authorizedAt',
  paid: 'paidAt',
  canceled: 'canceledAt',
  expired: 'expiredAt',
  failed: 'failedAt',
};

export const hal = (href: string) => ({ href, type: 'application/hal+json' });

/** One page of a list, newest first; `from` is the id of its first row. */
export function listResource<Row extends { id: string }>(
  name: string,
  rows: Row[],
  { query, path }: Request,
  links: Resources,
  resource: (row: Row) => object,
): object {
  const limit = Math.min(Math.max(Number(query.limit) || 50, 1), 250);
  const start = typeof query.from === 'string' ? rows.findIndex(({ id }) => id === query.from) : 0;
  const shown = start < 0 ? [] : rows.slice(start, start + limit);
  const page = (row: Row | undefined) => row && hal(`${links.api}${path}?from=${row.id}&limit=${limit}`);
  return {
    count: shown.length,
    _embedded: { [name]: shown.map(resource) },
    _links: {
      self: hal(`${links.api}${path}`),
      previous: (start > 0 && page(rows[Math.max(0, start - limit)])) || null,
      next: page(rows[start + limit]) ?? null,
    },
  };
}
