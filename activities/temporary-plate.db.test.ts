import { jest } from '@jest/globals';
import fc from 'fast-check';
import { type Pool } from 'pg';
import { openPool } from './db/pool.ts';
import { extendParking, settleParking, startParking, stopParking } from './parking.ts';
import { permitFacts } from './permits/life.ts';
import { type Deps } from './ports.ts';
import { count, depsOn, ME } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { isGreenAt, residentPermit } from './testing/resident-permit.ts';

jest.setTimeout(60_000); // races and random orders take their time on a busy machine

/** A Wednesday in Voorbeeldstad; the centre charges from nine to nine, a resident's temporary plate nothing. */
const at = (day: number, time: string) => `2026-05-${String(day).padStart(2, '0')}T${time}:00.000Z`;
const NOW = at(6, '08:00');

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
const fresh = () => ({ own: `OW${String(++serial).padStart(4, '0')}`, loan: `LO${String(serial).padStart(4, '0')}` });

interface When {
  startsAt?: string;
  endsAt?: string;
  now?: string;
  process?: number;
}

const start = (permitId: string, plate: string, { now = NOW, process = 0, ...when }: When = {}) =>
  startParking(
    { ...deps, pool: pools[process % pools.length]! },
    { permitId, country: 'NL', plate, display: plate, actor: ME, at: now, ...when },
  );

async function started(permitId: string, plate: string, when: When = {}): Promise<string> {
  const result = await start(permitId, plate, when);
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
}

const stop = (actionId: string, moment: string) => stopParking(deps, { actionId, actor: ME, at: moment });
const extend = (actionId: string, endsAt: string, moment = NOW) =>
  extendParking(deps, { actionId, endsAt, actor: ME, at: moment });

/** Which of the two an officer finds in order: `own`, `loan`, both or none. */
async function green({ own, loan }: { own: string; loan: string }, moment: string): Promise<string> {
  const [ownCounts, loanCounts] = await Promise.all([own, loan].map((plate) => isGreenAt(deps, plate, 'A', moment)));
  return [ownCounts && 'own', loanCounts && 'loan'].filter(Boolean).join(' and ') || 'none';
}

const before = (moment: string) => new Date(Date.parse(moment) - 1).toISOString();
const told = (permitId: string) =>
  count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-rights-changed'`, [permitId]);

