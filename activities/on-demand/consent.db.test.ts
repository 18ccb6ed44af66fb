import { importReleases } from '../municipalities/import.ts';
import { startParking, stopParking, type StartParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { antwerpen, belgian, consented, withEuros, type Consented } from '../testing/on-demand.ts';
import { consentOf, withdrawConsent } from './consent.ts';

/** A Wednesday, ten in the morning in Antwerp; in the centre a minute costs 1.2 cents from nine to ten in the evening. */
const NOW = '2026-05-06T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(5);
  deps = await depsOn(database.pool, { clock: () => NOW });
  await importReleases(database.pool, [antwerpen()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

const start = (permitId: string, startsAt: string, endsAt: string, more: Partial<StartParking> = {}) =>
  startParking(deps, {
    permitId, country: 'B', plate: '1ABC234', display: '1-ABC-234', startsAt, endsAt, actor: { kind: 'system', id: 'test' }, at: NOW, ...more,
  }); // prettier-ignore
const started = async (...args: Parameters<typeof start>): Promise<string> => {
  const result = await start(...args);
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
};
const resident = async (euros = 0): Promise<Consented> => {
  const lien = await consented(deps, await belgian(database.pool, '2000'), NOW);
  await withEuros(database.pool, lien.permits['visitor']!, euros);
  return lien;
};
async function left(permitId: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ name: string; available: number }>(
    `SELECT coalesce(b.period_from::text, b.unit) AS name, b.available::int AS available
       FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id WHERE pb.permit_id = $1 ORDER BY b.period_from NULLS FIRST LIMIT 4`,
    [permitId],
  );
  return Object.fromEntries(rows.map(({ name, available }) => [name, available]));
}

describe('who consents', () => {
  it('in a zone parks for themselves and for visitors, outside every zone for themselves only [POM-001]', async () => {
    expect(Object.keys((await resident()).permits).sort()).toEqual(['subscription', 'visitor']);
    expect(Object.keys((await consented(deps, await belgian(database.pool), NOW)).permits)).toEqual(['subscription']);
  });

  it('has one balance in euros for both, and ninety hours in each quarter [POM-001, POM-022]', async () => {
    const { permits } = await resident(2000);
    expect(await left(permits['subscription']!)).toEqual({ eurocent: 2000 });
    expect(await left(permits['visitor']!)).toEqual({
      eurocent: 2000, '2026-04-01': 5400, '2026-07-01': 5400, '2026-10-01': 5400,
    }); // prettier-ignore
  });

  it('twice, or at every sign-in, gets nothing twice [POM-003]', async () => {
    const lien = await resident();
    const again = await consented(deps, lien.holderId, NOW);
    expect(again).toEqual(lien);
    expect(await count(database.pool, `consent WHERE holder_id = '${lien.holderId}'`)).toBe(1);
  });

  it('and moves to another zone takes the hours that are left along; who moves out parks for themselves only [POM-001, POM-022]', async () => {
    const lien = await resident(5000);
    await started(lien.permits['visitor']!, '2026-05-06T08:00:00.000Z', '2026-05-06T10:00:00.000Z');
    const movesTo = (postcode: string) =>
      database.pool.query(`UPDATE holder SET address = jsonb_set(address, '{postcode}', to_jsonb($2::text)) WHERE id = $1`, [lien.holderId, postcode]); // prettier-ignore
    await movesTo('2018');
    const moved = await consented(deps, lien.holderId, NOW);
    expect(moved.permits['visitor']).not.toBe(lien.permits['visitor']);
    expect(await left(moved.permits['visitor']!)).toMatchObject({ '2026-04-01': 5280, '2026-07-01': 5400 });
    await movesTo('9000');
    expect(Object.keys((await consented(deps, lien.holderId, NOW)).permits)).toEqual(['subscription']);
  });
});

describe('withdrawing consent', () => {
  it('takes back what is planned, lets what runs go on, and forgets what was shared [POM-004]', async () => {
    const lien = await resident(5000);
    const visitor = lien.permits['visitor']!;
    const running = await started(visitor, NOW, '2026-05-06T10:00:00.000Z');
    const planned = await started(visitor, '2026-05-07T08:00:00.000Z', '2026-05-07T09:00:00.000Z');
    const before = await left(visitor);
    expect(await withdrawConsent(deps, { municipalityId: 'antwerpen', accountId: lien.accountId, at: NOW })).toBe(true);

    const states = await database.pool.query<{ id: string; state: string }>('SELECT id, state FROM parking_action WHERE permit_id = $1 ORDER BY id', [visitor]); // prettier-ignore
    expect(states.rows).toEqual([
      { id: running, state: 'open' },
      { id: planned, state: 'settled' },
    ]);
    expect((await left(visitor))['2026-04-01']).toBe(before['2026-04-01']! + 60);
    const kept = await database.pool.query(
      'SELECT h.name, h.address, a.email, p.profile_id FROM holder h JOIN account a ON a.holder_id = h.id JOIN parking_profile p ON p.holder_id = h.id WHERE h.id = $1',
      [lien.holderId],
    );
    expect(kept.rows).toEqual([{ name: '', address: null, email: '', profile_id: null }]);
    expect(await count(database.pool, `coupling WHERE account_id = '${lien.accountId}' AND removed_at IS NULL`)).toBe(
      0,
    );
    expect(
      await count(database.pool, `audit_event WHERE holder_id = '${lien.holderId}' AND kind = 'consent-withdrawn'`),
    ).toBe(1);
    // What runs can still be stopped, with its rest going back.
    expect(await stopParking(deps, { actionId: running, actor: { kind: 'system', id: 'test' }, at: '2026-05-06T09:00:00.000Z' })).toMatchObject({ outcome: 'stopped' }); // prettier-ignore
  });

  it('is done once, and leads to the question at the next sign-in [POM-004]', async () => {
    const lien = await resident();
    const ask = () => consentOf(database.pool, 'antwerpen', 'rrn', Buffer.from(lien.holderId));
    expect(await ask()).toBe(lien.holderId);
    const withdraw = () => withdrawConsent(deps, { municipalityId: 'antwerpen', accountId: lien.accountId, at: NOW });
    expect([await withdraw(), await withdraw()]).toEqual([true, false]);
    expect(await ask()).toBeUndefined();
    // The login tells the address again, and consent anew leads to the same account and permits.
    await database.pool.query(`UPDATE holder SET address = '{"postcode": "2000", "houseNumber": 12}' WHERE id = $1`, [
      lien.holderId,
    ]);
    expect(await consented(deps, lien.holderId, NOW)).toMatchObject({
      accountId: lien.accountId,
      permits: lien.permits,
    });
  });
});

describe('hours of a quarter', () => {
  it('are counted in the quarter of each day, and only in the next for what is booked there [POM-022, POM-026]', async () => {
    const { permits } = await resident(50_000);
    const visitor = permits['visitor']!;
    // Quarter past nine in the evening of the last day until half past nine in the morning: 45 minutes and 30.
    await started(visitor, '2026-06-30T19:15:00.000Z', '2026-07-01T07:30:00.000Z');
    expect(await left(visitor)).toMatchObject({ '2026-04-01': 5355, '2026-07-01': 5370 });
    await started(visitor, '2026-07-02T08:00:00.000Z', '2026-07-02T10:00:00.000Z');
    expect(await left(visitor)).toMatchObject({ '2026-04-01': 5355, '2026-07-01': 5250 });
  });

  it('go back to their own quarter after an early stop, also when that has closed [POM-026]', async () => {
    const { permits } = await resident(50_000);
    const visitor = permits['visitor']!;
    const over = await started(visitor, '2026-06-30T18:00:00.000Z', '2026-07-01T07:30:00.000Z');
    expect(await left(visitor)).toMatchObject({ '2026-04-01': 5280, '2026-07-01': 5370 });
    const stop = { actionId: over, actor: { kind: 'system' as const, id: 'test' } };
    expect(await stopParking(deps, { ...stop, at: '2026-07-01T07:10:00.000Z' })).toMatchObject({ outcome: 'stopped' });
    expect(await left(visitor)).toMatchObject({ '2026-04-01': 5280, '2026-07-01': 5390 });
  });

  it('and the three hours of a visit are held when two book at once [POM-023]', async () => {
    const { permits } = await resident(50_000);
    const visitor = permits['visitor']!;
    const both = await Promise.all([
      start(visitor, '2026-05-06T08:00:00.000Z', '2026-05-06T10:00:00.000Z'),
      start(visitor, '2026-05-06T10:05:00.000Z', '2026-05-06T12:05:00.000Z'),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['refuse', 'started']);
    expect(both.find(({ outcome }) => outcome === 'refuse')).toMatchObject({ ground: 'visit-too-long' });
  });
});
