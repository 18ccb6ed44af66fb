import { cents, euros, isCancelable, refundedCents, type Payment, type Refund } from './payments.ts';

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
    locale,
    profileId: PROFILE,
    sequenceType: 'oneoff',
    redirectUrl,
    ...(cancelUrl ? { cancelUrl } : {}),
    ...(webhookUrl ? { webhookUrl } : {}),
    _links: {
      self: hal(`${api}/payments/${id}`),
      ...(status === 'open' ? { checkout } : {}),
      ...(FINAL.includes(status) ? {} : { changePaymentState: checkout }),
      ...(payment.refunds.length > 0 ? { refunds: hal(`${api}/payments/${id}/refunds`) } : {}),
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

const hal = (href: string) => ({ href, type: 'application/hal+json' });
