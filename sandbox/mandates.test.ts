import http from 'node:http';
import https from 'node:https';
import {
  createMollieClient,
  MandateMethod,
  SequenceType,
  type MollieApiError,
  type MollieClient,
} from '@mollie/api-client';
import { SECRETS, startFront, type Front } from './testing/front.ts';

const IBAN = 'NL91ABNA0417164300';
const DAY_MS = 86_400_000;

let front: Front;
let mollie: MollieClient;
beforeAll(async () => {
  front = await startFront();
  const { Agent } = https;
  https.Agent = http.Agent as unknown as typeof Agent;
  try {
    mollie = createMollieClient({ apiKey: SECRETS.mollieApiKey, apiEndpoint: `${front.url}/sandbox/mollie/v2/` });
  } finally {
    https.Agent = Agent;
  }
});
afterAll(() => front.close());

const give = async (consumerAccount = IBAN) => {
  const { id: customerId } = await mollie.customers.create({ name: 'Sanne de Boer' });
  const mandate = await mollie.customerMandates.create({
    customerId,
    method: MandateMethod.directdebit,
    consumerName: 'Sanne de Boer',
    consumerAccount,
    mandateReference: 'M-12',
    signatureDate: '2026-05-06',
  });
  return { customerId, mandateId: mandate.id, mandate };
};
const debit = ({ customerId, mandateId }: { customerId: string; mandateId: string }) =>
  mollie.customerPayments.create({
    customerId,
    mandateId,
    sequenceType: SequenceType.recurring,
    amount: { currency: 'EUR', value: '10.00' },
    description: 'PW-DEBIT',
    webhookUrl: `${front.url}/webhooks/mollie`,
  });
const post = (path: string, body: object) =>
  fetch(`${front.url}/sandbox/payments/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
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

describe('mandates at the payment provider', () => {
  it('are given for an account that can exist, and are gone when they are revoked', async () => {
    const given = await give();
    expect(given.mandate).toMatchObject({ status: 'valid', method: 'directdebit', mandateReference: 'M-12' });
    const { customerId, mandateId } = given;
    expect(await refusalOf(give('NL91ABNA0417164301'))).toMatchObject({ statusCode: 422, field: 'consumerAccount' });
    await mollie.customerMandates.revoke(mandateId, { customerId });
    expect((await refusalOf(mollie.customerMandates.get(mandateId, { customerId }))).statusCode).toBe(404);
    expect(await refusalOf(debit(given))).toMatchObject({ statusCode: 422, field: 'mandateId' });
  });

  it('let an account be debited without anybody going anywhere, paid after the days a bank takes', async () => {
    const given = await give();
    const { id } = await debit(given);
    expect(await mollie.payments.get(id)).toMatchObject({ status: 'pending', sequenceType: 'recurring', mandateId: given.mandateId }); // prettier-ignore
    expect((await mollie.customerPayments.page({ customerId: given.customerId })).map((one) => one.id)).toEqual([id]);
    await moveClock(3 * DAY_MS);
    await front.arrivals('/webhooks/mollie', 1, `id=${id}`);
    expect((await mollie.payments.get(id)).status).toBe('paid');
    await moveClock(0);
  });

  it('let a bank take a debit back once it was paid, once, and tell of it', async () => {
    const { id } = await debit(await give());
    expect((await post(`${id}/chargeback`, { webhook: 'never' })).status).toBe(422);
    await post(`${id}/outcome`, { status: 'paid', webhook: 'never' });
    expect((await post(`${id}/chargeback`, {})).status).toBe(200);
    await front.arrivals('/webhooks/mollie', 1, `id=${id}`);
    expect(await mollie.payments.get(id)).toMatchObject({ status: 'paid', amountChargedBack: { value: '10.00' } });
    expect((await mollie.paymentChargebacks.page({ paymentId: id })).map(({ amount }) => amount.value)).toEqual(['10.00']); // prettier-ignore
    expect((await post(`${id}/chargeback`, { webhook: 'never' })).status).toBe(422);
  });

  it('show a debit on the page where people decide how it ends, also though nobody has to pay it', async () => {
    const { id } = await debit(await give());
    const page = await fetch(`${front.url}/sandbox/payments/checkout/${id}`);
    expect(page.status).toBe(200);
    const fail = new URLSearchParams({ outcome: 'failed', webhook: 'never' });
    await fetch(`${front.url}/sandbox/payments/checkout/${id}`, { method: 'POST', redirect: 'manual', body: fail });
    expect((await mollie.payments.get(id)).status).toBe('failed');
  });
});