describe('a temporary plate', () => {
  it('counts while it runs, and the plate of the permit does not; after the stop it is the other way round [2PARK-070]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    const id = await started(permitId, plates.loan);
    expect(await green(plates, before(NOW))).toBe('own');
    expect(await green(plates, NOW)).toBe('loan');
    await stop(id, at(6, '12:30'));
    expect(await green(plates, before(at(6, '12:30')))).toBe('loan');
    expect(await green(plates, at(6, '12:30'))).toBe('own');
    expect(await green(plates, '2026-12-31T23:59:59.999Z')).toBe('own');
    expect(await told(permitId)).toBe(2);
  });

  it('gives way at its end by itself, before any process has settled it [2PARK-071]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    const id = await started(permitId, plates.loan, { endsAt: at(8, '10:00') });
    expect(await green(plates, before(at(8, '10:00')))).toBe('loan');
    expect(await green(plates, at(8, '10:00'))).toBe('own');
    const commands = await told(permitId);
    await settleParking(deps, { actionId: id, at: at(8, '10:03') });
    for (const [moment, counts] of [[before(at(8, '10:00')), 'loan'], [at(8, '10:00'), 'own'], [at(8, '10:05'), 'own']] as const)
      expect(await green(plates, moment)).toBe(counts); // prettier-ignore
    expect(await told(permitId)).toBe(commands);
  });

  it('planned for later leaves the plate of the permit in force until it begins, and again from its end [2PARK-070]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    await started(permitId, plates.loan, { startsAt: at(10, '06:00'), endsAt: at(12, '06:00') });
    for (const [moment, counts] of [
      [NOW, 'own'], [before(at(10, '06:00')), 'own'], [at(10, '06:00'), 'loan'], [before(at(12, '06:00')), 'loan'], [at(12, '06:00'), 'own'],
    ] as const) expect([moment, await green(plates, moment)]).toEqual([moment, counts]); // prettier-ignore
  });

  it('that is deleted before it begins leaves one right of the permit as it was [2PARK-070, 2PARK-062]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    const id = await started(permitId, plates.loan, { startsAt: at(10, '06:00'), endsAt: at(12, '06:00') });
    await stop(id, at(7, '09:00'));
    for (const moment of [NOW, at(7, '09:00'), at(11, '06:00'), at(20, '06:00')])
      expect(await green(plates, moment)).toBe('own');
    expect(
      await count(database.pool, `parking_right WHERE permit_id = $1 AND open AND since < until`, [permitId]),
    ).toBe(1);
  });

  it('given a later end keeps the plate of the permit resting so much longer [2PARK-061]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    const id = await started(permitId, plates.loan, { endsAt: at(8, '10:00') });
    expect(await extend(id, at(9, '10:00'), at(8, '09:00'))).toMatchObject({ outcome: 'extended' });
    expect(await green(plates, at(8, '10:00'))).toBe('loan');
    expect(await green(plates, before(at(9, '10:00')))).toBe('loan');
    expect(await green(plates, at(9, '10:00'))).toBe('own');
  });

  it('without an end lasts fourteen days, and no longer than the permit [2PARK-072]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    await started(permitId, plates.loan);
    expect(await green(plates, before(at(20, '08:00')))).toBe('loan');
    expect(await green(plates, at(20, '08:00'))).toBe('own');

    const short = fresh();
    const validity = { from: '2026-01-01T00:00:00.000Z', to: at(9, '22:00') };
    const ending = await residentPermit(deps, 'resident-centre', [short.own], validity);
    await started(ending.permitId, short.loan);
    expect(await green(short, before(at(9, '22:00')))).toBe('loan');
    expect(await green(short, at(9, '22:00'))).toBe('none');
  });

  it('for longer than fourteen days is refused, with the longest that is possible [2PARK-072]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    expect(await start(permitId, plates.loan, { endsAt: at(20, '08:01') })).toMatchObject({
      ground: 'past-latest-end',
      proposal: { from: NOW, to: at(20, '08:00') },
    });
    expect(await green(plates, NOW)).toBe('own');
  });

  it('is not the plate of the permit, and not a second one at the same time [2PARK-070]', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    expect(await start(permitId, plates.own)).toMatchObject({ ground: 'plate-of-permit' });
    await started(permitId, plates.loan, { endsAt: at(8, '10:00') });
    expect(await start(permitId, fresh().loan)).toMatchObject({
      ground: 'too-many-at-once',
      proposal: { from: at(8, '10:00') },
    });
  });

  it('stands in order in the national register: what counts is made known, what was cut is taken back', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    const [first] = (await permitFacts(deps, { permitId })).toRegister;
    await database.pool.query(`UPDATE parking_right SET register_id = 'NPR', registered_at = $2 WHERE id = $1`, [
      first,
      NOW,
    ]);
    await started(permitId, plates.loan, { startsAt: at(10, '06:00'), endsAt: at(12, '06:00') });
    const { toRegister, toRevoke } = await permitFacts(deps, { permitId });
    expect(toRevoke).toEqual([first]);
    const { rows } = await database.pool.query<{ since: Date; until: Date }>(
      'SELECT since, until FROM parking_right WHERE id = ANY($1) ORDER BY since',
      [toRegister],
    );
    expect(rows.map(({ since, until }) => [since.toISOString(), until.toISOString()])).toEqual([
      [NOW, at(10, '06:00')],
      [at(12, '06:00'), '2027-01-01T00:00:00.000Z'],
    ]);
  });
});

