import http from 'node:http';
import https from 'node:https';
import { createMollieClient, Locale, MollieApiError, PaymentMethod, type Payment } from '@mollie/api-client';
import { Unavailable, type PaymentProvider, type ProviderPayment } from '../ports.ts';

export interface PaymentSettings {
  url: string;
  apiKey: string;
}

const REFUNDS: Readonly<Record<string, 'paid' | 'failed'>> = { refunded: 'paid', failed: 'failed', canceled: 'failed' };

const LOCALES = { nl: Locale.nl_NL, en: Locale.en_GB } as const;

/** Payments through Mollie. Every write carries a key of ours, so that a crash between asking and hearing doubles nothing. */
export function paymentProvider({ url, apiKey }: PaymentSettings): PaymentProvider {
  const connect = () => createMollieClient({ apiKey, apiEndpoint: url });
  const mollie = new URL(url).protocol === 'http:' ? overPlainHttp(connect) : connect();
  return {
    create: ({ cents, reference, returnUrl, webhookUrl, language }, key) =>
      asked(async () =>
        paymentOf(
          await mollie.payments.create({
            amount: amountOf(cents),
            description: reference,
            redirectUrl: returnUrl,
            ...(webhookUrl !== null && { webhookUrl }),
            locale: LOCALES[language],
            method: [PaymentMethod.ideal, PaymentMethod.bancontact, PaymentMethod.creditcard],
            metadata: { reference },
            idempotencyKey: key,
          }),
        ),
      ),
    read: (providerId) => asked(async () => paymentOf(await mollie.payments.get(providerId))),
    cancel: (providerId) =>
      asked(async () => {
        const { isCancelable } = await mollie.payments.get(providerId);
        if (!isCancelable) return false;
        await mollie.payments.cancel(providerId);
        return true;
      }),
    refund: (providerId, cents, description, key) =>
      asked(async () => {
        try {
          const refund = await mollie.paymentRefunds.create({
            paymentId: providerId,
            amount: amountOf(cents),
            description,
            metadata: {},
            idempotencyKey: key,
          });
          return { refundId: refund.id };
        } catch (error) {
          // Too long ago, or given back before: the request is right, and this payment gives nothing back.
          if (error instanceof MollieApiError && error.statusCode === 422) return null;
          throw error;
        }
      }),
    refundState: (providerId, refundId) =>
      asked(async () => {
        const { status } = await mollie.paymentRefunds.get(refundId, { paymentId: providerId });
        return REFUNDS[status] ?? 'under-way';
      }),
  };
}

/**
 * The client makes itself an agent for https whatever the address, and that agent refuses the plain http of a stand-in on the same
 * machine. While it is made, once, at start, it is handed the agent that fits; settings refuse http in production.
 */
function overPlainHttp<Made>(make: () => Made): Made {
  const secure = https.Agent;
  try {
    https.Agent = http.Agent as typeof https.Agent;
    return make();
  } finally {
    https.Agent = secure;
  }
}

/** Faults of the network and the provider become `Unavailable`; a request it calls wrong is a fault of ours and stays one. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const ours =
      error instanceof MollieApiError &&
      error.statusCode !== undefined &&
      error.statusCode < 500 &&
      error.statusCode !== 429;
    if (ours) throw error;
    throw new Unavailable('the payment provider', error instanceof Error ? error.message : error);
  }
}

/** `authorized` is a credit card that was not captured: not money yet. */
function paymentOf(payment: Payment): ProviderPayment {
  const reported: `${typeof payment.status}` = payment.status;
  const status = reported === 'authorized' ? 'pending' : reported;
  return {
    id: payment.id,
    status,
    paidCents: reported === 'paid' ? centsOf(payment.amount.value) : 0,
    checkoutUrl: payment._links.checkout?.href ?? null,
    expiresAt: payment.expiresAt ? new Date(payment.expiresAt).toISOString() : null,
  };
}

const amountOf = (cents: number) => ({
  currency: 'EUR',
  value: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
});

/** `"1234.50"` → 123450, by its digits: no floating point touches money. */
function centsOf(value: string): number {
  const match = /^(\d+)\.(\d{2})$/.exec(value);
  if (!match) throw new Unavailable('the payment provider', 'an amount of another shape');
  return Number(match[1]) * 100 + Number(match[2]);
}
