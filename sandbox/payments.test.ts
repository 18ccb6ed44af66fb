import http from 'node:http';
import https from 'node:https';
import { createMollieClient, type MollieApiError, type MollieClient, type PaymentStatus } from '@mollie/api-client';
import { SECRETS, startFront, type Front } from './testing/front.ts';

let front: Front;
let mollie: MollieClient;

/** The client makes itself an agent that refuses to speak without TLS, and takes no other; here it gets a plain one. */
function clientWith(apiKey: string): MollieClient {
  const { Agent } = https;
  https.Agent = http.Agent as unknown as typeof Agent;
  try {
    return createMollieClient({ apiKey, apiEndpoint: `${front.url}/sandbox/mollie/v2/` });
  } finally {
    https.Agent = Agent;
  }
}

beforeAll(async () => {
  front = await startFront();
  mollie = clientWith(SECRETS.mollieApiKey);
});
beforeEach(() => {
  front.answer(() => undefined);
});
afterAll(() => front.close());

const pay = (more: object = {}) =>
  mollie.payments.create({
    amount: { currency: 'EUR', value: '12.50' },
    description: 'PW-2026-000123',
    redirectUrl: `${front.url}/terug`,
    cancelUrl: `${front.url}/winkelwagen`,
    webhookUrl: `${front.url}/webhooks/mollie`,
    metadata: { reference: 'abc' },
    ...more,
  });

const decide = (id: string, outcome: object) =>
  fetch(`${front.url}/sandbox/payments/${id}/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(outcome),
  });

const moveClock = (offsetMs: number) =>
  fetch(`http://127.0.0.1:${front.sandbox.port}/sandbox/_clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offsetMs }),
  });

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('it was accepted')),
    (error: MollieApiError) => error,
  );

