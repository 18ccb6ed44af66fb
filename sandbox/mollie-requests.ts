import { METHODS, type Amount, type Method, type NewDebit, type NewPayment } from './payments.ts';

/** Mollie's own error shape, which is not RFC 9457. */
export interface Refusal {
  status: number;
  title: string;
  detail: string;
  field?: string;
  _links: { documentation: { href: string; type: string } };
}

const TITLES: Record<number, string> = { 401: 'Unauthorized Request', 404: 'Not Found', 422: 'Unprocessable Entity' };

export function refusal(status: number, detail: string, field?: string): Refusal {
  return {
    status,
    title: TITLES[status] ?? 'Error',
    detail,
    ...(field ? { field } : {}),
    _links: { documentation: { href: 'https://docs.mollie.com/reference/error-handling', type: 'text/html' } },
  };
}

/** What the merchant asks, or what is wrong with it; as strict as the provider is about amounts and addresses. */
export function newPaymentOf(body: Record<string, unknown>): NewPayment | Refusal {
  const amount = amountOf(body.amount);
  if ('title' in amount) return amount;

  const { description, redirectUrl, cancelUrl, webhookUrl, method, locale, metadata } = body;
  if (typeof description !== 'string' || description === '' || description.length > 255) {
    return refusal(422, 'The description is required and may hold 255 characters at most', 'description');
  }
  if (!isUrl(redirectUrl)) return refusal(422, 'The redirect URL is invalid', 'redirectUrl');
  if (isGiven(cancelUrl) && !isUrl(cancelUrl)) return refusal(422, 'The cancel URL is invalid', 'cancelUrl');
  if (isGiven(webhookUrl) && !isUrl(webhookUrl)) return refusal(422, 'The webhook URL is invalid', 'webhookUrl');

  const offered: unknown[] = isGiven(method) ? (Array.isArray(method) ? method : [method]) : Object.keys(METHODS);
  if (!offered.every(isMethod)) return refusal(422, 'The payment method is invalid', 'method');

  return {
    amount,
    description,
    redirectUrl,
    cancelUrl: isUrl(cancelUrl) ? cancelUrl : null,
    webhookUrl: isUrl(webhookUrl) ? webhookUrl : null,
    method: offered.length === 1 ? (offered[0] ?? null) : null,
    offered,
    locale: typeof locale === 'string' ? locale : null,
    metadata: metadata ?? null,
  };
}

/** A debit: nobody is sent anywhere, and the mandate says which account it comes from. */
export function newDebitOf(
  body: Record<string, unknown>,
): (Omit<NewDebit, 'recurring'> & { mandateId: string | null }) | Refusal {
  const amount = amountOf(body.amount);
  if ('title' in amount) return amount;
  const { description, webhookUrl, method, metadata, sequenceType, mandateId } = body;
  if (sequenceType !== 'recurring') return refusal(422, 'The sequence type is invalid', 'sequenceType');
  if (typeof description !== 'string' || description === '' || description.length > 255)
    return refusal(422, 'The description is required and may hold 255 characters at most', 'description');
  if (isGiven(method) && method !== 'directdebit') return refusal(422, 'The payment method is invalid', 'method');
  if (isGiven(webhookUrl) && !isUrl(webhookUrl)) return refusal(422, 'The webhook URL is invalid', 'webhookUrl');
  return {
    amount,
    description,
    webhookUrl: isUrl(webhookUrl) ? webhookUrl : null,
    metadata: metadata ?? null,
    mandateId: typeof mandateId === 'string' ? mandateId : null,
  };
}

export function amountOf(value: unknown): Amount | Refusal {
  const { currency, value: euros } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (currency !== 'EUR')
    return refusal(422, 'The amount has an invalid currency; this account takes EUR', 'amount.currency');
  if (typeof euros !== 'string' || !/^\d{1,7}\.\d{2}$/.test(euros)) {
    return refusal(422, 'The amount contains an invalid value; write it as "10.00"', 'amount.value');
  }
  if (Number(euros) === 0) return refusal(422, 'The amount is lower than the minimum', 'amount.value');
  return { currency, value: euros };
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'string' && Object.hasOwn(METHODS, value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
