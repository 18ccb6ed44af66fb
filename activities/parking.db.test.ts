import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { openPool } from './db/pool.ts';
import { importReleases } from './municipalities/import.ts';
import { extendParking, parkingFacts, settleParking, startParking, stopParking } from './parking.ts';
import { type Deps } from './ports.ts';
import { count, depsOn, ME } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { visitorPermit, withVisitorScheme } from './testing/visitor-scheme.ts';
import { checkPlate } from './enforcement.ts';

/** A Wednesday, ten in the morning by the wall clock; a minute costs a cent until nine in the evening. */
const NOW = '2026-05-06T08:00:00.000Z';
const at = (time: string) => `2026-05-06T${time}:00.000Z`;

let database: TestDatabase;
let deps: Deps;
/** As several processes would stand beside each other: each with connections of its own. */
let pools: Pool[];
beforeAll(async () => {
  database = await openTestDatabase(10);
  pools = Array.from({ length: 4 }, () => openPool(database.url, 2, () => undefined));
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

const start = (permitId: string, plate: string, more: object = {}, process = 0) =>
  startParking(
    { ...deps, pool: pools[process % pools.length]! },
    {
      permitId,
      country: 'NL',
      plate,
      display: plate,
      endsAt: at('09:00'),
      actor: ME,
      at: NOW,
      ...more,
    },
  );

async function started(permitId: string, plate: string, more: object = {}): Promise<string> {
  const result = await start(permitId, plate, more);
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
}

async function purse(balanceId: string): Promise<{ available: number; held: number }> {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    'SELECT available, held FROM balance WHERE id = $1',
    [balanceId],
  );
  return { available: Number(rows[0]!.available), held: Number(rows[0]!.held) };
}

/** What the postings of a balance say it has gained or lost since it was filled. */
async function posted(balanceId: string): Promise<{ available: number; held: number }> {
  const { rows } = await database.pool.query<{ account: string; sum: string }>(
    'SELECT account, -sum(amount) AS sum FROM posting WHERE ref = $1 GROUP BY account',
    [balanceId],
  );
  const of = (account: string) => Number(rows.find((row) => row.account === account)?.sum ?? 0);
  return { available: of('available'), held: of('held') };
}

const isGreen = async (plate: string, moment: string) => {
  const { verdict } = await checkPlate(
    { pool: database.pool, clock: () => NOW },
    { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate, areaId: 'B', at: moment },
  );
  return verdict === 'green';
};

describe('a start', () => {
  it('holds its price, opens its right at once, and tells its process', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'AA111B');
    expect(await purse(balanceId)).toEqual({ available: 440, held: 60 });
    expect(await isGreen('AA111B', NOW)).toBe(true);
    expect(await isGreen('AA111B', at('09:00'))).toBe(false);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'start-parking-action'`, [id])).toBe(1);
    expect(await count(database.pool, `process WHERE subject_id = $1`, [id])).toBe(1);
    expect((await parkingFacts(deps, { actionId: id })).toRegister).toHaveLength(1);
  });

  it('for the last euros: as many as they pay for, of fifty at once (R1) [2PARK-004]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 7 * 60 + 59);
    const results = await Promise.all(Array.from({ length: 50 }, (_, n) => start(permitId, `P${n}`, {}, n)));
    const outcomes = results.map((result) => (result.outcome === 'started' ? 'started' : result.ground));
    expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(7);
    expect(new Set(outcomes)).toEqual(new Set(['started', 'balance-too-small']));
    expect(await purse(balanceId)).toEqual({ available: 59, held: 420 });
    expect(await posted(balanceId)).toEqual({ available: -420, held: 420 });
  });

  it('of one plate under one permit: one of twenty at once', async () => {
    const { permitId } = await visitorPermit(deps, 10_000);
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => start(permitId, 'SAME1', {}, n)));
    expect(results.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
    expect(await count(database.pool, `parking_right WHERE permit_id = $1 AND open`, [permitId])).toBe(1);
  });

  it('repeated with its key, also at once, is the same start with the same answer, to the byte', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const remember = { owner: `holder:${permitId}`, key: 'once-only-key' };
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => start(permitId, 'KEY1', { remember }, n)));
    expect(new Set(results.map((result) => (result.outcome === 'started' ? result.answer : result.ground))).size).toBe(
      1,
    );
    expect(await purse(balanceId)).toMatchObject({ held: 60 });
    expect(await start(permitId, 'KEY2', { remember })).toMatchObject({ ground: 'idempotency-key-reused' });
  });

  it('on a permit that is not for parking, not there or blocked is refused, and nothing is held', async () => {
    expect(await start(randomUUID(), 'X')).toMatchObject({ ground: 'not-found' });
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    await database.pool.query('UPDATE permit SET blocked_at = $2 WHERE id = $1', [permitId, NOW]);
    expect(await start(permitId, 'X')).toMatchObject({ ground: 'permit-not-in-force' });
    expect(await purse(balanceId)).toEqual({ available: 500, held: 0 });
  });
});

describe('a stop', () => {
  it('earns what was used, gives the rest back and turns the plate red in the same moment [2PARK-060]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'STOP1');
    expect(await stopParking(deps, { actionId: id, actor: ME, at: at('08:20') })).toMatchObject({
      outcome: 'stopped',
      endedAt: at('08:20'),
      costs: [{ balanceId, amount: 20 }],
    });
    expect(await purse(balanceId)).toEqual({ available: 480, held: 0 });
    expect(await posted(balanceId)).toEqual({ available: -20, held: 0 });
    expect(await isGreen('STOP1', at('08:19'))).toBe(true);
    expect(await isGreen('STOP1', at('08:20'))).toBe(false);
  });

  it('comes once, of ten at the same moment', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'STOP2');
    const stops = Array.from({ length: 10 }, () => stopParking(deps, { actionId: id, actor: ME, at: at('08:30') }));
    const outcomes = (await Promise.all(stops)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'stopped')).toHaveLength(1);
    expect(await purse(balanceId)).toEqual({ available: 470, held: 0 });
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'parking-stopped'`, [id])).toBe(1);
  });

  it('of a planned action gives everything back [2PARK-062]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'PLAN1', { startsAt: at('12:00'), endsAt: at('13:00') });
    expect(await purse(balanceId)).toEqual({ available: 440, held: 60 });
    await stopParking(deps, { actionId: id, actor: ME, at: NOW });
    expect(await purse(balanceId)).toEqual({ available: 500, held: 0 });
    expect(await isGreen('PLAN1', at('12:30'))).toBe(false);
  });
});

