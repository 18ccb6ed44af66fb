import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW, readyToPay, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague } from '../testing/staff.ts';
import { importStatements } from './import-statement.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let anna: string;
let iban: string;
let refunds = 0;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  iban = (await deps.releases.inForce('voorbeeld', NOW)).content.municipality.payout!.iban.replace(/\s/g, '');
  anna = (await colleague(database.pool, 'finance')).id;
});
afterAll(() => database.drop());

interface Line {
  cents: number;
  says: string;
}

const amount = (cents: number) =>
  `<Amt Ccy="EUR">${(Math.abs(cents) / 100).toFixed(2)}</Amt><CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
const balance = (code: string, cents: number) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}<Dt><Dt>2026-05-01</Dt></Dt></Bal>`;

/** A statement as banks give it, with a person's name and account on every line. */
const camt = (lines: Line[], { id = String(randomUUID()), account = iban, wrongBy = 0, currency = 'EUR' } = {}) =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
     <Stmt><Id>${id}</Id><Acct><Id><IBAN>${account}</IBAN></Id></Acct>${balance('OPBD', 100_000)}${balance('CLBD', 100_000 + lines.reduce((all, { cents }) => all + cents, 0) + wrongBy)}
     ${lines.map(({ cents, says }, at) => `<Ntry>${amount(cents)}<Sts>BOOK</Sts><BookgDt><Dt>2026-05-01</Dt></BookgDt><AcctSvcrRef>B${at}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Sanne de Boer</Nm></Cdtr></RltdPties><RmtInf><Ustrd>${says}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`).join('')}
     </Stmt></BkToCstmrStmt></Document>`.replaceAll('Ccy="EUR"', `Ccy="${currency}"`),
  );

const take = (content: Buffer) =>
  importStatements(
    deps,
    { municipalityId: 'voorbeeld', actor: { kind: 'staff', id: anna, roles: ['finance'] }, content },
    NOW,
  );

/** Money on its way to an account in a transfer the bank was sent. */
async function sentRefund(cents: number): Promise<string> {
  const { chargeId, holderId } = await readyToPay(deps, await resident(database.pool));
  const paymentId = randomUUID();
  const number = `TERUG-2026-${String((refunds += 1)).padStart(5, '0')}`;
  await database.pool.query(
    `INSERT INTO payment (id, municipality_id, holder_id, reference, cents, received_cents, status, created_at)
     VALUES ($1, 'voorbeeld', $2, $3, 9000, 9000, 'paid', $4)`,
    [paymentId, holderId, `PW-${paymentId.slice(0, 5).toUpperCase()}-XXXXX`, NOW],
  );
  const fileId = randomUUID();
  await database.pool.query(
    `INSERT INTO refund_file (id, municipality_id, number, refunds, cents, execute_on, sha256, made_by, made_at)
     VALUES ($1, 'voorbeeld', $2, 1, $3, '2026-05-01', 'x', $4, $5)`,
    [fileId, `BETAAL-2026-${number.slice(-5)}`, cents, anna, NOW],
  );
  await database.pool.query(
    `INSERT INTO refund (id, payment_id, charge_id, cents, reason, status, created_at, municipality_id, holder_id, number, due_on, route, approved_by, file_id)
     VALUES ($1, $2, $3, $4, 'ended', 'sent', $5, 'voorbeeld', $6, $7, '2026-06-26', 'transfer', $8, $9)`,
    [randomUUID(), paymentId, chargeId, cents, NOW, holderId, number, anna, fileId],
  );
  return number;
}

it('a statement is matched with what was sent to the bank, and nothing of the people on it is kept [BEYOND-020]', async () => {
  const number = await sentRefund(4_500);
  const said = await take(
    camt([
      { cents: -4_500, says: `Terugbetaling ${number}` },
      { cents: 12_000, says: 'onbekend' },
    ]),
  );
  expect(said).toEqual({ outcome: 'imported', statements: 1, lines: 2, matched: 1 });
  expect(await count(database.pool, 'bank_line WHERE refund_id IS NOT NULL')).toBe(1);
  expect(await count(database.pool, 'bank_line WHERE num_nonnulls(refund_id, refund_file_id, payment_id) = 0')).toBe(1);
  const { rows } = await database.pool.query('SELECT * FROM bank_line');
  expect(JSON.stringify(rows)).not.toContain('Sanne');
});

it('a line that came before its refund is matched by the next statement', async () => {
  await take(camt([{ cents: -300, says: 'TERUG-2026-99999' }]));
  const number = await sentRefund(300);
  await database.pool.query(`UPDATE refund SET number = 'TERUG-2026-99999' WHERE number = $1`, [number]);
  expect(await take(camt([]))).toMatchObject({ lines: 0, matched: 1 });
});

it('a file with wrong totals is refused whole, with what is wrong; so is one that was taken before [BEYOND-020]', async () => {
  const before = await count(database.pool, 'bank_line');
  expect(await take(camt([{ cents: 500, says: 'x' }], { wrongBy: 1 }))).toMatchObject({
    ground: 'statement-totals-differ',
    steps: [{ values: { openingCents: 100_000, linesCents: 500, closingCents: 100_501, differenceCents: 1 } }],
  });
  expect(await take(camt([], { account: 'NL02ABNA0123456789' }))).toMatchObject({ ground: 'statement-other-account' });
  expect(await take(camt([{ cents: 5, says: 'x' }], { currency: 'USD' }))).toMatchObject({
    ground: 'statement-not-camt',
    steps: [{ values: { at: 'Amt Ccy' } }],
  });
  expect(await take(Buffer.from('<Document><BkToCstmrStmt>'))).toMatchObject({ ground: 'statement-not-xml' });
  expect(await take(Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><Document/>'))).toMatchObject({
    ground: 'statement-not-xml',
  });
  expect(await take(Buffer.from('<Other/>'))).toMatchObject({ ground: 'statement-not-camt' });
  expect(await count(database.pool, 'bank_line')).toBe(before);
  const content = camt([{ cents: 700, says: 'x' }], { id: 'once' });
  const twice = await Promise.all([take(content), take(content)]);
  expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['imported', 'refuse']);
  expect(await count(database.pool, 'bank_line')).toBe(before + 1);
});
