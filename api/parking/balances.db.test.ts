import { jest } from '@jest/globals';
import { accountWith } from '../../activities/testing/account.ts';
import { depsOn } from '../../activities/testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../../activities/testing/database.ts';
import { visitorPermit } from '../../activities/testing/visitor-scheme.ts';
import { type BalanceTerms } from '../../rules/municipalities/parking.ts';
import { type Deps } from '../../activities/ports.ts';
import { balanceViews, pastUse } from './balances.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

const NOW = '2026-05-06T08:00:00.000Z';
const HERE = { now: NOW, timeZone: 'Europe/Amsterdam' };
const EUROS: BalanceTerms = { unit: 'eurocent', period: 'permit', allowance: 0 };
const HOURS: BalanceTerms = { unit: 'minute', period: 'quarter', allowance: 5_400 };

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

/** Ended that many days ago, settled for so much. */
const parked = (permitId: string, balanceId: string, daysAgo: number, cents: number) =>
  database.pool.query(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, starts_at, ends_at, state, holds, costs, started_at)
     SELECT municipality_id, id, 'B', release, 'NL', e.at - interval '1 hour', e.at, 'settled', '[]', $4, e.at
       FROM permit, (SELECT $2::timestamptz - make_interval(days => $3) AS at) e WHERE id = $1`,
    [permitId, NOW, daysAgo, JSON.stringify([{ balanceId, amount: cents }])],
  );

describe('how long a balance lasts', () => {
  it('follows from what was settled on it in four weeks, whoever parked [BEYOND-035]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 1_000);
    await accountWith(database.pool, permitId);
    for (const [daysAgo, cents] of [[40, 9_999], [27, 700], [1, 700]] as const) await parked(permitId, balanceId, daysAgo, cents); // prettier-ignore
    const use = (await pastUse(database.pool, [{ permitId, grantId: null }], NOW)).get(permitId);
    expect(use?.used).toEqual([{ unit: 'eurocent', amount: 1_400 }]);
    const rows = [{ unit: 'eurocent' as const, from: null, until: null, available: 1_000, held: 0 }];
    expect(balanceViews(rows, [EUROS], use, HERE)).toMatchObject([{ available: 1_000, lastsUntil: '2026-05-26' }]);
  });

  it('is not said of a permit that was never used', async () => {
    const { permitId } = await visitorPermit(deps, 1_000);
    const use = (await pastUse(database.pool, [{ permitId, grantId: null }], NOW)).get(permitId);
    expect(use).toEqual({ firstUse: null, used: [] });
    const rows = [{ unit: 'eurocent' as const, from: null, until: null, available: 1_000, held: 0 }];
    expect(balanceViews(rows, [EUROS], use, HERE)).toMatchObject([{ lastsUntil: null }]);
  });
});

describe('what is free today', () => {
  it('is that of the period today lies in, per unit, in the order the product names them (R10, R11) [2PARK-031, 2PARK-032]', () => {
    const quarter = (from: string, until: string, available: number) => ({ unit: 'minute' as const, from, until, available, held: 0 }); // prettier-ignore
    const rows = [
      { unit: 'eurocent' as const, from: null, until: null, available: 500, held: 60 },
      quarter('2026-01-01', '2026-04-01', 17),
      quarter('2026-04-01', '2026-07-01', 5_340),
      quarter('2026-07-01', '2026-10-01', 5_400),
    ];
    expect(balanceViews(rows, [HOURS, EUROS], undefined, HERE)).toEqual([
      { unit: 'minute', available: 5_340, held: 0, period: { from: '2026-04-01', lastDay: '2026-06-30' }, lastsUntil: null },
      { unit: 'eurocent', available: 500, held: 60, period: null, lastsUntil: null },
    ]); // prettier-ignore
    expect(balanceViews(rows, [HOURS], undefined, { ...HERE, now: '2026-06-30T22:00:00.000Z' })).toMatchObject([{ available: 5_400 }]); // prettier-ignore
  });
});
