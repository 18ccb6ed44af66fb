import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type Pool } from 'pg';
import { switchPlate, type Switched } from './active-plate.ts';
import { openPool } from './db/pool.ts';
import { endPermit, permitFacts } from './permits/life.ts';
import { type Deps } from './ports.ts';
import { CLERK, count, depsOn, ME } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { isGreenAt, residentPermit } from './testing/resident-permit.ts';

jest.setTimeout(60_000); // races and random orders take their time on a busy machine

const at = (time: string) => `2026-05-06T${time}Z`;
const NOW = at('08:00:00.000');

let database: TestDatabase;
let deps: Deps;
/** As several processes would stand beside each other: each with connections of its own. */
let pools: Pool[];
beforeAll(async () => {
  database = await openTestDatabase(10);
  pools = Array.from({ length: 4 }, () => openPool(database.url, 2, () => undefined));
  deps = await depsOn(database.pool);
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** Plates of a test of their own, so that one test never sees the rights of another. */
let serial = 0;
const fresh = (count: number) => Array.from({ length: count }, () => `SW${String(++serial).padStart(4, '0')}`);

const choose = (permitId: string, plate: string, moment = NOW, process = 0): Promise<Switched> =>
  switchPlate(
    { ...deps, pool: pools[process % pools.length]! },
    { permitId, role: 'owner', country: 'NL', plate, actor: ME, at: moment },
  );

const greenAt = async (plates: readonly string[], moment: string): Promise<string[]> => {
  const seen = await Promise.all(plates.map((plate) => isGreenAt(deps, plate, 'B', moment)));
  return plates.filter((_, index) => seen[index]);
};

const told = (permitId: string) =>
  count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-rights-changed'`, [permitId]);

describe('the plate that counts', () => {
  it('is none until one is chosen, and then that one, to the millisecond [2PARK-110, LOKET-011]', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    expect(await greenAt(plates, NOW)).toEqual([]);
    expect(await choose(permitId, plates[0]!)).toEqual({ outcome: 'counts', display: plates[0], since: NOW });
    expect(await greenAt(plates, at('07:59:59.999'))).toEqual([]);
    expect(await greenAt(plates, NOW)).toEqual([plates[0]]);
  });

  it('gives way to another in the same moment: never both, never none (R7) [2PARK-110, LOKET-021]', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    await choose(permitId, plates[0]!);
    await choose(permitId, plates[1]!, at('09:30:00.000'));
    expect(await greenAt(plates, at('09:29:59.999'))).toEqual([plates[0]]);
    expect(await greenAt(plates, at('09:30:00.000'))).toEqual([plates[1]]);
    await choose(permitId, plates[0]!, at('09:30:00.001'));
    expect(await greenAt(plates, at('09:30:00.000'))).toEqual([plates[1]]);
    expect(await greenAt(plates, at('09:30:00.001'))).toEqual([plates[0]]);
    expect(await greenAt(plates, '2026-12-31T23:59:59.999Z')).toEqual([plates[0]]);
    expect(await count(database.pool, `audit_event WHERE permit_id = $1 AND kind = 'active-plate-changed'`, [permitId])).toBe(3); // prettier-ignore
  });

  it('stays as it is when it is chosen again: same moment, nothing told', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    await choose(permitId, plates[0]!);
    expect(await choose(permitId, plates[0]!, at('12:00:00.000'))).toMatchObject({ outcome: 'counts', since: NOW });
    expect(await told(permitId)).toBe(1);
    expect(await count(database.pool, 'parking_right WHERE permit_id = $1', [permitId])).toBe(1);
  });

  it('chosen before the permit begins counts from its beginning, also when chosen anew', async () => {
    const plates = fresh(2);
    const begins = '2026-06-01T00:00:00.000Z';
    const { permitId } = await residentPermit(deps, 'resident', plates, {
      from: begins,
      to: '2027-06-01T00:00:00.000Z',
    });
    expect(await choose(permitId, plates[0]!)).toMatchObject({ since: begins });
    expect(await choose(permitId, plates[1]!, at('10:00:00.000'))).toMatchObject({ since: begins });
    expect(await greenAt(plates, '2026-05-31T23:59:59.999Z')).toEqual([]);
    expect(await greenAt(plates, begins)).toEqual([plates[1]]);
  });

  it('is a plate of the permit, of a permit in force, of a product that asks for it', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    expect(await choose(permitId, 'ELSE01')).toMatchObject({ ground: 'plate-not-on-permit' });
    expect(await choose(randomUUID(), plates[0]!)).toMatchObject({ ground: 'not-found' });
    await database.pool.query('UPDATE permit SET blocked_at = $2 WHERE id = $1', [permitId, NOW]);
    expect(await choose(permitId, plates[0]!)).toMatchObject({ ground: 'permit-not-in-force' });
    const [only] = fresh(1);
    const centre = await residentPermit(deps, 'resident-centre', [only!]);
    expect(await choose(centre.permitId, only!)).toMatchObject({ ground: 'not-allowed-by-product' });
  });
});

