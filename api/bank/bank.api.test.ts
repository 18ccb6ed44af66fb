import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { ownSystem } from '../testing/stack.ts';
import { type PaymentDifferences } from './difference-shapes.ts';
import { type BankView } from './shapes.ts';

jest.setTimeout(180_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let finance: Browser;
let senior: Browser;
let deventer: Browser;
beforeAll(async () => {
  system = await ownSystem('bank');
  [finance, senior, deventer] = await Promise.all([
    staff(system, 'finance'), staff(system, 'senior'), staff(system, 'deventer-finance'),
  ]); // prettier-ignore
});
afterAll(() => system.stop());

const OWN = 'NL91ABNA0417164300';

/** A statement of the bank with one line; each lie makes it one that must be refused. */
function camt({ id = String(randomUUID()), iban = OWN, closing = '1005.00' } = {}): FormData {
  const amount = (value: string) => `<Amt Ccy="EUR">${value}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
  const balance = (code: string, value: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(value)}<Dt><Dt>2026-05-01</Dt></Dt></Bal>`;
  const form = new FormData();
  form.set('requirementId', 'bank-statement');
  form.set('kind', 'camt.053');
  form.set(
    'file',
    new Blob([
      `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
       <Stmt><Id>${id}</Id><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>${balance('OPBD', '1000.00')}${balance('CLBD', closing)}
       <Ntry>${amount('5.00')}<Sts>BOOK</Sts><BookgDt><Dt>2026-05-01</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef></Ntry></Stmt></BkToCstmrStmt></Document>`,
    ]),
    'camt.xml',
  );
  return form;
}
const take = (form: FormData) => finance.call<{ code?: string }>('POST', '/v1/staff/bank-statements', form);
const statements = async (browser = finance) =>
  (await browser.ask<BankView>('GET', '/v1/staff/bank-statements')).statements.map(({ reference }) => reference);

it('a file of the bank with wrong totals, of another account, or taken before is refused whole, saying what is wrong [BEYOND-020]', async () => {
  expect(await take(camt({ closing: '1006.00' }))).toMatchObject({
    status: 409,
    body: {
      code: 'statement-totals-differ',
      trace: { steps: [{ values: { differenceCents: 100 }, remedy: 'fetch-statement-again' }] },
    },
  });
  expect(await take(camt({ iban: 'NL02ABNA0123456789' }))).toMatchObject({
    status: 409,
    body: { code: 'statement-other-account' },
  });
  expect(await statements()).toEqual([]);
  expect(await take(camt({ id: 'MEI-1' }))).toMatchObject({ status: 201, body: { statements: 1, lines: 1 } });
  expect(await take(camt({ id: 'MEI-1' }))).toMatchObject({ status: 409, body: { code: 'statement-known' } });
  expect(await statements()).toEqual(['MEI-1']);
  expect(await statements(deventer)).toEqual([]);
});

/** What somebody does at the provider without us. */
async function atProvider(path: string, body: object): Promise<{ id: string }> {
  const { mollieApiKey } = JSON.parse(readFileSync(join(system.dataDir, 'secrets.json'), 'utf8')) as {
    mollieApiKey: string;
  };
  const response = await fetch(`${system.url}/sandbox/mollie/v2/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${mollieApiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as { id: string };
}

const differences = (browser = finance) => browser.ask<PaymentDifferences>('GET', '/v1/staff/payment-differences');
const nextDay = () => system.sandbox.moveBy(25 * 3_600_000);

it('money given back at the provider by hand is a difference the next day: one of finance explains it, the books stay as they are [BEYOND-020]', async () => {
  await permitInForce(await citizen(system, 'bakkerij'), system.sandbox, 'business');
  const payment = (await system.sandbox.payments()).find(({ status }) => status === 'paid')!;
  await nextDay();
  const before = await differences();
  expect(before.compared).toBeGreaterThan(0);
  expect(before.items.filter(({ reference }) => payment.description.startsWith(reference))).toEqual([]);

  await atProvider(`payments/${payment.id}/refunds`, { amount: { currency: 'EUR', value: '3.00' } });
  await nextDay();
  const [found, ...more] = (await differences()).items.filter(({ reference }) =>
    payment.description.startsWith(reference),
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({ kind: 'refunded-differs', booksCents: 0, explanation: null, canBeBooked: false });
  expect(Math.abs(found!.providerCents)).toBe(300);
  expect((await differences(deventer)).items.some(({ id }) => id === found!.id)).toBe(false);

  const explain = (browser: Browser) =>
    browser.call<{ code?: string }>('POST', `/v1/staff/payment-differences/${found!.id}/_explain`, {
      explanation: 'settled-by-hand',
    });
  expect((await explain(deventer)).status).toBe(404);
  expect((await finance.call('POST', `/v1/staff/payment-differences/${found!.id}/_book`)).body).toMatchObject({
    code: 'cannot-be-booked',
  });
  // Two people press at the same moment: one of them has explained it.
  const said = await Promise.all([explain(finance), explain(senior)]);
  expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(said.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'difference-over' });
  await nextDay();
  expect((await differences()).items.find(({ id }) => id === found!.id)).toMatchObject({
    explanation: 'settled-by-hand',
    explainedBy: expect.any(String),
  });
  expect(
    await system.rows(
      `SELECT 1 FROM journal_entry WHERE at > now() - interval '1 hour' AND reason LIKE '%difference%'`,
    ),
  ).toEqual([]);
});

it('money the provider received for nobody we know is a difference every municipality sees, for it may be theirs [BEYOND-020]', async () => {
  await atProvider('payments', {
    amount: { currency: 'EUR', value: '12.00' },
    description: 'Webshop',
    redirectUrl: `${system.url}/`,
  });
  await system.sandbox.end('Webshop', { status: 'paid' });
  await nextDay();
  const found = (await differences()).items.filter(({ reference }) => reference === 'Webshop');
  expect(found).toMatchObject([
    { kind: 'only-at-provider', providerCents: 1200, booksCents: 0, canBeBooked: false, explanation: null },
  ]);
  expect((await differences(deventer)).items.map(({ id }) => id)).toContain(found[0]!.id);
});