describe('the payment provider', () => {
  it('takes a payment and sends the payer to its checkout page', async () => {
    const payment = await pay();
    expect(payment).toMatchObject({ status: 'open', mode: 'test', metadata: { reference: 'abc' }, isCancelable: true });
    expect(payment.getCheckoutUrl()).toBe(`${front.url}/sandbox/payments/checkout/${payment.id}`);
    expect(Date.parse(payment.expiresAt!) - Date.parse(payment.createdAt)).toBe(15 * 60_000);

    const page = await (await fetch(payment.getCheckoutUrl()!)).text();
    expect(page).toContain('PW-2026-000123');
    expect(page).toContain('12,50');
  });

  it('gives the same answer to the same idempotency key, and makes one payment', async () => {
    const idempotencyKey = 'b6fd06c1-9a93-4f1c-8a0a-0c6e3a8f6f31';
    const first = await pay({ idempotencyKey });
    const second = await pay({ idempotencyKey });
    expect(second.id).toBe(first.id);
    const { length } = (await mollie.payments.page({ limit: 50 })).filter(({ id }) => id === first.id);
    expect(length).toBe(1);
  });

  it('reports an outcome by webhook with nothing but the id, until somebody answers 200', async () => {
    let refusals = 2;
    front.answer(() => (refusals-- > 0 ? { status: 503 } : undefined));
    const { id } = await pay();
    expect((await decide(id, { status: 'paid' })).status).toBe(200);

    await front.arrivals('/webhooks/mollie', 3, `id=${id}`);
    expect((await mollie.payments.get(id)).status).toBe('paid');
  });

  it('can lose a webhook, double it and send it late', async () => {
    const lost = await pay();
    const doubled = await pay();
    const late = await pay();
    await decide(lost.id, { status: 'paid', webhook: 'never' });
    await decide(late.id, { status: 'failed', webhook: 'late' });
    await decide(doubled.id, { status: 'paid', webhook: 'twice' });

    const [webhook] = await front.arrivals('/webhooks/mollie', 1, `id=${late.id}`);
    expect(webhook?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    await front.arrivals('/webhooks/mollie', 2, `id=${doubled.id}`);
    expect((await mollie.payments.get(lost.id)).status).toBe('paid');
  });

  it('lets a test pay another sum than was asked', async () => {
    const { id } = await pay();
    await decide(id, { status: 'paid', webhook: 'never', amount: { currency: 'EUR', value: '11.00' } });
    expect((await mollie.payments.get(id)).amount.value).toBe('11.00');
  });

  it('knows no payment 404 and no way back from an end 422', async () => {
    expect((await decide('tr_unknown', { status: 'paid' })).status).toBe(404);
    const { id } = await pay();
    await decide(id, { status: 'canceled', webhook: 'never' });
    const refused = await decide(id, { status: 'paid' });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ code: 'impossible-status', current: 'canceled' });
  });

  it('cancels while it can: not an iDEAL payment whose page is open', async () => {
    const early = await pay();
    expect((await mollie.payments.cancel(early.id)).status).toBe('canceled');
    await front.arrivals('/webhooks/mollie', 1, `id=${early.id}`);

    const opened = await pay({ method: 'ideal' });
    await fetch(opened.getCheckoutUrl()!);
    expect((await mollie.payments.get(opened.id)).isCancelable).toBe(false);
    expect((await refusalOf(mollie.payments.cancel(opened.id))).statusCode).toBe(422);
  });

  it('refuses a wrong key, a wrong amount and a wrong address as the provider does', async () => {
    expect((await refusalOf(clientWith('test_wrong').payments.get('tr_1'))).statusCode).toBe(401);
    const amount = await refusalOf(pay({ amount: { currency: 'EUR', value: '10' } }));
    expect(amount).toMatchObject({ statusCode: 422, field: 'amount.value' });
    expect(await refusalOf(pay({ redirectUrl: 'terug' }))).toMatchObject({ statusCode: 422, field: 'redirectUrl' });
    expect((await refusalOf(mollie.payments.get('tr_unknown'))).statusCode).toBe(404);
  });

  it('pays refunds back as business time goes by, never more than was paid', async () => {
    const { id } = await pay();
    expect((await refusalOf(mollie.paymentRefunds.create({ paymentId: id, amount: euros('1.00') }))).statusCode).toBe(
      422,
    );
    await decide(id, { status: 'paid', webhook: 'never' });

    const refund = await mollie.paymentRefunds.create({ paymentId: id, amount: euros('2.50') });
    expect(refund.status).toBe('pending');
    expect((await mollie.payments.get(id)).amountRemaining?.value).toBe('10.00');
    const tooMuch = mollie.paymentRefunds.create({ paymentId: id, amount: euros('10.01') });
    expect(await refusalOf(tooMuch)).toMatchObject({ statusCode: 422, field: 'amount' });

    await moveClock(3_600_000);
    await front.arrivals('/webhooks/mollie', 1, `id=${id}`);
    expect((await mollie.paymentRefunds.get(refund.id, { paymentId: id })).status).toBe('refunded');
    await moveClock(0);
  });

  it('withdraws a refund that has not left, and can let one fail late', async () => {
    const { id } = await pay();
    await decide(id, { status: 'paid', webhook: 'never' });
    const withdrawn = await mollie.paymentRefunds.create({ paymentId: id, amount: euros('1.00') });
    await mollie.paymentRefunds.cancel(withdrawn.id, { paymentId: id });
    const failing = await mollie.paymentRefunds.create({ paymentId: id, amount: euros('2.00') });
    await outcomeOfRefund(id, failing.id, 'refunded');
    await outcomeOfRefund(id, failing.id, 'failed');

    const page = await mollie.paymentRefunds.page({ paymentId: id });
    expect(page.map(({ status }) => status)).toEqual(['failed', 'canceled']);
    expect((await mollie.payments.get(id)).amountRemaining?.value).toBe('12.50');
  });

  it('lets an open payment expire after a quarter of an hour of business time', async () => {
    const { id } = await pay();
    await moveClock(16 * 60_000);
    await front.arrivals('/webhooks/mollie', 1, `id=${id}`);
    expect((await mollie.payments.get(id)).status).toBe('expired');
    await moveClock(0);
  });

  it('offers the methods as data, iDEAL under its new name', async () => {
    const methods = await mollie.methods.list();
    expect(methods.map(({ id, description }) => [id, description])).toContainEqual(['ideal', 'iDEAL | Wero']);
  });

  it('lets the payer choose from what the merchant asked for, and from nothing else', async () => {
    const payment = await pay({ method: ['bancontact', 'creditcard'] });
    const page = await (await fetch(payment.getCheckoutUrl()!)).text();
    for (const named of ['PW-2026-000123', 'Bancontact', 'Visa', 'Mastercard']) expect(page).toContain(named);
    expect(page).not.toContain('iDEAL');
    const chosen = new URLSearchParams({ outcome: 'paid', webhook: 'never', method: 'ideal' });
    await fetch(payment.getCheckoutUrl()!, { method: 'POST', redirect: 'manual', body: chosen });
    expect((await mollie.payments.get(payment.id)).method).toBe('bancontact');
    expect((await refusalOf(pay({ method: ['ideal', 'tulpen'] }))).field).toBe('method');
  });

  it.each([
    ['paid', '/terug'],
    ['canceled', '/winkelwagen'],
    ['pending', '/terug'],
  ] as [PaymentStatus, string][])('brings the payer who chooses %s back to %s', async (outcome, path) => {
    const payment = await pay();
    const answer = await fetch(payment.getCheckoutUrl()!, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ outcome, webhook: 'never' }),
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${front.url}${path}`]);
    expect((await mollie.payments.get(payment.id)).status).toBe(outcome);
  });
});

const euros = (value: string) => ({ currency: 'EUR', value });

const outcomeOfRefund = (paymentId: string, refundId: string, status: string) =>
  fetch(`${front.url}/sandbox/payments/${paymentId}/refunds/${refundId}/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status, webhook: 'never' }),
  });
