import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { checkPlate } from '../../activities/enforcement.ts';
import { type Deps } from '../../activities/ports.ts';
import { depsOn, NOW } from '../../activities/testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../../activities/testing/database.ts';
import { residentPermit } from '../../activities/testing/resident-permit.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { type Staff } from '../http/caller.ts';
import { askThePast } from './past.ts';
import { PastQuestion, type PastAnswer } from './shapes.ts';

jest.setTimeout(60_000);

const AUDITOR = {
  kind: 'staff',
  id: randomUUID(),
  municipalityId: 'voorbeeld',
  roles: ['auditor'],
} as unknown as Staff;
const UNTIL = '2027-01-01T00:00:00.000Z';
const day = (date: string): string => `${date}T12:00:00.000Z`;

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

async function ask(question: object): Promise<PastAnswer> {
  const said = await askThePast({ deps }, AUDITOR, PastQuestion.parse({ area: 'A', ...question }));
  if ('outcome' in said) throw new Error(said.ground);
  return said;
}

/** A permit that officers saw from the first of January on. */
async function permitOf(plate: string): Promise<string> {
  const { permitId } = await residentPermit(deps, 'resident-centre', [plate]);
  await database.pool.query(`UPDATE parking_right SET known_from = '2026-01-01' WHERE permit_id = $1`, [permitId]);
  return permitId;
}

/** Ended on the tenth of April; told to the books then. */
async function endedEarly(permitId: string): Promise<void> {
  await database.pool.query(`UPDATE parking_right SET until = '2026-04-10' WHERE permit_id = $1`, [permitId]);
  await database.pool.query(
    `UPDATE right_before SET changed_at = '2026-04-10' WHERE right_id IN (SELECT id FROM parking_right WHERE permit_id = $1)`,
    [permitId],
  );
}

describe('what a check would have answered', () => {
  it('is what an officer was told, also when the right was cut afterwards [BEYOND-021]', async () => {
    const permitId = await permitOf('PA57XX');
    const at = day('2026-04-01');
    const told = await checkPlate({ ...deps, clock: () => at }, { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate: 'PA57XX', areaId: 'A', at }); // prettier-ignore
    expect(told).toMatchObject({ verdict: 'green', until: UNTIL });
    await endedEarly(permitId);

    const answer = await ask({ plate: 'pa-57-xx', at });
    expect(answer.then).toEqual({ verdict: 'green', until: UNTIL, justExpired: false, near: 0 });
    expect(answer.now).toEqual({ verdict: 'green', until: '2026-04-10T00:00:00.000Z', justExpired: false, near: 0 });
    expect(answer.checks).toEqual([
      { id: told.id, at, askedAbout: at, verdict: 'green', until: UNTIL, reproduced: true, outages: [] },
    ]);
    expect(answer.rights).toMatchObject([{ kind: 'permit', until: UNTIL, areas: ['A'] }]);
    expect(await ask({ plate: 'PA57XX', at: day('2026-04-11') })).toMatchObject({ then: { verdict: 'red' } });
    expect(await ask({ plate: 'PA57XX', area: 'B', at })).toMatchObject({ then: { verdict: 'red' }, rights: [] });
  });

  it('is red before anybody knew of the right, and green with what is known now', async () => {
    const permitId = await permitOf('PA57YY');
    await database.pool.query(`UPDATE parking_right SET known_from = '2026-03-01' WHERE permit_id = $1`, [permitId]);
    const answer = await ask({ plate: 'PA57YY', at: day('2026-02-01') });
    expect([answer.then.verdict, answer.now.verdict]).toEqual(['red', 'green']);
    expect((await ask({ plate: 'PA57YY', at: day('2026-02-01'), knownAt: day('2026-03-02') })).then.verdict).toBe(
      'green',
    );
  });

  it('is asked by permit when plates of then are erased, and says so', async () => {
    const permitId = await permitOf('PA57ZZ');
    await endedEarly(permitId);
    await database.pool.query(`UPDATE permit SET number = 'BV-2026-1' WHERE id = $1`, [permitId]);
    await database.pool.query('UPDATE parking_right SET plate = NULL WHERE permit_id = $1', [permitId]);
    const at = day('2026-01-15');
    expect(await ask({ plate: 'PA57ZZ', at })).toMatchObject({ platesErased: true, then: { verdict: 'red' } });
    expect(await ask({ permitNumber: 'bv-2026-1', at })).toMatchObject({
      platesErased: false,
      then: { verdict: 'green' },
    });
  });

  it('comes with the release in force then, what could be had and what parking cost', async () => {
    const { rows } = await database.pool.query<{ number: number }>(
      `SELECT max(number) AS number FROM release WHERE municipality_id = 'voorbeeld' AND valid_from <= $1`,
      [NOW],
    );
    const answer = await ask({ plate: 'PA57QQ', at: NOW, stayMinutes: 120 });
    expect(answer.release).toBe(rows[0]!.number);
    expect(answer.products.length).toBeGreaterThan(0);
    expect(answer.prices.every(({ cents }) => Number.isInteger(cents))).toBe(true);
    const elsewhere = await askThePast({ deps }, AUDITOR, PastQuestion.parse({ plate: 'X', area: 'nowhere', at: NOW }));
    expect('outcome' in elsewhere && isRefusal(elsewhere) && elsewhere.ground).toBe('area-unknown');
  });

  it('is one question: a plate, a permit or an action', () => {
    expect(PastQuestion.safeParse({ area: 'A', at: NOW }).success).toBe(false);
    expect(PastQuestion.safeParse({ area: 'A', at: NOW, plate: 'X', permitNumber: 'Y' }).success).toBe(false);
  });

  it('is recorded without the plate that was asked about', async () => {
    const { rows } = await database.pool.query(`SELECT data FROM audit_event WHERE kind = 'past-asked'`);
    expect(rows.length).toBeGreaterThan(5);
    expect(JSON.stringify(rows)).not.toContain('PA57');
  });
});
