import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type OutagePart } from '../../rules/outages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { checkPlate } from '../enforcement.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague } from '../testing/staff.ts';
import { endOutage, recordOutage, withdrawOutage } from './record.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let operator: string;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  operator = (await colleague(database.pool, 'operator')).id;
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('TRUNCATE outage, plate_check CASCADE'));

const at = (time: string): Instant => `2026-05-01T${time}:00.000Z`;
const by = () => ({
  municipalityId: 'voorbeeld',
  actor: { kind: 'staff', id: operator, roles: ['operator'] } as const,
});
const recorded = async (beganAt: Instant, endedAt: Instant | null = null, part: OutagePart = 'register') => {
  const id = randomUUID();
  return { id, said: await recordOutage(deps, { id, ...by(), part, beganAt, endedAt, instead: null }, NOW) };
};
const check = async (moment: Instant, municipalityId = 'voorbeeld'): Promise<string> => {
  const asked = { municipalityId, officerId: randomUUID(), country: 'NL', plate: 'K51FTN', areaId: 'B', at: moment };
  return (await checkPlate({ pool: database.pool, clock: () => moment }, asked)).id;
};
const flagged = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM flagged_check ORDER BY asked_about');
  return rows.map(({ id }) => id);
};

it('flags every check of a moment inside it, whether it was made before the outage was recorded or after [BEYOND-027]', async () => {
  const [before, first, inside, last] = [
    await check(at('09:59')), await check(at('10:00')), await check(at('10:30')), await check(at('11:00')),
  ]; // prettier-ignore
  await check(at('10:30'), 'deventer');
  expect(await flagged()).toEqual([]);
  const { id, said } = await recorded(at('10:00'), at('11:00'));
  expect(said).toEqual({ outcome: 'recorded' });
  expect(await flagged()).toEqual([first, inside]);
  // One that looked back at that moment, or was sent by a device later, is of that moment as well.
  const later = await check(at('10:45'));
  expect(await flagged()).toEqual([first, inside, later]);
  expect(await endOutage(deps, { id, ...by(), endedAt: at('11:30') }, NOW)).toEqual({ outcome: 'recorded' });
  expect(await flagged()).toEqual([first, inside, later, last]);
  expect(await flagged()).not.toContain(before);
});

it('lasts until somebody says that it is over, and then flags nothing more', async () => {
  const { id } = await recorded(at('11:00'));
  const during = await check(at('11:59'));
  expect(await flagged()).toEqual([during]);
  await endOutage(deps, { id, ...by(), endedAt: at('11:59') }, NOW);
  expect(await flagged()).toEqual([]);
  expect(await endOutage(deps, { id, ...by(), endedAt: at('10:00') }, NOW)).toMatchObject({ ground: 'outage-ends-first' });
  expect(await count(database.pool, `audit_event WHERE kind = 'outage-ended' AND data ->> 'outageId' = $1`, [id])).toBe(1);
}); // prettier-ignore

it('of the same part is recorded once at a time, however many say so at once, and can be taken back', async () => {
  const said = await Promise.all([recorded(at('11:00')), recorded(at('11:30'))]);
  expect(said.map(({ said: { outcome } }) => outcome).sort()).toEqual(['recorded', 'refuse']);
  expect((await recorded(at('11:10'), null, 'mail')).said).toEqual({ outcome: 'recorded' });
  expect((await recorded(at('11:10'))).said).toMatchObject({ ground: 'outage-overlaps', steps: [{ remedy: 'end-other-outage' }] });
  const { id } = said.find((one) => one.said.outcome === 'recorded')!;
  expect(await withdrawOutage(deps, { id, ...by(), municipalityId: 'deventer' }, NOW)).toMatchObject({ ground: 'not-found' });
  expect(await withdrawOutage(deps, { id, ...by() }, NOW)).toEqual({ outcome: 'recorded' });
  expect(await withdrawOutage(deps, { id, ...by() }, NOW)).toMatchObject({ ground: 'outage-withdrawn' });
  expect(await endOutage(deps, { id, ...by(), endedAt: NOW }, NOW)).toMatchObject({ ground: 'outage-withdrawn' });
  expect((await recorded(at('11:10'))).said).toEqual({ outcome: 'recorded' });
}); // prettier-ignore

it('is recorded once, however often it is sent', async () => {
  const outage = { id: randomUUID(), ...by(), part: 'parking', beganAt: at('10:00'), endedAt: null, instead: null } as const;
  expect(await recordOutage(deps, outage, NOW)).toEqual({ outcome: 'recorded' });
  expect(await recordOutage(deps, outage, NOW)).toEqual({ outcome: 'recorded' });
  expect(await count(database.pool, 'outage')).toBe(1);
  expect(await recordOutage(deps, { ...outage, id: randomUUID(), beganAt: at('13:00') }, NOW)).toMatchObject({
    ground: 'outage-not-yet',
  });
}); // prettier-ignore
