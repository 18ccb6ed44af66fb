import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type ParkingTerms } from '../rules/municipalities/parking.ts';
import { importReleases } from './municipalities/import.ts';
import { extendParking, startParking, stopParking, type StartParking } from './parking.ts';
import { type Deps } from './ports.ts';
import { quoteLaterEnd, quoteParking, type WishedStay } from './quotes.ts';
import { count, depsOn, ME } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { visitorPermit, withVisitorScheme } from './testing/visitor-scheme.ts';

jest.setTimeout(60_000);

/** A Wednesday, ten in the morning by the wall clock; a minute costs a cent until nine in the evening. */
const NOW = '2026-05-06T08:00:00.000Z';
const at = (time: string) => `2026-05-06T${time}.000Z`;

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

/** The same scheme with other terms and perhaps another tariff, on a database of its own. */
async function withTerms<T>(
  terms: Partial<ParkingTerms>,
  test: (deps: Deps) => Promise<T>,
  registerUsageId = 'BEZOEKREG',
): Promise<T> {
  const own = await openTestDatabase(4);
  const there = await depsOn(own.pool);
  const content = withVisitorScheme(terms);
  const products = content.products.map((one) => (one.id === 'visitor' ? { ...one, registerUsageId } : one));
  await importReleases(own.pool, [{ ...content, products }], '2026-01-02T00:00:00.000Z');
  return test(there).finally(() => own.drop());
}

const wish = (permitId: string, more: Partial<WishedStay> = {}): WishedStay => ({
  permitId, country: 'NL', plate: 'AA111B', endsAt: at('09:00:00'), at: NOW, ...more,
}); // prettier-ignore
const start = (stay: WishedStay, more: Partial<StartParking> = {}, there = deps) =>
  startParking(there, { ...stay, display: stay.plate, actor: ME, ...more });
async function quoted(stay: WishedStay, there = deps) {
  const result = await quoteParking(there, stay);
  if (result.outcome !== 'quoted') throw new Error(JSON.stringify(result));
  return result;
}
async function purse(balanceId: string): Promise<{ available: number; held: number }> {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    'SELECT available, held FROM balance WHERE id = $1',
    [balanceId],
  );
  return { available: Number(rows[0]!.available), held: Number(rows[0]!.held) };
}

