import { jest } from '@jest/globals';
import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import { productOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { importReleases } from '../municipalities/import.ts';
import { inTransaction } from '../db/transaction.ts';
import { startParking, stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { openBalances } from './open.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

/** The last day of June is a Tuesday; visitors pay from nine to nine. Ninety hours a quarter, and no euros. */
const HOURS: Partial<ParkingTerms> = {
  balances: [{ unit: 'minute', period: 'quarter', allowance: 5_400 }],
  longestMinutes: 3 * 24 * 60,
};
const NOW = '2026-06-30T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
let content: ReleaseContent;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  content = withVisitorScheme(HOURS);
  await importReleases(database.pool, [content], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

async function withHours(): Promise<string> {
  const { permitId } = await visitorPermit(deps, 0);
  await database.pool.query('DELETE FROM permit_balance WHERE permit_id = $1', [permitId]);
  const validity = { from: '2025-12-31T23:00:00.000Z', to: '2026-12-31T23:00:00.000Z' };
  const product = productOf(content, 'visitor')!;
  await inTransaction(database.pool, (tx) =>
    openBalances(tx, { permitId, municipalityId: 'voorbeeld', product, validity, timeZone: 'Europe/Amsterdam' }, NOW),
  );
  return permitId;
}

/** What is free and set aside in the second and the third quarter. */
async function quarters(permitId: string): Promise<number[][]> {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    `SELECT b.available, b.held FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
      WHERE pb.permit_id = $1 AND b.period_from IN ('2026-04-01', '2026-07-01') ORDER BY b.period_from`,
    [permitId],
  );
  return rows.map(({ available, held }) => [Number(available), Number(held)]);
}

async function start(permitId: string, startsAt: string, endsAt: string): Promise<string> {
  const started = await startParking(deps, {
    permitId,
    country: 'NL',
    plate: 'KW1',
    display: 'KW-1',
    startsAt,
    endsAt,
    actor: ME,
    at: NOW,
  });
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  return started.id;
}

describe('a visit over the end of a quarter (R11)', () => {
  it('takes each day from the quarter it lies in, when it is planned', async () => {
    const permitId = await withHours();
    // From seven in the evening of the last day to noon of the first: two paid hours, then three.
    await start(permitId, '2026-06-30T17:00:00.000Z', '2026-07-01T10:00:00.000Z');
    expect(await quarters(permitId)).toEqual([
      [5_280, 120],
      [5_220, 180],
    ]);
  });

  it('stopped early in the new quarter gives back to each what it did not use, also to the one that is over', async () => {
    const permitId = await withHours();
    const actionId = await start(permitId, '2026-06-30T17:00:00.000Z', '2026-07-01T10:00:00.000Z');
    await stopParking(deps, { actionId, actor: ME, at: '2026-07-01T08:00:00.000Z' });
    expect(await quarters(permitId)).toEqual([
      [5_280, 0],
      [5_340, 0],
    ]);
    const planned = await start(permitId, '2026-07-01T17:00:00.000Z', '2026-07-01T18:00:00.000Z');
    await stopParking(deps, { actionId: planned, actor: ME, at: NOW });
    expect(await quarters(permitId)).toEqual([
      [5_280, 0],
      [5_340, 0],
    ]);
  });

  it('leaves every balance what its postings say', async () => {
    expect(
      await count(
        database.pool,
        `balance b JOIN permit_balance pb ON pb.balance_id = b.id
          WHERE b.available <> (SELECT coalesce(-sum(amount), 0) FROM posting WHERE account = 'available' AND ref = b.id::text)
             OR b.held <> (SELECT coalesce(-sum(amount), 0) FROM posting WHERE account = 'held' AND ref = b.id::text)`,
      ),
    ).toBe(0);
  });
});
