import { MollieApiError } from '@mollie/api-client';
import { Unavailable } from '../ports.ts';
import { failureOf, startParty, type Asked, type Party, type Reply } from '../testing/party.ts';
import { paymentProvider } from './payments.ts';

let party: Party;
beforeAll(async () => {
  party = await startParty();
});
afterAll(() => party.close());

const provider = () => paymentProvider({ url: `${party.url}v2/`, apiKey: 'test_0123456789012345678901234567890' });
const wanted = {
  cents: 16_470,
  reference: 'PW-7F3K',
  payee: 'Gemeente Voorbeeldstad',
  returnUrl: 'https://parkeren.example/voorbeeld/desk/payments/PW-7F3K',
  webhookUrl: 'https://parkeren.example/webhooks/mollie',
  methods: ['bancontact', 'creditcard'] as const,
  language: 'nl' as const,
};
const payment = (with_: object = {}) => ({
  resource: 'payment',
  id: 'tr_1',
  status: 'open',
  amount: { currency: 'EUR', value: '164.70' },
  expiresAt: '2026-11-20T12:15:00+00:00',
  _links: { checkout: { href: 'https://betalen.example/tr_1' } },
  ...with_,
});

/** What was sent, without what is always there. */
const body = ({ body: raw }: Asked) => JSON.parse(raw) as Record<string, unknown>;

describe('beginning a payment', () => {
  it('asks for the amount in euros with two decimals, under our reference, with our key', async () => {
    party.replies({ status: 201, json: payment() });
    expect(await provider().create(wanted, 'key-1')).toEqual({
      id: 'tr_1',
      status: 'open',
      paidCents: 0,
      chargedBackCents: 0,
      checkoutUrl: 'https://betalen.example/tr_1',
      expiresAt: '2026-11-20T12:15:00.000Z',
    });
    const [asked] = party.asked;
    expect(asked).toMatchObject({ method: 'POST', headers: { 'idempotency-key': 'key-1' } });
    expect(asked?.url).toMatch(/^\/v2\/payments/);
    expect(body(asked!)).toMatchObject({
      amount: { currency: 'EUR', value: '164.70' },
      description: 'PW-7F3K Gemeente Voorbeeldstad',
      redirectUrl: wanted.returnUrl,
      webhookUrl: wanted.webhookUrl,
      locale: 'nl_NL',
      method: ['bancontact', 'creditcard'],
      metadata: { reference: 'PW-7F3K' },
    });
  });

  it.each([
    [1, '0.01'],
    [99, '0.99'],
    [100, '1.00'],
    [1_005, '10.05'],
    [1_234_567, '12345.67'],
  ])('writes %i cents as %s', async (cents, value) => {
    party.replies({ status: 201, json: payment() });
    await provider().create({ ...wanted, cents }, 'key');
    expect(body(party.asked[0]!)).toMatchObject({ amount: { value } });
  });

  it('asks for no webhook where the provider could not reach it', async () => {
    party.replies({ status: 201, json: payment() });
    await provider().create({ ...wanted, webhookUrl: null, language: 'en' }, 'key');
    expect(body(party.asked[0]!)).not.toHaveProperty('webhookUrl');
    expect(body(party.asked[0]!)).toMatchObject({ locale: 'en_GB' });
  });
});

describe('asking how a payment stands', () => {
  it.each([
    ['open', 'open', 0],
    ['pending', 'pending', 0],
    ['authorized', 'pending', 0],
    ['paid', 'paid', 16_470],
    ['canceled', 'canceled', 0],
    ['expired', 'expired', 0],
    ['failed', 'failed', 0],
  ])('%s means %s, with %i cents', async (reported, status, paidCents) => {
    party.replies({ json: payment({ status: reported, _links: {}, expiresAt: undefined }) });
    expect(await provider().read('tr_1')).toEqual({
      id: 'tr_1',
      status,
      paidCents,
      chargedBackCents: 0,
      checkoutUrl: null,
      expiresAt: null,
    });
  });

  it.each(['1,00', '1.5', '100', '-1.00', '1e3', ''])('takes no amount written as "%s" for money', async (value) => {
    party.replies({ json: payment({ status: 'paid', amount: { currency: 'EUR', value } }) });
    expect(await failureOf(provider().read('tr_1'))).toBeInstanceOf(Unavailable);
  });
});