/** Somebody who was given a grant, with a part of the balance set apart when an amount is given. */
async function granted(permitId: string, more: { amount?: number; monthlyCap?: number } = {}) {
  const [accountId, grantId] = [randomUUID(), randomUUID()];
  await database.pool.query(
    `INSERT INTO account (id, email, email_key, created_at) VALUES ($1::uuid, $1::text, $1::text, $2)`,
    [accountId, NOW],
  );
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO balance (municipality_id, unit, available) SELECT 'voorbeeld', 'eurocent', $1::bigint WHERE $1::bigint IS NOT NULL RETURNING id`,
    [more.amount ?? null],
  );
  const balanceId = rows[0]?.id ?? null;
  await database.pool.query(
    `INSERT INTO permit_grant (id, municipality_id, permit_id, email, email_key, balance_id, source_balance_id, unit, amount, monthly_cap, status, account_id, invited_at, accepted_at)
     VALUES ($1, 'voorbeeld', $2, $3::text, $3::text, $4, (SELECT balance_id FROM permit_balance WHERE permit_id = $2 AND $4::uuid IS NOT NULL), 'eurocent', $5, $6, 'accepted', $3::uuid, $7, $7)`,
    [grantId, permitId, accountId, balanceId, more.amount ?? null, more.monthlyCap ?? null, NOW],
  );
  return { grantId, accountId, balanceId };
}

describe('a quote', () => {
  it('is kept to for two minutes, with its own begin and price; the right begins when it is booked, never before [PEERS-006, 2PARK-058]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const stay = wish(permitId);
    const { quoteId, quoteEndsAt } = await quoted(stay);
    expect(quoteEndsAt).toBe(at('08:02:00'));
    const started = await start({ ...stay, at: at('08:01:59') }, { quoteId });
    expect(started).toMatchObject({ outcome: 'started' });
    expect(await purse(balanceId)).toEqual({ available: 440, held: 60 });
    const { rows } = await database.pool.query<{ starts_at: Date; since: Date }>(
      'SELECT a.starts_at, r.since FROM parking_action a JOIN parking_right r ON r.action_id = a.id WHERE a.permit_id = $1',
      [permitId],
    );
    expect(rows).toEqual([{ starts_at: new Date(NOW), since: new Date(at('08:01:59')) }]);
  });

  it('that is older is refused, with what is possible now; asked again with the key of a start it is that start [2PARK-058, BEYOND-034]', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const stay = wish(permitId);
    const { quoteId } = await quoted(stay);
    const remember = { owner: `account:${permitId}`, key: 'kept-for-later' };
    const late = { ...stay, at: at('08:02:00') };
    expect(await start(late, { quoteId, remember })).toMatchObject({
      ground: 'quote-expired',
      proposal: { from: at('08:02:00'), to: at('09:00:00') },
    });
    const first = await start({ ...stay, at: at('08:01:00') }, { quoteId, remember });
    expect(first).toMatchObject({ outcome: 'started' });
    expect(await start({ ...stay, at: at('08:30:00') }, { quoteId, remember })).toEqual(first);
  });

  it('is for one account, permit, plate, country and place; nobody else starts with it', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const other = await visitorPermit(deps, 500);
    const accountId = randomUUID();
    const { quoteId } = await quoted(wish(permitId, { accountId }));
    for (const change of [
      { accountId: randomUUID() },
      { permitId: other.permitId },
      { plate: 'BB222C' },
      { country: 'D' },
      { endsAt: at('08:30:00') },
      { startsAt: at('08:15:00') },
      { areaId: 'B', endsAt: at('08:59:00') },
    ])
      expect([change, await start({ ...wish(permitId, { accountId }), ...change }, { quoteId })]).toMatchObject([
        change,
        { ground: 'quote-differs' },
      ]);
  });

  it('of the last euro goes to one of two', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 60);
    const stays = ['AA111B', 'BB222C'].map((plate) => wish(permitId, { plate }));
    const quotes = await Promise.all(stays.map((stay) => quoted(stay)));
    const results = await Promise.all(stays.map((stay, n) => start(stay, { quoteId: quotes[n]!.quoteId })));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refuse', 'started']);
    expect(results).toContainEqual(expect.objectContaining({ ground: 'balance-empty' }));
    expect(await purse(balanceId)).toEqual({ available: 0, held: 60 });
  });

  it('of a later end sets nothing aside [2PARK-061]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const started = await start(wish(permitId));
    if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
    const later = { actionId: started.id, endsAt: at('10:00:00'), at: NOW };
    expect(await quoteLaterEnd(deps, later)).toMatchObject({
      holds: [{ unit: 'eurocent', amount: 60 }],
      price: { cents: 120 },
    });
    expect(await purse(balanceId)).toEqual({ available: 440, held: 60 });
  });
});

describe('under a grant', () => {
  it('with an amount of its own that amount is all there is, and the owner’s balance stays as it is', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const grant = await granted(permitId, { amount: 90 });
    const stay = wish(permitId, grant);
    expect(await start(stay)).toMatchObject({ outcome: 'started' });
    expect(await start({ ...stay, plate: 'BB222C' })).toMatchObject({
      ground: 'balance-too-small',
      proposal: { to: at('08:30:00') },
    });
    expect(await purse(grant.balanceId!)).toEqual({ available: 30, held: 60 });
    expect(await purse(balanceId)).toEqual({ available: 500, held: 0 });
  });

  it('a month’s maximum holds for many starts at once, and counts what they cost in the end [BEYOND-035]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 5000);
    const grant = await granted(permitId, { monthlyCap: 150 });
    const stay = (plate: string) => wish(permitId, { ...grant, plate });
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => start(stay(`P${n}`))));
    const started = results.flatMap((result) => (result.outcome === 'started' ? [result.id] : []));
    expect(started).toHaveLength(2);
    expect(results).toContainEqual(expect.objectContaining({ ground: 'monthly-cap-reached' }));
    expect(await purse(balanceId)).toEqual({ available: 4880, held: 120 });
    for (const actionId of started) await stopParking(deps, { actionId, actor: ME, at: at('08:10:00') });
    expect(await start({ ...stay('LAST'), at: at('08:10:00') })).toMatchObject({ outcome: 'started' });
  });

  it('that has ended nothing starts and nothing is extended, and what runs can be stopped', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const grant = await granted(permitId);
    const started = await start(wish(permitId, grant));
    if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
    await database.pool.query(`UPDATE permit_grant SET status = 'ended', ended_at = $2 WHERE id = $1`, [grant.grantId, NOW]);
    expect(await start(wish(permitId, { ...grant, plate: 'BB222C' }))).toMatchObject({ ground: 'grant-ended' });
    const later = { actionId: started.id, endsAt: at('10:00:00'), actor: ME, at: NOW };
    expect(await extendParking(deps, later)).toMatchObject({ ground: 'grant-ended' });
    expect(await stopParking(deps, { actionId: started.id, actor: ME, at: at('08:30:00') })).toMatchObject({ outcome: 'stopped' });
    expect(await count(database.pool, `parking_action WHERE permit_id = $1 AND state = 'open'`, [permitId])).toBe(0);
  }); // prettier-ignore
});

describe('what a product does not allow', () => {
  it('is refused when asked directly: a later end, an end left open, a start under a plate switch [2PARK-061, PEERS-008, 2PARK-003]', async () => {
    await withTerms({ extend: false, openEnd: false }, async (there) => {
      const { permitId } = await visitorPermit(there, 500);
      const { endsAt: _, ...open } = wish(permitId);
      expect(await start(open, {}, there)).toMatchObject({ ground: 'end-missing' });
      const started = await start(wish(permitId), {}, there);
      if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
      const later = { actionId: started.id, endsAt: at('10:00:00'), actor: ME, at: NOW };
      expect(await extendParking(there, later)).toMatchObject({ ground: 'extension-not-allowed' });
    });
    await withTerms({ kind: 'plate-switch' }, async (there) => {
      const { permitId } = await visitorPermit(there, 500);
      expect(await start(wish(permitId), {}, there)).toMatchObject({ ground: 'not-allowed-by-product' });
    });
  });
});

describe('prepaid parking', () => {
  it('costs what the chosen place costs, and gives the right there; other places are not offered [2PARK-006, 2PARK-111, PEERS-005]', async () => {
    const terms = { kind: 'prepaid', locations: ['A', 'B'], dayEnd: 'paid-time' } as const;
    await withTerms(
      terms,
      async (there) => {
        const { permitId } = await visitorPermit(there, 5000);
        const twoHours = (areaId: string) => wish(permitId, { areaId, endsAt: at('10:00:00') });
        const [centre, ring] = [await quoted(twoHours('A'), there), await quoted(twoHours('B'), there)];
        expect([centre.price.cents, ring.price.cents]).toEqual([600, 270]);
        expect(await quoteParking(there, twoHours('C'))).toMatchObject({ ground: 'location-not-offered' });
        expect(await start(twoHours('A'), { quoteId: centre.quoteId }, there)).toMatchObject({ outcome: 'started' });
        const { rows } = await there.pool.query('SELECT areas FROM parking_right WHERE permit_id = $1', [permitId]);
        expect(rows).toEqual([{ areas: ['A'] }]);
        // In the ring paid time ends at six, and parking with it (2PARK-006).
        expect(await quoted(wish(permitId, { areaId: 'B', plate: 'X', endsAt: undefined }), there)).toMatchObject({
          stay: { to: at('16:00:00') },
        });
      },
      'BETAALD',
    );
  });
});
