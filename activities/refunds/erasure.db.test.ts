import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { inTransaction } from '../db/transaction.ts';
import { erase } from '../erasure.ts';
import { readPayment } from '../payments/settle.ts';
import { createAtProvider, startPayment } from '../payments/start.ts';
import { type Deps } from '../ports.ts';
import { depsOn, ME, NOW, providerSaying, readyToPay, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague } from '../testing/staff.ts';
import { keepAccount, maskedAccount } from './account.ts';
import { contentOfFile } from './file.ts';
import { openRefund } from './open.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

/** Given on 1 May 2026; thirteen weeks later is 31 July. */
const KEPT = '2026-07-31T21:59:59.999Z';
const GONE = '2026-07-31T22:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(4);
  deps = await depsOn(database.pool, { payments: providerSaying({ status: 'paid', paidCents: 9_000 }) });
});
afterAll(() => database.drop());

async function holderWithAccount(): Promise<string> {
  const holderId = await resident(database.pool);
  await given(holderId);
  return holderId;
}
const given = (holderId: string) =>
  keepAccount(deps, { municipalityId: 'voorbeeld', holderId, iban: 'NL91ABNA0417164300', name: 'S. de Boer' }, ME, NOW);

/** Money of an application that was paid and cannot be used, with a holder whose account is known. */
async function owed(): Promise<{ holderId: string; paymentId: string; open: () => Promise<string> }> {
  const item = await readyToPay(deps, await resident(database.pool));
  await given(item.holderId);
  const paymentId = randomUUID();
  await startPayment(deps, {
    paymentId, municipalityId: 'voorbeeld', holderId: item.holderId, chargeIds: [item.chargeId], actor: ME, at: NOW, key: paymentId,
  }); // prettier-ignore
  await createAtProvider(deps, { paymentId });
  await readPayment(deps, { paymentId, at: NOW, nextPollAt: NOW });
  const refund = { paymentId, chargeId: item.chargeId, cents: 9_000, reason: 'withdrawn', actor: ME } as const;
  const late = '2027-06-01T08:00:00.000Z'; // the way it came is closed by then
  return { ...item, paymentId, open: () => inTransaction(database.pool, (tx) => openRefund(tx, deps, refund, late)) };
}

const known = async (holderId: string) => (await maskedAccount(deps, holderId)) !== null;
const run = (at: string) => erase(deps, at);

it('an account number is gone thirteen weeks after it was given, and running twice finds nothing more', async () => {
  const holderId = await holderWithAccount();
  expect(await run(KEPT)).toMatchObject({ bankAccounts: 0, refundFiles: 0 });
  expect(await known(holderId)).toBe(true);
  expect(await run(GONE)).toMatchObject({ bankAccounts: 1 });
  expect(await known(holderId)).toBe(false);
  expect(await run(GONE)).toMatchObject({ bankAccounts: 0 });
});

it('an account number stays as long as money is on its way, and thirteen weeks after it arrived', async () => {
  const { holderId, open } = await owed();
  const refundId = await open();
  await run('2028-06-01T08:00:00.000Z');
  expect(await known(holderId)).toBe(true);
  const { rows } = await database.pool.query<{ status: string }>('SELECT status FROM refund WHERE id = $1', [refundId]);
  expect(rows).toEqual([{ status: 'awaiting-approval' }]);
  await database.pool.query(`UPDATE refund SET status = 'refused', refused_at = '2028-06-10T08:00:00Z' WHERE id = $1`, [
    refundId,
  ]);
  await run('2028-09-08T21:59:59.999Z');
  expect(await known(holderId)).toBe(true);
  await run('2028-09-09T22:00:00.000Z');
  expect(await known(holderId)).toBe(false);
});

it('a refund that is opened while its account is being erased either keeps it or asks for it again', async () => {
  const cases = await Promise.all(Array.from({ length: 6 }, owed));
  const [refunds] = await Promise.all([Promise.all(cases.map(({ open }) => open())), run('2027-06-01T08:00:00.000Z')]);
  for (const [index, refundId] of refunds.entries()) {
    const { rows } = await database.pool.query<{ status: string }>('SELECT status FROM refund WHERE id = $1', [
      refundId,
    ]);
    expect(rows[0]!.status).toBe((await known(cases[index]!.holderId)) ? 'awaiting-approval' : 'due');
  }
});

it('a file for the bank is emptied when the year of its books is seven years ago; what it came to stays', async () => {
  const id = randomUUID();
  const [maker, releaser] = [await colleague(database.pool, 'finance'), await colleague(database.pool, 'finance')];
  await database.pool.query(
    `INSERT INTO refund_file (id, municipality_id, number, refunds, cents, execute_on, content_sealed, sha256, made_by, made_at, released_by, released_at)
     VALUES ($1, 'voorbeeld', 'BETAAL-2026-09999', 1, 4500, '2026-05-04', $2, 'ab', $3, $5, $4, $5)`,
    [id, deps.vault.seal(Buffer.from('<Document/>')), maker.id, releaser.id, NOW],
  ); // prettier-ignore
  const content = () => contentOfFile(deps, { id, municipalityId: 'voorbeeld' });
  expect(await run('2033-12-31T22:59:59.999Z')).toMatchObject({ refundFiles: 0 });
  expect((await content())?.xml).toBe('<Document/>');
  expect(await run('2033-12-31T23:00:00.000Z')).toMatchObject({ refundFiles: 1 });
  expect(await content()).toBeUndefined();
  const { rows } = await database.pool.query('SELECT number, cents, sha256 FROM refund_file WHERE id = $1', [id]);
  expect(rows).toEqual([{ number: 'BETAAL-2026-09999', cents: '4500', sha256: 'ab' }]);
  expect(await run('2033-12-31T23:00:00.000Z')).toMatchObject({ refundFiles: 0 });
});
