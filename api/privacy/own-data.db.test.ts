import { jest } from '@jest/globals';
import { inTransaction } from '../../activities/db/transaction.ts';
import { record } from '../../activities/db/stores/audit.ts';
import { checkPlate } from '../../activities/enforcement.ts';
import { startParking, stopParking } from '../../activities/parking.ts';
import { accountWith } from '../../activities/testing/account.ts';
import { depsOn, ME, resident } from '../../activities/testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../../activities/testing/database.ts';
import { afterTheNight, offerVisitors } from '../../activities/testing/nightly.ts';
import { residentPermit } from '../../activities/testing/resident-permit.ts';
import { colleague, type Colleague } from '../../activities/testing/staff.ts';
import { visitorPermit } from '../../activities/testing/visitor-scheme.ts';
import { type StaffRole } from '../../rules/staff.ts';
import { plusMs } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { everyPage, readLooks, readOwnChecks } from './looks.ts';
import { allHeld, readHeld, type Whose } from './read.ts';

jest.setTimeout(60_000); // a database of its own takes its time on a busy machine

/** A Wednesday in Voorbeeldstad, ten in the morning by the wall clock. */
const NOW = '2026-05-06T08:00:00.000Z';
const PAGE = { limit: 25 };

let database: TestDatabase;
let api: Pick<Api, 'deps'>;
let officer: Colleague<'officer'>;
beforeAll(async () => {
  database = await openTestDatabase(4);
  api = { deps: await depsOn(database.pool, { clock: () => NOW }) };
  await offerVisitors(database.pool);
  officer = await colleague(database.pool, 'officer', 'P. Smit');
});
afterAll(() => database.drop());

const check = (plate: string, areaId = 'B', at = NOW) =>
  checkPlate(api.deps, { municipalityId: 'voorbeeld', officerId: officer.id, country: 'NL', plate, areaId, at });
const checksOf = async (whose: Whose, id: string) => (await readOwnChecks(api, whose, id, PAGE)).items;
const holderOf = async (permitId: string): Promise<string> => {
  const { rows } = await database.pool.query<{ holder_id: string }>('SELECT holder_id FROM permit WHERE id = $1', [
    permitId,
  ]);
  return rows[0]!.holder_id;
};
const partOf = async (whose: Whose, id: string, part: string) =>
  (await readHeld(api, whose, id)).items.find((one) => one.id === part);

describe('who looked', () => {
  const applicationOf = async (holderId: string): Promise<string> => {
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM application WHERE holder_id = $1', [
      holderId,
    ]);
    return rows[0]!.id;
  };
  const look = (actor: Colleague<StaffRole>, holderId: string | null, applicationId: string | null) =>
    inTransaction(database.pool, (tx) =>
      record(
        tx,
        NOW,
        actor,
        { municipalityId: 'voorbeeld', holderId, applicationId },
        { kind: 'case-read', data: { view: 'case' } },
      ),
    );

  it('a look of staff at a case appears as a line, with what they do there and never with their name [BEYOND-024]', async () => {
    const { holderId } = await residentPermit(api.deps, 'resident', ['LOOK11']);
    expect((await readLooks(api, { id: holderId, municipalityId: 'voorbeeld' }, PAGE)).items).toEqual([]);
    const clerk = await colleague(database.pool, 'clerk', 'A. Bakker');
    await look(clerk, holderId, await applicationOf(holderId));
    await look(await colleague(database.pool, 'auditor', 'R. Toezicht'), null, await applicationOf(holderId));
    const { items } = await readLooks(api, { id: holderId, municipalityId: 'voorbeeld' }, PAGE);
    expect(items.map(({ what, roles, at }) => ({ what, roles, at }))).toEqual([
      { what: 'case-read', roles: ['auditor'], at: NOW },
      { what: 'case-read', roles: ['clerk'], at: NOW },
    ]);
    expect(items[0]!.caseNumber).toMatch(/^Z-/);
    expect(JSON.stringify(items)).not.toMatch(/Bakker|Toezicht/);

    const other = await resident(database.pool);
    expect((await readLooks(api, { id: other, municipalityId: 'voorbeeld' }, PAGE)).items).toEqual([]);
    const one = await readLooks(api, { id: holderId, municipalityId: 'voorbeeld' }, { limit: 1 });
    const next = await readLooks(
      api,
      { id: holderId, municipalityId: 'voorbeeld' },
      { limit: 1, cursor: one.nextCursor ?? undefined },
    );
    expect([one.items[0]!.roles, next.items[0]!.roles, next.nextCursor]).toEqual([['auditor'], ['clerk'], null]);
    const inFile = await everyPage((asked) => readLooks(api, { id: holderId, municipalityId: 'voorbeeld' }, asked), 1);
    expect(inFile.map(({ roles }) => roles)).toEqual([['auditor'], ['clerk']]);
  });

  it('a check of an own plate appears with moment, area and answer, and when it goes; nothing of who asked [BEYOND-024]', async () => {
    const { holderId, permitId } = await residentPermit(api.deps, 'resident', ['OWN11A']);
    const account = await accountWith(database.pool, permitId);
    await check('OWN11A', 'B', '2025-12-31T10:00:00.000Z'); // somebody else's car then
    await check('OWN11A');
    await check('OWN11A', 'A', plusMs(NOW, 60_000));
    const line = {
      plate: { country: 'NL', display: 'OWN11A' },
      municipalityName: 'Voorbeeldstad',
      goesAt: '2026-08-04T22:00:00.000Z',
    };
    for (const found of [await checksOf('desk', holderId), await checksOf('app', account)]) {
      expect(found).toMatchObject([
        { ...line, verdict: 'red', askedAbout: plusMs(NOW, 60_000) },
        { ...line, verdict: 'green', askedAbout: NOW },
      ]);
      expect(JSON.stringify(found)).not.toContain(officer.id);
    }
    expect(await checksOf('desk', await resident(database.pool))).toEqual([]);
    await afterTheNight(api.deps, '2026-08-04T22:00:00.000Z');
    expect(await checksOf('desk', holderId)).toEqual([]);
  });

  it('of a visitor only the checks that found their stay: where the car is otherwise is not the host’s to know', async () => {
    const { permitId } = await visitorPermit(api.deps, 500);
    const endsAt = plusMs(NOW, 3_600_000);
    const stay = { permitId, country: 'NL', plate: 'VISIT1', display: 'VI-SIT-1', endsAt, at: NOW, actor: ME };
    expect(await startParking(api.deps, stay)).toMatchObject({ outcome: 'started' });
    await check('VISIT1', 'B', plusMs(NOW, 60_000));
    await check('VISIT1', 'A', plusMs(NOW, 120_000));
    expect(await checksOf('desk', await holderOf(permitId))).toMatchObject([
      { verdict: 'green', askedAbout: plusMs(NOW, 60_000), plate: { display: 'VI-SIT-1' } },
    ]);
  });
});

