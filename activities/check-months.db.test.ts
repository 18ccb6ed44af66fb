import { randomUUID } from 'node:crypto';
import { addCheckMonths } from './check-months.ts';
import { checkPlate } from './enforcement.ts';
import { type Deps } from './ports.ts';
import { depsOn } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { explained } from './testing/explained.ts';
import { countMonths, recentChecks } from './wrong-checks/rate.ts';

let database: TestDatabase;
let deps: Deps;
let clock: string;
beforeAll(async () => {
  database = await openTestDatabase(2);
  deps = await depsOn(database.pool, { clock: () => clock });
  await addCheckMonths(database, '2031-03-15T12:00:00.000Z');
});
afterAll(() => database.drop());

const officerId = randomUUID();
const checked = async (at: string) => {
  clock = at;
  const question = { municipalityId: 'voorbeeld', officerId, country: 'NL', plate: 'K51FTN', areaId: 'B', at };
  return (await checkPlate(deps, { ...question, repeatHours: 48 })).id;
};
const tableOf = async (id: string) => {
  const { rows } = await database.pool.query<{ name: string }>(
    'SELECT tableoid::regclass AS name FROM plate_check WHERE id = $1',
    [id],
  );
  return rows.map(({ name }) => name);
};

describe('checks, a table a month', () => {
  it('lie in the month they were made in, by the clock they go by', async () => {
    expect(await tableOf(await checked('2031-03-31T23:59:59.000Z'))).toEqual(['plate_check_2031_03']);
    expect(await tableOf(await checked('2031-04-02T00:00:00.000Z'))).toEqual(['plate_check_2031_04']);
  });

  it('have their months beforehand, once', async () => {
    expect(await addCheckMonths(database, '2031-03-16T12:00:00.000Z')).toBe(0);
    expect(await addCheckMonths(database, '2031-04-01T00:00:00.000Z')).toBe(1);
    expect(await tableOf(await checked('2031-07-01T08:00:00.000Z'))).toEqual(['plate_check_2031_07']);
  });

  it('are kept where their month was never made, and found there, also when it would be made late', async () => {
    const id = await checked('2035-01-10T08:00:00.000Z');
    expect(await tableOf(id)).toEqual(['plate_check_rest']);
    expect(await addCheckMonths(database, '2035-01-11T08:00:00.000Z')).toBe(3);
    const since = '2035-01-10T00:00:00.000Z';
    expect(await recentChecks(database.pool, { municipalityId: 'voorbeeld', officerId, since })).toMatchObject([
      { id },
    ]);
  });

  it('of a day are looked for in their own month alone, and an earlier red one too', async () => {
    const at = '2031-05-20T08:00:00.000Z';
    const { db, plans } = explained(database.pool);
    await recentChecks(db, { municipalityId: 'voorbeeld', officerId, since: at });
    await countMonths(db, { municipalityId: 'voorbeeld', timeZone: 'Europe/Amsterdam', from: at });
    clock = at;
    await checkPlate({ pool: db, clock: deps.clock }, { municipalityId: 'voorbeeld', officerId, country: 'NL', plate: 'K51FTN', areaId: 'B', at, repeatHours: 48 }); // prettier-ignore
    for (const plan of await plans()) {
      expect(plan).toContain('plate_check_2031_05');
      expect(plan).not.toMatch(/plate_check_(2026|2031_03|2031_04)/);
    }
  });

  it('keep what refers to them, and each number of a device once, whatever the month', async () => {
    const [id, later] = [await checked('2031-05-21T08:00:00.000Z'), await checked('2031-06-01T08:00:00.000Z')];
    const number = (check: string) =>
      database.pool.query(
        `UPDATE plate_check SET offline_id = '019f0000-0000-7000-8000-000000000001', offline_verdict = 'red' WHERE id = $1`,
        [check],
      );
    await number(id);
    await expect(number(later)).rejects.toMatchObject({ code: '23505' });

    const wrong = (check: string) =>
      database.pool.query(
        `INSERT INTO wrong_check (check_id, municipality_id, checked_at, cause, found_by, found_at)
         VALUES ($1, 'voorbeeld', now(), 'sign', 'officer', now())`,
        [check],
      );
    await expect(wrong(randomUUID())).rejects.toMatchObject({ code: '23503' });
    await wrong(id);
    await expect(database.pool.query('DELETE FROM plate_check WHERE id = $1', [id])).rejects.toMatchObject({
      code: '23503',
    });
  });
});
