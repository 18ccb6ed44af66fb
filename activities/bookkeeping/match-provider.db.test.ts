import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { runJob } from '../jobs.ts';
import { type Deps, type ListedPayment, type WorkerDeps } from '../ports.ts';
import { count, depsOn, NOW, providerSaying, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague, inTheNameOf } from '../testing/staff.ts';
import { matchProvider } from './match-provider.ts';
import { bookDifference, explainDifference } from './payment-differences.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let listed: ListedPayment[];
let finance: { municipalityId: string; actor: { kind: 'staff'; id: string; roles: ['finance'] } };
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, { payments: { ...providerSaying(), since: () => Promise.resolve(listed) } });
  finance = inTheNameOf(await colleague(database.pool, 'finance'));
});
afterAll(() => database.drop());
beforeEach(async () => {
  listed = [];
  await database.pool.query('TRUNCATE payment_difference, payment, incident CASCADE');
});

const DAY = 86_400_000;
const before = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();

/** A payment both sides know, of yesterday, and what each says of it. */
async function paid(more: Partial<ListedPayment> = {}, books: { received?: number | null; at?: string } = {}) {
  const { received = 9_000, at = before(DAY) } = books;
  const id = randomUUID();
  const providerId = `tr_${id}`;
  const reference = `PW-${id.slice(0, 5).toUpperCase()}-XXXXX`;
  await database.pool.query(
    `INSERT INTO payment (id, municipality_id, holder_id, reference, cents, received_cents, status, provider_id, created_at, settled_at)
     VALUES ($1, 'voorbeeld', $2, $3, 9000, $4, $5, $6, $7, $7)`,
    [id, await resident(database.pool), reference, received, received === null ? 'expired' : 'paid', providerId, at],
  );
  listed.push({
    ...{ providerId, reference, createdAt: at, receivedCents: 9_000, refundedCents: 0, chargedBackCents: 0 },
    ...more,
  });
  return { id, providerId };
}
const match = (at = NOW) => matchProvider(deps, at);
interface Open {
  id: string;
  kind: string;
  municipality_id: string | null;
  provider_cents: string;
  books_cents: string;
  explanation: string | null;
}
const open = async () =>
  (await database.pool.query<Open>('SELECT * FROM payment_difference WHERE gone_at IS NULL ORDER BY found_at, id'))
    .rows;

it('payments both sides know alike are no difference, and a run leaves a row that says so [BEYOND-020]', async () => {
  await paid();
  await paid();
  await runJob(deps as WorkerDeps, { job: 'provider-match', at: NOW, key: 'job-provider-match:1' });
  const { rows } = await database.pool.query(`SELECT result FROM job_run WHERE job = 'provider-match'`);
  expect(rows).toEqual([{ result: { providerPayments: 2, bookedPayments: 2, differences: 0, settled: 0 } }]);
  expect(await open()).toEqual([]);
});

it('every difference is found, both ways, once however often it is looked for [BEYOND-020]', async () => {
  await paid({}, { received: null });
  await paid({ refundedCents: 500 });
  await paid({ chargedBackCents: 9_000 });
  await paid();
  listed.pop(); // only in our books
  listed.push({ providerId: 'tr_other', reference: 'Webshop', createdAt: before(DAY), receivedCents: 1_200, refundedCents: 0, chargedBackCents: 0 }); // prettier-ignore
  await match();
  const found = await open();
  expect(found.map(({ kind }) => kind).sort()).toEqual([
    'charged-back-differs',
    'only-at-provider',
    'only-in-books',
    'received-differs',
    'refunded-differs',
  ]);
  expect(found.find(({ kind }) => kind === 'only-at-provider')).toMatchObject({
    municipality_id: null,
    provider_cents: '1200',
  });
  await Promise.all([match(), match()]);
  expect(await open()).toEqual(found);
  const { rows } = await database.pool.query<{ subject: string; about_money: boolean }>(
    `SELECT subject, about_money FROM incident WHERE kind = 'payment-difference' AND closed_at IS NULL`,
  );
  expect(rows.map(({ subject }) => subject).sort()).toEqual(found.map(({ id }) => id).sort());
  expect(rows.every(({ about_money }) => about_money)).toBe(true);
});

it('what was begun or sent a moment ago is looked at the next time, and what agrees again is gone [BEYOND-020]', async () => {
  await paid({ receivedCents: 0 }, { at: before(60_000) });
  listed.push({ providerId: 'tr_new', reference: 'PW-NEW', createdAt: before(60_000), receivedCents: 1_200, refundedCents: 0, chargedBackCents: 0 }); // prettier-ignore
  await match();
  expect(await open()).toEqual([]);
  const { id } = await paid({ refundedCents: 500 });
  await match();
  expect(await open()).toHaveLength(1);
  await database.pool.query(
    `INSERT INTO refund (id, payment_id, cents, reason, status, created_at, municipality_id, holder_id, number, due_on, route, sent_at)
     SELECT $1, id, 500, 'amount-differs', 'sent', $2, municipality_id, holder_id, $3, '2026-06-26', 'provider', $2 FROM payment WHERE id = $4`,
    [randomUUID(), before(DAY), `T-${id.slice(0, 8)}`, id],
  );
  listed = listed.filter(({ refundedCents }) => refundedCents === 500);
  await match();
  expect(await open()).toEqual([]);
  expect(await count(database.pool, 'payment_difference WHERE gone_at IS NOT NULL')).toBe(1);
});

it('finance explains a difference once, and is asked again when its amount changes [BEYOND-020]', async () => {
  await paid({ refundedCents: 500 });
  await match();
  const explain = async () =>
    explainDifference(deps, { ...finance, id: (await open())[0]!.id, explanation: 'settled-by-hand' }, NOW);
  expect(await explain()).toEqual({ outcome: 'changed' });
  expect(await explain()).toMatchObject({ ground: 'difference-over' });
  expect(await count(database.pool, `incident WHERE kind = 'payment-difference' AND closed_at IS NULL`)).toBe(0);
  await match();
  expect(await open()).toMatchObject([{ explanation: 'settled-by-hand' }]);
  listed[0]!.refundedCents = 700;
  await match();
  expect(await open()).toMatchObject([{ explanation: null, provider_cents: '700' }]);
  expect(await count(database.pool, `audit_event WHERE kind = 'payment-difference-explained'`)).toBe(1);
});

it('finance has booked what our books missed, by asking the provider once more; the rest can only be explained [BEYOND-020]', async () => {
  const { id } = await paid({}, { received: null });
  await match();
  const difference = (await open())[0]!.id;
  expect(await bookDifference(deps, { ...finance, id: difference }, NOW)).toEqual({ outcome: 'changed' });
  expect(await count(database.pool, `outbox WHERE kind = 'payment-hint' AND subject_id = $1`, [id])).toBe(1);
  await paid({ refundedCents: 500 });
  await match();
  const other = (await open()).find(({ kind }) => kind === 'refunded-differs')!.id;
  expect(await bookDifference(deps, { ...finance, id: other }, NOW)).toMatchObject({ ground: 'cannot-be-booked' });
  const elsewhere = { ...finance, municipalityId: 'deventer', id: other };
  expect(await bookDifference(deps, elsewhere, NOW)).toMatchObject({ ground: 'not-found' });
});
