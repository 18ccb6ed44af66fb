import http from 'node:http';
import https from 'node:https';
import {
  createMollieClient,
  Locale,
  MandateMethod,
  MollieApiError,
  PaymentMethod,
  SequenceType,
  type Payment,
} from '@mollie/api-client';
import { Unavailable, type ListedPayment, type PaymentProvider, type ProviderPayment } from '../ports.ts';

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
    create: ({ cents, reference, payee, returnUrl, webhookUrl, methods, language }, key) =>
      asked(async () =>
        paymentOf(
          await mollie.payments.create({
            amount: amountOf(cents),
            description: `${reference} ${payee}`,
            redirectUrl: returnUrl,
            ...(webhookUrl !== null && { webhookUrl }),
            locale: LOCALES[language],
            method: methods.map((method) => PaymentMethod[method]),
            metadata: { reference },
            idempotencyKey: key,
          }),
        ),
      ),
    read: (providerId) => asked(async () => paymentOf(await mollie.payments.get(providerId))),
    since: (at) =>
      asked(async () => {
        const found: ListedPayment[] = [];
        // Newest first, page by page, until one is older.
        for (let from: string | undefined; ;) {
          const page = await mollie.payments.page({ limit: 250, ...(from !== undefined && { from }) });
          const young = page.filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(at));
          found.push(...young.map(listedOf));
          if (young.length < page.length || !page.nextPageCursor) return found;
          from = page.nextPageCursor;
        }
      }),
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
    mandate: ({ iban, name, reference, signedOn }, key) =>
      asked(() =>
        unlessRefused([422], async () => {
          const customer = await mollie.customers.create({
            name,
            metadata: { reference },
            idempotencyKey: `${key}-customer`,
          });
          const mandate = await mollie.customerMandates.create({
            customerId: customer.id,
            method: MandateMethod.directdebit,
            consumerName: name,
            consumerAccount: iban,
            signatureDate: signedOn,
            mandateReference: reference,
            idempotencyKey: key,
          });
          return { customerId: customer.id, mandateId: mandate.id };
        }),
      ),
    revokeMandate: ({ customerId, mandateId }) =>
      asked(async () => {
        await unlessRefused([404, 410], () => mollie.customerMandates.revoke(mandateId, { customerId }));
      }),
    debit: ({ customerId, mandateId }, { cents, reference, webhookUrl }, key) =>
      asked(() =>
        unlessRefused([404, 410, 422], async () => {
          // The provider forgets a key after an hour; a debit that was asked for and never heard of may be older.
          const known = await mollie.customerPayments.page({ customerId, limit: 250 });
          const same = known.find(({ description }) => description === reference);
          if (same) return paymentOf(same);
          return paymentOf(
            await mollie.customerPayments.create({
              customerId,
              mandateId,
              sequenceType: SequenceType.recurring,
              method: PaymentMethod.directdebit,
              amount: amountOf(cents),
              description: reference,
              ...(webhookUrl !== null && { webhookUrl }),
              metadata: { reference },
              idempotencyKey: key,
            }),
          );
        }),
      ),
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

/** Null when the request is right and the provider will not do it. */
async function unlessRefused<Answer>(codes: readonly number[], ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MollieApiError && codes.includes(error.statusCode ?? 0)) return null;
    throw error;
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
    chargedBackCents: payment.amountChargedBack ? centsOf(payment.amountChargedBack.value) : 0,
    checkoutUrl: payment._links.checkout?.href ?? null,
    expiresAt: payment.expiresAt ? new Date(payment.expiresAt).toISOString() : null,
  };
}

const listedOf = (payment: Payment): ListedPayment => ({
  providerId: payment.id,
  reference: referenceOf(payment),
  createdAt: new Date(payment.createdAt).toISOString(),
  receivedCents: paymentOf(payment).paidCents,
  refundedCents: payment.amountRefunded ? centsOf(payment.amountRefunded.value) : 0,
  chargedBackCents: paymentOf(payment).chargedBackCents,
});

/** Ours is beside the description, which says more than that; of a payment that is not ours the description is all there is. */
const referenceOf = ({ metadata, description }: Payment): string =>
  typeof metadata === 'object' && metadata !== null && 'reference' in metadata && typeof metadata.reference === 'string'
    ? metadata.reference
    : description;

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