describe('of ten who start a temporary plate at the same moment', () => {
  it('one succeeds, and one plate counts at every moment', async () => {
    const plates = fresh();
    const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        start(permitId, `${plates.loan}${n}`, { endsAt: at(8, '10:00'), process: n }),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
    const all = [plates.own, ...Array.from({ length: 10 }, (_, n) => `${plates.loan}${n}`)];
    for (const moment of [before(NOW), NOW, before(at(8, '10:00')), at(8, '10:00')]) {
      const seen = await Promise.all(all.map((plate) => isGreenAt(deps, plate, 'A', moment)));
      expect(seen.filter(Boolean)).toHaveLength(1);
    }
  });

  it('a stop and a later end: one plate counts, whoever wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const plates = fresh();
      const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
      const id = await started(permitId, plates.loan, { endsAt: at(8, '10:00') });
      await Promise.all([stop(id, at(7, '10:00')), extend(id, at(9, '10:00'), at(7, '10:00'))]);
      for (const moment of [before(at(7, '10:00')), at(7, '10:00'), at(8, '10:00'), at(9, '10:00')])
        expect(['own', 'loan']).toContain(await green(plates, moment));
      expect(await green(plates, at(7, '10:00'))).toBe('own');
    }
  });
});

type Step =
  | { act: 'start'; after: number; lasts: number | null }
  | { act: 'stop' | 'delete' | 'settle' }
  | { act: 'extend'; by: number };

const HOUR = 3_600_000;
const steps = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.oneof(
      fc.record({
        act: fc.constant('start' as const),
        after: fc.integer({ min: 0, max: 100 }),
        lasts: fc.option(fc.integer({ min: 1, max: 300 })),
      }),
      fc.record({ act: fc.constantFrom('stop' as const, 'delete' as const, 'settle' as const) }),
      fc.record({ act: fc.constant('extend' as const), by: fc.integer({ min: 1, max: 100 }) }),
    ),
  ),
  { minLength: 1, maxLength: 8 },
);

describe('whatever is started, stopped, extended and deleted, in whatever order', () => {
  it('exactly one of the two plates is green at every moment of the permit (R7, R8) [2PARK-070, 2PARK-071]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (orders) => {
        const plates = fresh();
        const { permitId } = await residentPermit(deps, 'resident-centre', [plates.own]);
        const ids: string[] = [];
        let now = Date.parse(NOW);
        for (const [hours, step] of orders as [number, Step][]) {
          now += hours * HOUR;
          const id = ids.at(-1);
          const moment = new Date(now).toISOString();
          const later = (from: number, by: number) => new Date(from + by * HOUR).toISOString();
          if (step.act === 'start') {
            const result = await start(permitId, plates.loan, {
              now: moment,
              startsAt: later(now, step.after),
              ...(step.lasts !== null && { endsAt: later(now, step.after + step.lasts) }),
            });
            if (result.outcome === 'started') ids.push(result.id);
          } else if (id !== undefined && step.act === 'extend') {
            const { endsAt } = await ends(id);
            await extend(id, later(Date.parse(endsAt), step.by), moment);
          } else if (id !== undefined && step.act === 'settle') await settleParking(deps, { actionId: id, at: moment });
          else if (id !== undefined) await stop(id, moment);
        }
        const { rows } = await database.pool.query<{ moment: Date }>(
          `SELECT DISTINCT unnest(ARRAY[since, since - interval '1 ms', until, until - interval '1 ms']) AS moment
             FROM parking_right WHERE permit_id = $1`,
          [permitId],
        );
        for (const { moment } of rows)
          if (moment >= new Date(NOW) && moment < new Date('2027-01-01T00:00:00.000Z'))
            expect([moment.toISOString(), await green(plates, moment.toISOString())]).toEqual([
              moment.toISOString(),
              expect.stringMatching(/^(own|loan)$/),
            ]);
      }),
      { numRuns: 40 },
    );
  });
});

async function ends(actionId: string): Promise<{ endsAt: string }> {
  const { rows } = await database.pool.query<{ ends_at: Date }>('SELECT ends_at FROM parking_action WHERE id = $1', [
    actionId,
  ]);
  return { endsAt: rows[0]!.ends_at.toISOString() };
}