describe('two who choose at the same moment', () => {
  it('leave exactly one plate green, at every moment', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    await choose(permitId, plates[0]!, at('07:00:00.000'));
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, n) => choose(permitId, plates[n % 2]!, at(`08:00:00.0${10 + n}`), n)),
    );
    expect(results.filter(({ outcome }) => outcome !== 'counts')).toEqual([]);
    const { rows } = await database.pool.query<{ moment: Date }>(
      `SELECT DISTINCT unnest(ARRAY[since, since + interval '1 ms', until - interval '1 ms']) AS moment
         FROM parking_right WHERE permit_id = $1 AND since < until`,
      [permitId],
    );
    for (const { moment } of rows) expect(await greenAt(plates, moment.toISOString())).toHaveLength(1);
  });

  it('leave one also when the one who chose last is booked first', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    await choose(permitId, plates[0]!, at('07:00:00.000'));
    await choose(permitId, plates[1]!, at('08:00:00.025'));
    await choose(permitId, plates[0]!, at('08:00:00.020'));
    await choose(permitId, plates[1]!, at('08:00:00.015'));
    expect(await greenAt(plates, at('08:00:00.014'))).toEqual([plates[0]]);
    for (const moment of ['.015', '.020', '.025', '.026'])
      expect([moment, await greenAt(plates, at(`08:00:00${moment}`))]).toEqual([moment, [plates[1]]]);
  });

  it('or one who chooses while the permit is ended: nothing is green afterwards', async () => {
    for (let round = 0; round < 5; round += 1) {
      const plates = fresh(2);
      const { permitId } = await residentPermit(deps, 'resident', plates);
      await choose(permitId, plates[0]!, at('07:00:00.000'));
      await Promise.all([
        choose(permitId, plates[1]!, NOW, 1),
        endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: NOW, key: `end ${permitId}` }),
      ]);
      expect(await greenAt(plates, NOW)).toEqual([]);
      expect(await greenAt(plates, at('12:00:00.000'))).toEqual([]);
    }
  });
});

describe('the national register', () => {
  it('is told of the chosen plate, and that the earlier one is over', async () => {
    const plates = fresh(2);
    const { permitId } = await residentPermit(deps, 'resident', plates);
    await choose(permitId, plates[0]!);
    const [first] = (await permitFacts(deps, { permitId })).toRegister;
    await database.pool.query(`UPDATE parking_right SET register_id = 'NPR', registered_at = $2 WHERE id = $1`, [
      first,
      NOW,
    ]);
    await choose(permitId, plates[1]!, at('09:00:00.000'));
    const { toRegister, toRevoke } = await permitFacts(deps, { permitId });
    expect(toRevoke).toEqual([first]);
    expect(toRegister).toHaveLength(1);
    expect(await told(permitId)).toBe(2);
  });
});
