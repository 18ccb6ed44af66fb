import { type Pool } from 'pg';
import { temporaryFolder } from '../embedded/testing/folder.ts';
import { type Postgres } from '../embedded/postgres.ts';
import { startFollowed } from '../embedded/testing/standby.ts';
import { openDataSource } from './db/data-source.ts';
import { openPool } from './db/pool.ts';
import { createReplica, type Replica } from './db/replica.ts';
import { checkPlate } from './enforcement.ts';
import { type Deps } from './ports.ts';
import { depsOn, NOW } from './testing/case.ts';
import { residentPermit } from './testing/resident-permit.ts';
import { watched } from './testing/watched-pool.ts';

const BEHIND_MS = 5_000;
const folder = temporaryFolder();
const servers: Postgres[] = [];
const pools: Pool[] = [];
let deps: Deps & { replica: Replica };
let copy: ReturnType<typeof watched>;
let books: ReturnType<typeof watched>;
let now = 0;

beforeAll(async () => {
  const both = await startFollowed(folder.path);
  servers.push(both.standby, both.books);
  const orm = await openDataSource(both.books.url, 1);
  await orm.runMigrations();
  await orm.destroy();
  pools.push(...[both.standby, both.books].map(({ url }) => openPool(url, 2, () => undefined)));
  [copy, books] = pools.map((pool) => watched(pool)) as [typeof copy, typeof books];
  deps = {
    ...(await depsOn(books.pool)),
    replica: createReplica({ books: books.pool, copy: copy.pool }, BEHIND_MS, () => now),
  };
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  for (const server of servers) await server.stop();
  folder.remove();
});

/** Resolves when the copy has all that the books have written. */
async function followed(): Promise<void> {
  const { rows } = await books.pool.query<{ place: string }>('SELECT pg_current_wal_lsn() AS place');
  for (let there = false; !there;) {
    const reached = await copy.pool.query<{ there: boolean }>(
      'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS there',
      [rows[0]!.place],
    );
    there = reached.rows[0]!.there;
  }
}

async function check(plate: string) {
  copy.asked.length = books.asked.length = 0;
  const { verdict, id } = await checkPlate(deps, {
    municipalityId: 'voorbeeld',
    officerId: '019f0000-0000-7000-8000-000000000001',
    country: 'NL',
    plate,
    areaId: 'B',
    at: NOW,
  });
  const asked = [...copy.asked, ...books.asked];
  const kept = await books.pool.query<{ plate: string }>('SELECT plate FROM plate_check WHERE id = $1', [id]);
  expect(kept.rows).toEqual([{ plate }]);
  return { verdict, asked };
}

describe('checks where a copy follows the books', () => {
  it('are green by the copy and kept in the books, while it is no further behind than it may be', async () => {
    await residentPermit(deps, 'resident', ['COPY01']);
    expect((await check('COPY01')).asked).toEqual(['check-plate']); // nothing is known of the copy yet

    await deps.replica.note();
    await followed();
    now += BEHIND_MS;
    expect(await check('COPY01')).toEqual({ verdict: 'green', asked: ['find-right-in-copy', 'keep-green-check'] });

    now += 1;
    expect(await check('COPY01')).toEqual({ verdict: 'green', asked: ['find-right-in-copy', 'check-plate'] });
  });

  it('are never red by the copy: a right that has not come there yet is found in the books', async () => {
    await deps.replica.note();
    await followed();
    await copy.pool.query('SELECT pg_wal_replay_pause()');
    await residentPermit(deps, 'resident', ['COPY02']);
    expect(await check('COPY02')).toEqual({ verdict: 'green', asked: ['find-right-in-copy', 'check-plate'] });
    expect(await check('NOBODY')).toEqual({ verdict: 'red', asked: ['find-right-in-copy', 'check-plate'] });
    expect((await check('COPY01')).asked).toEqual(['find-right-in-copy', 'keep-green-check']);

    // A note of what it has not replayed does not make it any younger.
    now += BEHIND_MS + 1;
    await deps.replica.note();
    expect((await check('COPY01')).asked).toEqual(['find-right-in-copy', 'check-plate']);
    await copy.pool.query('SELECT pg_wal_replay_resume()');
    await followed();
    expect((await check('COPY02')).asked).toEqual(['find-right-in-copy', 'keep-green-check']);
  });

  it('are asked of the books when the copy is away, and it is not waited for each time', async () => {
    await servers.shift()!.stop();
    await deps.replica.note();
    expect(await check('COPY01')).toMatchObject({ verdict: 'green' });
    expect(await check('COPY01')).toEqual({ verdict: 'green', asked: ['check-plate'] });
  });
});