describe('when it goes', () => {
  it('a plate of a stay has no moment while the stay runs, and afterwards the very moment at which it is erased [BEYOND-024]', async () => {
    const { permitId } = await visitorPermit(api.deps, 500);
    const holderId = await holderOf(permitId);
    const endsAt = plusMs(NOW, 3_600_000);
    const stay = { permitId, country: 'NL', plate: 'GOES11', display: 'GO-ES-11', endsAt, at: NOW, actor: ME };
    const started = await startParking(api.deps, stay);
    if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
    expect(await partOf('desk', holderId, 'plates')).toMatchObject({
      count: 1,
      next: [{ label: 'GO-ES-11', goesAt: null }],
    });

    await stopParking(api.deps, { actionId: started.id, actor: ME, at: plusMs(NOW, 1_200_000) });
    const goesAt = '2026-08-04T22:00:00.000Z';
    expect(await partOf('desk', holderId, 'plates')).toMatchObject({
      count: 1, stays: null, term: { recordClass: 'plates', length: 91, unit: 'days' }, next: [{ goesAt }],
    }); // prettier-ignore
    await afterTheNight(api.deps, plusMs(goesAt, -1));
    expect(await partOf('desk', holderId, 'plates')).toMatchObject({ count: 1 });
    await afterTheNight(api.deps, goesAt);
    expect(await partOf('desk', holderId, 'plates')).toBeUndefined();
    expect(await partOf('desk', holderId, 'stays')).toMatchObject({ count: 1, stays: 'books' });
  });

  it('every class is there with its count, for a file in full, and nothing of somebody else', async () => {
    const { holderId, permitId } = await residentPermit(api.deps, 'resident', ['FILE11', 'FILE22']);
    const clerk = await colleague(database.pool, 'clerk');
    await database.pool.query(
      `INSERT INTO staff_note (municipality_id, holder_id, body, written_by, written_at) VALUES ('voorbeeld', $1, 'called about a car', $2, $3)`,
      [holderId, clerk.id, NOW],
    );
    const { items } = await readHeld(api, 'desk', holderId);
    expect(items.map(({ id, count: held }) => [id, held])).toEqual(
      expect.arrayContaining([
        ['identity', 1],
        ['requests', 1],
        ['permits', 1],
        ['notes', 1],
      ]),
    );
    expect(items.find(({ id }) => id === 'notes')?.next).toEqual([
      { label: '2026-05-06', goesAt: '2031-05-06T22:00:00.000Z' },
    ]);
    const file = await allHeld(api, 'desk', holderId);
    expect(file['permits']).toMatchObject([{ plates: [{ plate: 'FILE11' }, { plate: 'FILE22' }], goesAt: null }]);
    expect(file['identity']).toMatchObject([{ name: 'Sanne de Boer', municipality: 'voorbeeld' }]);

    const account = await accountWith(database.pool, permitId);
    expect((await readHeld(api, 'app', account)).items.map(({ id }) => id)).toEqual(['account']);
    expect(JSON.stringify(await allHeld(api, 'desk', await resident(database.pool)))).not.toContain('FILE11');
  });

  it('a hint at misuse is there with its rule and its count, and so is that one was put aside [BEYOND-031]', async () => {
    const { holderId, permitId } = await residentPermit(api.deps, 'resident-centre', ['HINT11']);
    await database.pool.query(
      `INSERT INTO misuse_hint (municipality_id, permit_id, rule, days, least, counted, stays, looked_from, found_at)
       VALUES ('voorbeeld', $1, 'temporary-again', 30, 10, 12, 12, '2026-04-05', $2)`,
      [permitId, NOW],
    );
    await database.pool.query(`INSERT INTO hint_review VALUES ('voorbeeld', $1, 'many-cars', $2)`, [permitId, NOW]);
    const gone = '2026-06-16T22:00:00.000Z';
    for (const part of ['misuseHints', 'hintReviews'])
      expect(await partOf('desk', holderId, part)).toMatchObject({
        count: 1,
        term: { recordClass: 'hints', length: 42, unit: 'days' },
        next: [{ goesAt: gone }],
      });
    const file = await allHeld(api, 'desk', holderId);
    expect(file['misuseHints']).toMatchObject([{ rule: 'temporary-again', counted: 12, from: 10, days: 30, goesAt: gone }]);
    expect(file['hintReviews']).toMatchObject([{ rule: 'many-cars', goesAt: gone }]);
    expect(await partOf('desk', await resident(database.pool), 'misuseHints')).toBeUndefined();
  }); // prettier-ignore
});
