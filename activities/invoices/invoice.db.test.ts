import { randomUUID } from 'node:crypto';
import { type Party } from '../../rules/invoices/invoice.ts';
import { erase } from '../erasure.ts';
import { inTransaction } from '../db/transaction.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { antwerpen, belgian, consented, type Consented } from '../testing/on-demand.ts';
import { texts } from '../testing/voorbeeld.ts';
import { issueInvoice, readInvoice, requestInvoice } from './invoice.ts';
import { contentOf, printInvoice } from './print.ts';

const NOW = '2026-05-06T08:00:00.000Z';
const FIRM: Party = { name: 'Bakkerij & Zonen', street: 'Oefenlei 12', postcode: '2000', city: 'Antwerpen', country: 'BE', vatNumber: 'BE0403019261' }; // prettier-ignore

let database: TestDatabase;
let deps: Deps;
let lien: Consented;
beforeAll(async () => {
  database = await openTestDatabase(6);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [antwerpen()], '2026-01-02T00:00:00.000Z');
  lien = await consented(deps, await belgian(database.pool, '2000'), NOW);
});
afterAll(() => database.drop());

/** A payment for which an invoice was asked; gives its id. */
async function asked(kind: 'receipt' | 'invoice', reference: string = randomUUID()): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO payment (id, municipality_id, holder_id, reference, cents, created_at)
     VALUES ($1, 'antwerpen', $2, $3, 2000, $4) RETURNING id`,
    [randomUUID(), lien.holderId, reference, NOW],
  );
  await requestInvoice(deps, { reference, kind, party: { ...FIRM, vatNumber: kind === 'invoice' ? FIRM.vatNumber : null }, at: NOW });
  return rows[0]!.id;
} // prettier-ignore
const paid = (paymentId: string, at = NOW) =>
  inTransaction(database.pool, (tx) =>
    issueInvoice(
      tx,
      deps,
      { paymentId, municipalityId: 'antwerpen', permitId: lien.permits['visitor']!, cents: 2000 },
      at,
    ),
  );
const numbers = async (kind: string, year: number): Promise<number[]> => {
  const { rows } = await database.pool.query<{ number: number }>(
    'SELECT number FROM invoice WHERE kind = $1 AND year = $2 ORDER BY number',
    [kind, year],
  );
  return rows.map(({ number }) => number);
};

describe('invoices', () => {
  it('are numbered in turn when they are paid, without gaps, also when many are paid at once or some never are [POM-011]', async () => {
    const payments = await Promise.all(Array.from({ length: 6 }, () => asked('invoice')));
    await asked('invoice'); // never paid
    await Promise.all(payments.map((id) => paid(id)));
    await paid(payments[0]!); // told twice
    expect(await numbers('invoice', 2026)).toEqual([1, 2, 3, 4, 5, 6]);
    await paid(await asked('receipt'));
    expect(await numbers('receipt', 2026)).toEqual([1]);
    await paid(await asked('invoice'), '2026-12-31T23:30:00.000Z');
    expect(await numbers('invoice', 2027)).toEqual([1]);
  });

  it('have no number of a transaction that came to nothing [POM-011]', async () => {
    const before = (await numbers('invoice', 2026)).length;
    const lost = await asked('invoice');
    await expect(
      inTransaction(database.pool, async (tx) => {
        await issueInvoice(tx, deps, { paymentId: lost, municipalityId: 'antwerpen', permitId: lien.permits['visitor']!, cents: 2000 }, NOW);
        throw new Error('the provider changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    await paid(await asked('invoice'));
    expect((await numbers('invoice', 2026)).at(-1)).toBe(before + 1);
  }); // prettier-ignore

  it('are never changed, skipped or thrown away: the database refuses it [POM-011]', async () => {
    for (const statement of [
      `DELETE FROM invoice WHERE number IS NOT NULL`,
      `UPDATE invoice SET cents = 1 WHERE number IS NOT NULL`,
      `UPDATE invoice SET number = number + 100 WHERE number IS NOT NULL`,
      `UPDATE invoice SET year = 2026, number = 99, cents = 1, issued_at = now() WHERE number IS NULL`,
    ])
      await expect(database.pool.query(statement)).rejects.toThrow();
  });

  it('read as they were issued, for who they are made out to alone, as a tagged PDF with its VAT [POM-011, PEERS-019]', async () => {
    const paymentId = await asked('invoice', 'PW-ABCDE-23456');
    await paid(paymentId);
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM invoice WHERE payment_id = $1', [
      paymentId,
    ]);
    const invoice = (await readInvoice(deps, lien.accountId, rows[0]!.id))!;
    expect(invoice).toMatchObject({
      kind: 'invoice',
      reference: 'PW-ABCDE-23456',
      issuedOn: '2026-05-06',
      vatPercent: 21,
      buyer: FIRM,
    });
    const other = await consented(deps, await belgian(database.pool), NOW);
    expect(await readInvoice(deps, other.accountId, rows[0]!.id)).toBeUndefined();
    const { blocks } = contentOf(invoice, texts, 'en');
    expect(JSON.stringify(blocks).replaceAll(/\\u00a0|\u00a0/g, ' ')).toMatch(/VAT 21%.*3\.47.*Total.*20\.00/);
    expect((await printInvoice(invoice, texts, 'nl')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('that were never paid forget who asked after thirteen weeks, those that were after ten years [POM-011]', async () => {
    const known = () => count(database.pool, 'invoice WHERE party_sealed IS NOT NULL');
    const unpaid = await count(database.pool, 'invoice WHERE number IS NULL AND party_sealed IS NOT NULL');
    const all = await known();
    await erase(deps, '2026-09-01T08:00:00.000Z');
    expect(await known()).toBe(all - unpaid);
    // Ten years after the year of each: one of them is of 2027.
    await erase(deps, '2037-12-31T08:00:00.000Z');
    expect(await known()).toBe(1);
    await erase(deps, '2038-01-01T08:00:00.000Z');
    expect(await known()).toBe(0);
  });
});