describe('a later end', () => {
  it('sets the difference aside and follows on without a gap [2PARK-061]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'EXT1');
    expect(await extendParking(deps, { actionId: id, endsAt: at('10:00'), actor: ME, at: at('08:30') })).toMatchObject({
      outcome: 'extended',
      holds: [{ balanceId, amount: 120 }],
    });
    expect(await purse(balanceId)).toEqual({ available: 380, held: 120 });
    for (const moment of ['08:59', '09:00', '09:59']) expect(await isGreen('EXT1', at(moment))).toBe(true);
    expect(await isGreen('EXT1', at('10:00'))).toBe(false);
    await stopParking(deps, { actionId: id, actor: ME, at: at('08:45') });
    expect(await purse(balanceId)).toEqual({ available: 455, held: 0 });
    expect(await isGreen('EXT1', at('09:30'))).toBe(false);
  });

  it('and a stop at the same moment: one of them wins, and the books close', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'RACE1');
    await Promise.all([
      extendParking(deps, { actionId: id, endsAt: at('10:00'), actor: ME, at: at('08:30') }),
      stopParking(deps, { actionId: id, actor: ME, at: at('08:30') }),
    ]);
    expect(await purse(balanceId)).toEqual({ available: 470, held: 0 });
    expect(await isGreen('RACE1', at('08:30'))).toBe(false);
  });
});

describe('the end of an action', () => {
  it('settles it once, and not before: an extension that came in between is respected', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const id = await started(permitId, 'END1');
    await extendParking(deps, { actionId: id, endsAt: at('09:30'), actor: ME, at: at('08:59') });
    expect(await settleParking(deps, { actionId: id, at: at('09:00') })).toEqual({
      state: 'open',
      endsAt: at('09:30'),
    });
    const settling = Array.from({ length: 5 }, () => settleParking(deps, { actionId: id, at: at('09:30') }));
    expect(await Promise.all(settling)).toEqual(Array.from({ length: 5 }, () => ({ state: 'settled' })));
    expect(await purse(balanceId)).toEqual({ available: 410, held: 0 });
    expect(await count(database.pool, `journal_entry WHERE subject_id = $1 AND reason = 'settle'`, [id])).toBe(1);
  });
});

describe('after everything', () => {
  it('every balance is what its postings say, nothing is held for what is over, and VAT is set apart', async () => {
    const { rows } = await database.pool.query(
      `SELECT b.id FROM balance b
        WHERE b.held <> (SELECT -coalesce(sum(amount), 0) FROM posting WHERE ref = b.id::text AND account = 'held')
           OR (b.held > 0 AND NOT EXISTS (SELECT FROM permit_balance pb JOIN parking_action a ON a.permit_id = pb.permit_id
                                           WHERE pb.balance_id = b.id AND a.state = 'open'))`,
    );
    expect(rows).toEqual([]);
    const { rows: sums } = await database.pool.query<{ sum: string }>(
      `SELECT sum(amount) AS sum FROM posting WHERE account IN ('income', 'vat')`,
    );
    const { rows: costs } = await database.pool.query<{ sum: string }>(
      `SELECT sum((cost ->> 'amount')::bigint) AS sum FROM parking_action, jsonb_array_elements(costs) AS cost`,
    );
    expect(-Number(sums[0]!.sum)).toBe(Number(costs[0]!.sum));
    expect(await count(database.pool, `posting WHERE account = 'vat'`)).toBeGreaterThan(0);
  });
});
