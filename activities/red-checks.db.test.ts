import { randomUUID } from 'node:crypto';
import { type Instant } from '../rules/values/moment.ts';
import { checkPlate } from './enforcement.ts';
import { type Deps } from './ports.ts';
import { weighRedChecks } from './red-checks.ts';
import { depsOn, NOW } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { residentPermit } from './testing/resident-permit.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(4);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const later = (minutes: number, from = NOW) => new Date(Date.parse(from) + minutes * 60_000).toISOString();
const check = (plate: string, areaId = 'B', at: Instant = NOW) =>
  checkPlate(
    { pool: database.pool, clock: () => at },
    { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate, areaId, at, repeatHours: 24 },
  );

/** A permit of somebody whose address works, and who has the app on a phone. */
async function known(plates: string[], validity?: { from: Instant; to: Instant }) {
  const permit = await residentPermit(deps, 'resident', plates, validity);
  await database.pool.query('UPDATE holder SET email_verified_at = $2 WHERE id = $1', [permit.holderId, NOW]);
  const { rows } = await database.pool.query<{ id: string }>(
    'INSERT INTO account (email, email_key, verified_at, created_at) VALUES ($1, $1, $2, $2) RETURNING id',
    [`${randomUUID()}@gast.example`, NOW],
  );
  const accountId = rows[0]!.id;
  await database.pool.query('INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ($1, $2, $3)', [
    permit.permitId,
    accountId,
    NOW,
  ]);
  const { rows: sessions } = await database.pool.query<{ id: string }>(
    `INSERT INTO account_session (token_hash, account_id, device, remembered, ends_at)
     VALUES ($1, $2, 'phone', true, now() + interval '1 day') RETURNING id`,
    [Buffer.from(randomUUID()), accountId],
  );
  await database.pool.query(
    `INSERT INTO push_subscription (account_id, session_id, endpoint, p256dh, auth, created_at) VALUES ($1, $2, $3, 'k', 'a', $4)`,
    [accountId, sessions[0]!.id, `https://push.example/${randomUUID()}`, NOW],
  );
  return permit;
}

async function told(permitId: string): Promise<{ alerts: string[]; mails: number; pushes: number }> {
  const count = async (query: string) =>
    Number((await database.pool.query<{ count: string }>(query, [permitId])).rows[0]!.count);
  const { rows } = await database.pool.query<{ ground: string }>(
    'SELECT ground FROM red_alert WHERE permit_id = $1 ORDER BY checked_at',
    [permitId],
  );
  return {
    alerts: rows.map(({ ground }) => ground),
    mails: await count(`SELECT count(*) FROM message WHERE permit_id = $1 AND kind = 'red-check'`),
    pushes: await count(`SELECT count(*) FROM outbox WHERE kind = 'send-push' AND payload ->> 'permitId' = $1::text`),
  };
}

describe('the brake on an avalanche of fines', () => {
  it('tells the holder by mail and by push, at the next look, that another plate of the permit counts now [BEYOND-004]', async () => {
    await residentPermit(deps, 'resident', ['A10AAB']);
    const { permitId } = await known(['A10AAC', 'J66JJJ']);
    expect(await check('A10AAC')).toMatchObject({ verdict: 'amber' }); // it may have been read wrong
    const { permitId: second } = await known(['B20BBB', 'K77KKK']);
    await check('K77KKK');
    await weighRedChecks(deps, later(15));
    expect(await told(permitId)).toEqual({ alerts: [], mails: 0, pushes: 0 });
    expect(await told(second)).toEqual({ alerts: ['other-plate-active'], mails: 1, pushes: 1 });
    const { rows } = await database.pool.query<{ private: unknown }>(
      `SELECT private FROM message WHERE permit_id = $1 AND kind = 'red-check'`,
      [second],
    );
    expect(rows[0]!.private).toEqual({ ground: 'other-plate-active', seen: { areaId: 'B', at: NOW } });
  });

  it('tells of the wrong area, and of a permit that expired less than fourteen days ago [BEYOND-004]', async () => {
    const elsewhere = await known(['C30CCC']);
    const expired = await known(['D40DDD'], { from: '2025-05-01T00:00:00.000Z', to: '2026-04-20T00:00:00.000Z' });
    const longAgo = await known(['E50EEE'], { from: '2025-05-01T00:00:00.000Z', to: '2026-04-17T00:00:00.000Z' });
    await check('C30CCC', 'A');
    await check('D40DDD');
    await check('E50EEE');
    await weighRedChecks(deps, later(1));
    expect((await told(elsewhere.permitId)).alerts).toEqual(['other-area']);
    expect((await told(expired.permitId)).alerts).toEqual(['expired']);
    expect((await told(longAgo.permitId)).alerts).toEqual([]);
  });

  it('tells once in the hours of the municipality, however many officers pass, and flags the second to the officer [BEYOND-004]', async () => {
    const { permitId } = await known(['F60FFF', 'L88LLL']);
    expect(await check('L88LLL')).toMatchObject({ verdict: 'red', earlier: 0 });
    expect(await check('L88LLL', 'B', later(120))).toMatchObject({ verdict: 'red', earlier: 1 });
    await Promise.all([weighRedChecks(deps, later(125)), weighRedChecks(deps, later(125))]);
    await weighRedChecks(deps, later(130));
    expect(await told(permitId)).toEqual({ alerts: ['other-plate-active'], mails: 1, pushes: 1 });
    expect(await check('L88LLL', 'B', later(25 * 60))).toMatchObject({ earlier: 1 });
    await weighRedChecks(deps, later(25 * 60 + 5));
    expect((await told(permitId)).alerts).toHaveLength(2);
  });

  it('tells nobody of a plate that belongs to no permit, of one that was blocked, and where the municipality does not warn', async () => {
    const blocked = await known(['G70GGG', 'M99MMM']);
    await database.pool.query('UPDATE permit SET blocked_at = $2 WHERE id = $1', [blocked.permitId, NOW]);
    const permit = await known(['H80HHH', 'N11NNN']);
    await check('M99MMM');
    await check('Z98ZZZ');
    expect((await weighRedChecks(deps, later(1))).holdersWarned).toBe(0);
    await check('N11NNN');
    const silent = {
      ...deps.releases,
      inForce: async (...given: Parameters<Deps['releases']['inForce']>) => {
        const release = await deps.releases.inForce(...given);
        return {
          ...release,
          content: { ...release.content, municipality: { ...release.content.municipality, enforcement: null } },
        };
      },
    };
    await weighRedChecks({ ...deps, releases: silent }, later(1));
    expect((await told(permit.permitId)).alerts).toEqual([]);
  });
});