describe('stopping a payment', () => {
  it('is done where the provider lets it', async () => {
    party.replies({ json: payment({ isCancelable: true }) });
    expect(await provider().cancel('tr_1')).toBe(true);
    expect(party.asked.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });

  it('is left where it does not', async () => {
    party.replies({ json: payment({ isCancelable: false }) });
    expect(await provider().cancel('tr_1')).toBe(false);
    expect(party.asked.map(({ method }) => method)).toEqual(['GET']);
  });
});

it('paying back carries our key, so that repeating it pays once', async () => {
  party.replies({
    status: 201,
    json: { resource: 'refund', id: 're_1', amount: { currency: 'EUR', value: '49.20' }, _links: {} },
  });
  expect(await provider().refund('tr_1', 4_920, 'PW-7F3K', 'refund-key')).toEqual({ refundId: 're_1' });
  expect(party.asked[0]).toMatchObject({ method: 'POST', headers: { 'idempotency-key': 'refund-key' } });
  expect(party.asked[0]?.url).toMatch(/^\/v2\/payments\/tr_1\/refunds/);
  expect(body(party.asked[0]!)).toMatchObject({ amount: { currency: 'EUR', value: '49.20' }, description: 'PW-7F3K' });
});

describe('a provider that does not answer', () => {
  it.each<[string, Reply]>([
    // The client tries again by itself; told to, it does so at once.
    [
      'says that it is out of order',
      {
        status: 503,
        json: { status: 503, title: 'Service Unavailable', detail: 'later' },
        headers: { 'retry-after': '0' },
      },
    ],
    [
      'says that we ask too much',
      { status: 429, json: { status: 429, title: 'Too Many Requests', detail: 'slow down' } },
    ],
  ])('%s', async (_what, reply) => {
    party.replies(reply);
    expect(await failureOf(provider().read('tr_1'))).toBeInstanceOf(Unavailable);
  });

  it('is not confused with one that says we ask a wrong thing: trying again would not help', async () => {
    party.replies({
      status: 422,
      json: { status: 422, title: 'Unprocessable Entity', detail: 'The amount is too high' },
    });
    const error = await failureOf(provider().create(wanted, 'key'));
    expect(error).toBeInstanceOf(MollieApiError);
    expect(error).not.toBeInstanceOf(Unavailable);
  });
});

describe('debiting an account', () => {
  const mandate = { customerId: 'cst_1', mandateId: 'mdt_1' };
  const debit = { cents: 1_000, reference: 'PW-DEBIT', webhookUrl: wanted.webhookUrl };
  const list = (...payments: object[]) => ({ json: { count: payments.length, _embedded: { payments }, _links: {} } });
  const refused = (status: number) => ({ status, json: { status, title: 'no', detail: 'no' } });

  it('asks for leave once, with the number of the mandate and the day it was given', async () => {
    party.replies(({ url }) => ({
      status: 201,
      json: url.includes('mandates')
        ? { resource: 'mandate', id: 'mdt_1', _links: {} }
        : { resource: 'customer', id: 'cst_1', _links: {} },
    }));
    const account = { iban: 'NL91ABNA0417164300', name: 'Sanne de Boer', reference: 'M-12', signedOn: '2026-05-06' };
    expect(await provider().mandate(account, 'key-1')).toEqual(mandate);
    expect(body(party.asked[1]!)).toMatchObject({
      method: 'directdebit',
      consumerAccount: account.iban,
      mandateReference: 'M-12',
      signatureDate: '2026-05-06',
    });
  });

  it('knows an account that is no good from a provider that is away', async () => {
    const account = { iban: 'NL91ABNA0417164300', name: 'Sanne de Boer', reference: 'M-12', signedOn: '2026-05-06' };
    party.replies(refused(422));
    expect(await provider().mandate(account, 'key-1')).toBeNull();
    expect(await provider().debit(mandate, debit, 'key-2')).toBeNull();
    party.replies({ ...refused(503), headers: { 'retry-after': '0' } });
    expect(await failureOf(provider().debit(mandate, debit, 'key-2'))).toBeInstanceOf(Unavailable);
  });

  it('finds a debit that was asked for long ago and never heard of, rather than ask twice [PEERS-020]', async () => {
    const known = payment({ status: 'pending', description: 'PW-DEBIT' });
    party.replies(list(payment({ id: 'tr_0', description: 'PW-OTHER' }), known));
    expect(await provider().debit(mandate, debit, 'key-3')).toMatchObject({ id: 'tr_1', status: 'pending' });
    expect(party.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is a recurring payment of the customer, under our reference', async () => {
    party.replies(({ method }) => (method === 'GET' ? list() : { status: 201, json: payment({ status: 'pending' }) }));
    await provider().debit(mandate, debit, 'key-4');
    expect(body(party.asked[1]!)).toMatchObject({
      sequenceType: 'recurring',
      method: 'directdebit',
      mandateId: 'mdt_1',
      amount: { currency: 'EUR', value: '10.00' },
      description: 'PW-DEBIT',
    });
  });

  it('reads what a bank took back, and is content when a mandate is gone already', async () => {
    party.replies({ json: payment({ status: 'paid', amountChargedBack: { currency: 'EUR', value: '164.70' } }) });
    expect(await provider().read('tr_1')).toMatchObject({ paidCents: 16_470, chargedBackCents: 16_470 });
    party.replies(refused(410));
    await provider().revokeMandate(mandate);
  });
});

describe('the list of the provider', () => {
  it('is read page by page, newest first, until one is older than asked', async () => {
    const listed = (id: string, createdAt: string, more: object = {}) =>
      payment({
        id,
        createdAt,
        description: `PW-${id} Gemeente`,
        metadata: { reference: `PW-${id}` },
        status: 'paid',
        _links: {},
        expiresAt: undefined,
        ...more,
      });
    const page = (payments: object[], next: string | null) => ({
      count: payments.length,
      _embedded: { payments },
      _links: { next: next === null ? null : { href: `${party.url}v2/payments?from=${next}&limit=250` } },
    });
    const refunded = { amountRefunded: { currency: 'EUR', value: '49.20' } };
    party.replies(({ url }) => ({
      json: url.includes('from=tr_2')
        ? page(
            [listed('tr_2', '2026-11-19T10:00:00+00:00', refunded), listed('tr_1', '2026-09-01T10:00:00+00:00')],
            'tr_0',
          )
        : page([listed('tr_3', '2026-11-20T10:00:00+00:00')], 'tr_2'),
    }));
    const found = await provider().since('2026-10-01T00:00:00.000Z');
    expect(found).toEqual([
      { providerId: 'tr_3', reference: 'PW-tr_3', createdAt: '2026-11-20T10:00:00.000Z', receivedCents: 16_470, refundedCents: 0, chargedBackCents: 0 },
      { providerId: 'tr_2', reference: 'PW-tr_2', createdAt: '2026-11-19T10:00:00.000Z', receivedCents: 16_470, refundedCents: 4_920, chargedBackCents: 0 },
    ]); // prettier-ignore
    expect(party.asked).toHaveLength(2);
  });
});
