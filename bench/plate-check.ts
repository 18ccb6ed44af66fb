import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { percentile, spread, type Figure } from './figures.ts';
import { CONNECTIONS, loads, type Aim, type Load } from './load.ts';
import { cpuMs, cpuOfParts } from './processes.ts';
import type { RunningStack } from './stack.ts';
import { Visitor } from './visitor.ts';

const LIVE = 100_000;
const PAST = 1_000_000;
const SELECT = 'such a route with SELECT 1 on the same PostgreSQL';
const AREA = 'B';
/** Enough different plates that no answer can lie ready. */
const ASKED = 1_000;

/** The officer's question over HTTP, its answer stored: half of the plates may stand there, half are unknown. */
export async function measurePlateChecks({ url, databaseUrl, pid, dataDir }: RunningStack): Promise<Figure[]> {
  const officer = await Visitor.signIn(url, 'officer', 'staff');
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const bare = await startBareRoutes(databaseUrl);
  try {
    await fill(database, LIVE, 'open');
    const asked = await plates(database);
    await verdictsAreRight(officer, asked);
    const bodies = asked.map((plate) => ({ plate, area: AREA }));
    const cpuOf = (...parts: string[]): number => cpuOfParts(pid, dataDir, parts);
    const check: Aim = {
      url: `${url}/v1/enforcement/checks`,
      bodies,
      cookie: officer.cookie,
      cpuMs: () => cpuOf('api', 'postgres'),
    };
    const empty: Aim = { url: `${bare.url}/empty`, bodies };
    const select: Aim = { url: `${bare.url}/select`, bodies, cpuMs: () => bare.cpuMs() + cpuOf('postgres') };

    const few = await loads(check, empty, select);
    await fill(database, PAST, 'past');
    const many = await loads(check, empty, select);
    return [
      ...figures(`${LIVE / 1_000}k rights`, few),
      // What it costs has to stay the same while the history grows.
      ...figures(`${LIVE / 1_000}k and ${PAST / 1_000_000}M past rights`, many),
    ];
  } finally {
    bare.stop();
    await database.end();
  }
}

function figures(rights: string, [check, empty, select]: Load[]): Figure[] {
  if (!check || !empty || !select) throw new Error('nothing was measured');
  const cpu: Figure = {
    name: `plate check, ${rights}: CPU of API and PostgreSQL`,
    unit: 'ms',
    value: check.cpuMs,
    isCpu: true,
    baseline: { what: SELECT, value: select.cpuMs },
  };
  return [
    {
      name: `plate check, ${rights}: ${CONNECTIONS} at once`,
      unit: '/s',
      value: check.perSecond,
      target: { bound: 1_300 },
      baseline: { what: 'an Express route that only reads and answers JSON', value: empty.perSecond, target: 0.65 },
    },
    {
      name: `plate check, ${rights}: how long one takes`,
      unit: 'ms',
      ...spread(check.ms),
      baseline: { what: SELECT, value: spread(select.ms).value },
    },
    {
      name: `plate check, ${rights}: slowest of a hundred`,
      unit: 'ms',
      value: percentile(check.ms, 0.99),
      target: { bound: 20 },
    },
    ...(check.cpuMs > 0 ? [cpu] : []), // not every system tells it
  ];
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

interface BareRoutes {
  url: string;
  cpuMs: () => number;
  stop: () => void;
}

async function startBareRoutes(databaseUrl: string): Promise<BareRoutes> {
  const server = fork(fileURLToPath(new URL('bare-routes.js', import.meta.url)), {
    execArgv: [],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, cpuMs: () => cpuMs(server.pid!) ?? 0, stop: () => server.disconnect() };
}
