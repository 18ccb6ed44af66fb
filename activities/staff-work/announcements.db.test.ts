import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague, inTheNameOf, type Colleague } from '../testing/staff.ts';
import { reachOf, releaseAnnouncement, withdrawAnnouncement, writeAnnouncement } from './announcements.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let anna: Colleague;
let bob: Colleague;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  [anna, bob] = await Promise.all([colleague(database.pool, 'senior'), colleague(database.pool, 'senior')]);
});
afterAll(() => database.drop());

const write = async (areas: string[], actor = anna) => {
  const id = randomUUID();
  const nl = { subject: 'Straat dicht', body: 'De Kade is dicht.\nParkeer in zone A.' };
  const en = { subject: 'Street closed', body: 'The quay is closed.' };
  return { id, said: await writeAnnouncement(deps, { id, ...inTheNameOf(actor), areas, nl, en }, NOW) };
};

/** Somebody with a permit in a zone, whose address works. */
async function holder(product: 'resident' | 'resident-centre', language = 'nl', verified = true): Promise<string> {
  const { holderId } = await residentPermit(deps, product, []);
  await database.pool.query('UPDATE holder SET language = $2, email_verified_at = $3 WHERE id = $1', [
    holderId,
    language,
    verified ? NOW : null,
  ]);
  return holderId;
}

it('reaches the holders of the chosen zones once each, in their own language, and nobody else [PEERS-034]', async () => {
  const [dutch, english, elsewhere, unreachable] = [
    await holder('resident'), await holder('resident', 'en'), await holder('resident-centre'), await holder('resident', 'nl', false),
  ]; // prettier-ignore
  expect(await reachOf(deps, { municipalityId: 'voorbeeld', areas: ['B'] }, NOW)).toEqual({
    nl: 1,
    en: 1,
    withoutMail: 1,
  });
  const { id } = await write(['B']);
  expect(await releaseAnnouncement(deps, { id, ...inTheNameOf(bob) }, NOW)).toEqual({
    outcome: 'released',
    recipients: 2,
  });
  const { rows } = await database.pool.query<{ holder_id: string; private: { announcement: { subject: string } } }>(
    'SELECT holder_id, private FROM message WHERE announcement_id = $1',
    [id],
  );
  expect(new Map(rows.map((row) => [row.holder_id, row.private.announcement.subject]))).toEqual(
    new Map([
      [dutch, 'Straat dicht'],
      [english, 'Street closed'],
    ]),
  );
  for (const nobody of [elsewhere, unreachable])
    expect(await count(database.pool, 'message WHERE holder_id = $1', [nobody])).toBe(0);
  expect(await count(database.pool, `outbox WHERE kind = 'send-mail'`)).toBe(2);
});

it('is let go by somebody else than who wrote it, once, and taken back only before [PEERS-034]', async () => {
  const { id } = await write(['A']);
  expect(await releaseAnnouncement(deps, { id, ...inTheNameOf(anna) }, NOW)).toMatchObject({ ground: 'own-work' });
  const twice = await Promise.all(
    [bob, await colleague(database.pool, 'senior')].map((one) =>
      releaseAnnouncement(deps, { id, ...inTheNameOf(one) }, NOW),
    ),
  );
  expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['refuse', 'released']);
  expect(await withdrawAnnouncement(deps, { id, ...inTheNameOf(anna) }, NOW)).toMatchObject({
    ground: 'announcement-over',
  });
  await expect(
    database.pool.query('UPDATE announcement SET released_by = written_by WHERE id = $1', [id]),
  ).rejects.toThrow('announcement_released_by_another');
  const other = await write(['A']);
  expect(await withdrawAnnouncement(deps, { id: other.id, ...inTheNameOf(anna) }, NOW)).toEqual({
    outcome: 'withdrawn',
  });
  expect(await releaseAnnouncement(deps, { id: other.id, ...inTheNameOf(bob) }, NOW)).toMatchObject({
    ground: 'announcement-over',
  });
});

it('names only zones there are, and only those of one’s own municipality', async () => {
  expect((await write(['Z'])).said).toMatchObject({ ground: 'area-unknown' });
  const { id } = await write(['B']);
  expect(await releaseAnnouncement(deps, { ...inTheNameOf(bob), id, municipalityId: 'deventer' }, NOW)).toMatchObject({
    ground: 'not-found',
  });
});
