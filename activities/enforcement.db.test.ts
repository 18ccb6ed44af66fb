import { randomUUID } from 'node:crypto';
import { platesOneAway } from '../rules/values/plate.ts';
import { checkPlate } from './enforcement.ts';
import { type Deps } from './ports.ts';
import { depsOn, NOW } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { residentPermit } from './testing/resident-permit.ts';
import { watched } from './testing/watched-pool.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(4);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const ask = (plate: string, more: object = {}, at = NOW) =>
  checkPlate(
    { pool: database.pool, clock: () => at },
    {
      municipalityId: 'voorbeeld',
      officerId: randomUUID(),
      country: 'NL',
      plate,
      areaId: 'B',
      at,
      repeatHours: 24,
      ...more,
    },
  );
const minutesLater = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

describe('a plate that was read wrong by one character', () => {
  it('is looked at again where the right one counts: in this area, at this moment, and only counted [BEYOND-003]', async () => {
    await residentPermit(deps, 'resident', ['K51FTN']);
    expect(await ask('K51FTM')).toMatchObject({ verdict: 'amber', near: 1, until: null });
    expect(await ask('K51FTN')).toMatchObject({ verdict: 'green', near: 0 });
    expect(await ask('K51FT')).toMatchObject({ verdict: 'amber', near: 1 });
    expect(await ask('K51FTNX')).toMatchObject({ verdict: 'amber', near: 1 });
    expect(await ask('K51FMM')).toMatchObject({ verdict: 'red', near: 0 }); // two away
    expect(await ask('K51FTM', { areaId: 'A' })).toMatchObject({ verdict: 'red', near: 0 });
    expect(await ask('K51FTM', { country: 'B' })).toMatchObject({ verdict: 'red', near: 0 });
    expect(await ask('K51FTM', {}, '2027-01-01T00:00:00.000Z')).toMatchObject({ verdict: 'red', near: 0 });
  });

  it('counts plates, not rights, and no more than nine', async () => {
    for (const last of 'ABCDEFGHKL') await residentPermit(deps, 'resident', [`Z77PP${last}`]);
    await residentPermit(deps, 'resident', ['Z77PPA']);
    expect(await ask('Z77PPX')).toMatchObject({ verdict: 'amber', near: 9 });
  });

  it.each([
    ['K51FTN', 'NL'],
    ['K51FT', 'NL'],
    ['K51FTNX', 'NL'],
    ['1ABC123', 'B'],
    ['AA1', 'D'],
  ])('is meant as the same plates by the database and by a device: %s (%s)', async (plate, country) => {
    const { rows } = await database.pool.query<{ plate: string }>('SELECT DISTINCT plates_one_away($1, $2) AS plate', [
      plate,
      country,
    ]);
    const found = rows.map((row) => row.plate).filter((one) => one !== plate);
    expect(found.sort()).toEqual([...new Set(platesOneAway(plate, country))].filter((one) => one !== plate).sort());
  });
});

describe('a plate that was red before', () => {
  it('is told as such for as long as the municipality looks back, and a second look at the same car is none', async () => {
    expect(await ask('G12HJK')).toMatchObject({ verdict: 'red', earlier: 0 });
    expect(await ask('G12HJK', {}, minutesLater(4))).toMatchObject({ earlier: 0 });
    expect(await ask('G12HJK', {}, minutesLater(60))).toMatchObject({ verdict: 'red', earlier: 2 });
    expect(await ask('G12HJK', { repeatHours: null }, minutesLater(61))).toMatchObject({ earlier: 0 });
    expect(await ask('G12HJK', {}, minutesLater(26 * 60))).toMatchObject({ earlier: 0 });
  });
});

describe('whoever holds a clock or a ruler to the answer', () => {
  it('learns nothing of a plate that is red: unknown, with a permit elsewhere, or of long ago, it is one statement and one size', async () => {
    await residentPermit(deps, 'resident', ['P30ELS']);
    const { permitId } = await residentPermit(deps, 'resident', ['P31OUD']);
    await database.pool.query(`UPDATE parking_right SET until = since + interval '1 minute' WHERE permit_id = $1`, [
      permitId,
    ]);
    const looks = [];
    for (const [plate, areaId] of [
      ['X00XXX', 'B'],
      ['P30ELS', 'A'],
      ['P31OUD', 'B'],
    ] as const) {
      const { pool, asked } = watched(database.pool);
      const at = minutesLater(24 * 60);
      const answer = await checkPlate(
        { pool, clock: () => at },
        { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate, areaId, at, repeatHours: 24 },
      );
      expect([plate, answer.verdict]).toEqual([plate, 'red']);
      looks.push({ asked, size: JSON.stringify(answer).length, fields: Object.keys(answer) });
    }
    expect(looks[0]!.asked).toEqual(['check-plate']);
    expect(looks[1]).toEqual(looks[0]);
    expect(looks[2]).toEqual(looks[0]);
  });
});
