import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { percentile, spread, type Figure } from './figures.ts';
import { load, type Load } from './load.ts';
import type { RunningStack } from './stack.ts';
import { Visitor } from './visitor.ts';

const LIVE = 50_000;
const PAST = 1_000_000;
const AREA = 'B';
/** Enough different plates that no answer can lie ready. */
const ASKED = 1_000;

/** The officer's question over HTTP, its answer stored: half of the plates may stand there, half are unknown. */
export async function measurePlateChecks({ url, databaseUrl }: RunningStack): Promise<Figure[]> {
  const officer = await Visitor.signIn(url, 'officer', 'staff');
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await fill(database, LIVE, 'open');
    const asked = await plates(database);
    await verdictsAreRight(officer, asked);
    const bodies = asked.map((plate) => ({ plate, area: AREA }));
    const checks = (): Promise<Load> => load(`${url}/v1/enforcement/checks`, bodies, officer.cookie);

    const empty = await emptyPosts(bodies);
    const today = await checks();
    await fill(database, PAST, 'past');
    const later = await checks();
    const few = `${LIVE.toLocaleString('en')} rights`;
    const many = `${few} and ${PAST.toLocaleString('en')} past ones`;
    return [
      {
        name: `plate check at 8 connections, ${few}`,
        unit: '/s',
        value: today.perSecond,
        target: { bound: 1_300 },
        baseline: { what: 'an Express route that only reads and answers JSON', value: empty.perSecond, target: 0.65 },
      },
      {
        name: 'the same, how long one takes',
        unit: 'ms',
        ...spread(today.ms),
        baseline: { what: 'the same route', value: spread(empty.ms).value },
      },
      { name: 'the same, slowest of a hundred', unit: 'ms', value: percentile(today.ms, 0.99), target: { bound: 20 } },
      {
        name: `plate check at 8 connections, ${many}`,
        unit: '/s',
        value: later.perSecond,
        target: { bound: 1_300 },
        // Its cost has to stay flat while the history grows; a tenth is what two runs differ anyway.
        baseline: { what: 'before the history was there', value: today.perSecond, target: 0.9 },
      },
    ];
  } finally {
    await database.end();
  }
}

/** Rights of third parties: nothing else in the system acts on them. */
async function fill(database: pg.Client, count: number, state: 'open' | 'past'): Promise<void> {
  const validity =
    state === 'open'
      ? "now() - interval '1 day', now() + interval '1 year'"
      : "now() - i * interval '1 minute' - interval '2 days', now() - i * interval '1 minute' - interval '1 day'";
  await database.query(
    `INSERT INTO parking_right (municipality_id, country, plate, areas, since, until, kind, open, usage_id)
     SELECT 'voorbeeld', 'NL', 'X' || lpad((i % 100000)::text, 6, '0'), ARRAY[$2], ${validity}, 'third-party', $3, 'BENCH'
       FROM generate_series(1, $1) AS i`,
    [count, AREA, state === 'open'],
  );
  await database.query('VACUUM (ANALYZE) parking_right');
  await database.query('CHECKPOINT'); // what was filled in is not written during what is measured
}

async function plates(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ plate: string }>(
    'SELECT plate FROM parking_right WHERE open ORDER BY random() LIMIT $1',
    [ASKED / 2],
  );
  return rows.flatMap(({ plate }, index) => [plate, `ZZ${String(index).padStart(5, '0')}`]);
}

/** A fast wrong answer is worth nothing. */
async function verdictsAreRight(officer: Visitor, [known, unknown]: string[]): Promise<void> {
  for (const [plate, expected] of [
    [known, 'green'],
    [unknown, 'red'],
  ]) {
    const { verdict } = await officer.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', { plate, area: AREA });
    if (verdict !== expected) throw new Error(`a plate that should be ${expected} is ${verdict}`);
  }
}

async function emptyPosts(bodies: readonly unknown[]): Promise<Load> {
  const server = fork(fileURLToPath(new URL('empty-route.js', import.meta.url)), { execArgv: [] });
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }];
    return await load(`http://127.0.0.1:${port}/`, bodies);
  } finally {
    server.disconnect();
    await once(server, 'exit');
  }
}
