import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { bareStart } from './bare-start.ts';
import { median, spread, type Figure } from './figures.ts';
import { CONNECTIONS, fire, inTurns, loads, type Aim } from './load.ts';
import { cpuOfParts } from './processes.ts';
import type { RunningStack } from './stack.ts';
import { AT_ONCE, bookkeeping, parker, permitsOf, plateOf } from './town.ts';
import { timed, until, type Visitor } from './visitor.ts';

export const EMAIL = 'bench-parker@inwoner.example';
const PAST = { few: 10_000, many: 1_000_000 };
/** For as many starts as there may be in all rounds, with few and with many past actions. */
export const PERMITS_TO_START_ON = 16_000;
/** For all rounds of the bare statements, which are shorter than others: each of these starts gets its workflow afterwards. */
const BARE_PERMITS = 12_000;
const BARE_SHARE = 1 / 3;
const ONE_BY_ONE = 100;
const BURST = 3_000;
const DAY_END = 10_000;
/** Everything but the database and the load itself. */
const OURS = ['api', 'worker', 'temporal'];

export interface Town {
  stack: RunningStack;
  visitor: Visitor;
  database: pg.Client;
  /** A start nobody has asked for yet. */
  nextStart: () => { permitId: string; plate: string; country: string; endsAt?: string };
}

/** A burst of starts and what follows from it; the end of a day; starts on balances, with few and with many past actions. */
export async function measureParking(stack: RunningStack): Promise<Figure[]> {
  const visitor = await parker(stack.url, EMAIL);
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  try {
    const town: Town = {
      stack,
      visitor,
      database,
      nextStart: () => Promise.reject(new Error('no permits yet')) as never,
    };
    // First, because what is left running by the starts would be in the engine's memory with it.
    const parked = [...(await burst(town)), ...(await dayEnd(town))];
    await openPermits(town, PERMITS_TO_START_ON);
    await addPast(database, PAST.few);
    const few = await starts(town, '10k past actions');
    await addPast(database, PAST.many - PAST.few);
    const many = await starts(town, '1M past actions');
    return [...few, ...many, ...parked];
  } finally {
    await database.end();
  }
}

export async function openPermits(town: Town, count: number): Promise<void> {
  const permits = await permitsOf(town.database, EMAIL, count);
  await town.database.query('ANALYZE permit, balance, permit_balance, coupling, application');
  let asked = 0;
  const first = Date.now() % 1_000_000;
  town.nextStart = () => {
    // One permit after the other, and each once more when all have had their turn: who starts in the same moment is not one household.
    const permitId = permits[asked % count];
    if (permitId === undefined || asked >= count * AT_ONCE)
      throw new Error('there are too few permits for so many starts');
    asked += 1;
    return { permitId, plate: plateOf(first * 10_000 + asked), country: 'NL' };
  };
}

/** Actions of long ago with their rights: what a start costs must not grow with them. */
async function addPast(database: pg.Client, count: number): Promise<void> {
  await database.query(
    `WITH numbered AS (
       SELECT id, release, row_number() OVER () - 1 AS n FROM permit WHERE product_id = 'visitor' LIMIT 500
     ), old AS (
       INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs, started_at)
       SELECT 'voorbeeld', p.id, 'B', p.release, 'NL', NULL, NULL, now() - i * interval '1 minute' - interval '100 days',
              now() - i * interval '1 minute' - interval '99 days', 'settled', '[]', '[]', now() - interval '100 days'
         FROM generate_series(1, $1) AS i
         JOIN numbered p ON p.n = i % 500
       RETURNING id, permit_id, starts_at, ends_at
     )
     INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, open, usage_id)
     SELECT 'voorbeeld', permit_id, id, 'NL', NULL, ARRAY['B'], starts_at, ends_at, 'action', false, 'BEZOEKREG' FROM old`,
    [count],
  );
  await database.query('VACUUM (ANALYZE) parking_action');
  await database.query('VACUUM (ANALYZE) parking_right');
  await database.query('CHECKPOINT');
}

export async function starts(town: Town, past: string): Promise<Figure[]> {
  const { stack, visitor } = town;
  const oneByOne = async (): Promise<number[]> => {
    const taken: number[] = [];
    for (let index = 0; index < 10 + ONE_BY_ONE; index += 1) {
      const [ms] = await timed(() => visitor.ask('POST', '/v1/parking/actions', town.nextStart()));
      if (index >= 10) taken.push(ms);
    }
    return taken;
  };
  const besideRelay = await oneByOne();
  await allRunning(town.database);
  const goOn = pauseTemporal(stack);
  const alone = await oneByOne().finally(goOn);
  await allRunning(town.database);
  let asked = 0;
  const aim: Aim = {
    url: `${stack.url}/v1/parking/actions`,
    bodies: [],
    next: () => {
      asked += 1;
      return town.nextStart();
    },
    cookie: visitor.cookie,
  };
  const cpu = cpuOfParts(stack.pid, stack.dataDir, OURS);
  const [beside] = await loads(aim);
  await allRunning(town.database);
  const cpuEach = (cpuOfParts(stack.pid, stack.dataDir, OURS) - cpu) / asked;
  const resume = pauseTemporal(stack);
  const [without = [], bare = []] = await startsBesideBare(town, aim).finally(resume);
  await allRunning(town.database);
  if (!beside) throw new Error('nothing was measured');
  const baseline = {
    what: 'the two statements of a start on the same PostgreSQL, without rules and HTTP',
    value: median(bare),
  };
  return [
    { name: `start, ${past}: one at a time, Temporal stopped`, unit: 'ms', ...spread(alone), target: { bound: 6 } },
    { name: `start, ${past}: one after the other, beside the relay`, unit: 'ms', ...spread(besideRelay) },
    {
      name: `start, ${past}: ${CONNECTIONS} at once, Temporal stopped`,
      unit: '/s',
      value: median(without),
      target: { bound: 400 },
      baseline: { ...baseline, target: 0.4 },
    },
    {
      name: `start, ${past}: ${CONNECTIONS} at once, beside the relay`,
      unit: '/s',
      value: beside.perSecond,
      target: { bound: 300 },
      baseline,
    },
    ...(cpuEach > 0
      ? [
          {
            name: `start, ${past}: CPU without PostgreSQL, its workflow included`,
            unit: 'ms',
            value: cpuEach,
            target: { bound: 25 },
            isCpu: true,
          } as const,
        ]
      : []),
  ];
}

/** Starts a second, and as many as their two statements alone allow, on permits and balances like the others. */
async function startsBesideBare({ stack, database }: Town, aim: Aim): Promise<number[][]> {
  const permits = await permitsOf(database, EMAIL, BARE_PERMITS);
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: CONNECTIONS, idleTimeoutMillis: 0 });
  let taken = 0;
  const bare = async (seconds: number): Promise<number> => {
    const [began, before] = [performance.now(), taken];
    const work = async (): Promise<void> => {
      while (performance.now() - began < seconds * BARE_SHARE * 1_000 && taken < permits.length) {
        const permitId = permits[taken]!;
        taken += 1;
        await bareStart(pool, permitId, plateOf(900_000_000 + taken));
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    return ((taken - before) / (performance.now() - began)) * 1_000;
  };
  const started = async (seconds: number): Promise<number> => (await fire(aim, seconds)).perSecond;
  return inTurns(started, bare).finally(() => pool.end());
}

/** Temporal as it is when nobody answers; gives the way back. */
function pauseTemporal({ dataDir }: RunningStack): () => void {
  const { parts } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    parts: Record<string, { pid: number }>;
  };
  const { pid } = parts['temporal']!;
  process.kill(pid, 'SIGSTOP');
  return () => process.kill(pid, 'SIGCONT');
}

/** Every start that was committed has its workflow: nothing is left for the relay to deliver. */
const allRunning = (database: pg.Client): Promise<true> =>
  until('every workflow to run', () => nothing(database, `SELECT 1 FROM outbox WHERE kind = 'start-parking-action'`), 100, 10 * 60_000); // prettier-ignore

const nothing = async (database: pg.Client, select: string): Promise<true | undefined> =>
  (await database.query(`${select} LIMIT 1`)).rowCount === 0 ? true : undefined;

/** Many at once, and how long until each has its workflow. */
async function burst(town: Town): Promise<Figure[]> {
  await openPermits(town, BURST / AT_ONCE);
  const [startedMs] = await timed(() => startMany(town, BURST));
  const [followedMs] = await timed(() => allRunning(town.database));
  return [
    { name: `burst of ${BURST} starts: booked`, unit: 's', value: startedMs / 1_000 },
    {
      name: `burst of ${BURST} starts: then until every workflow runs`,
      unit: 's',
      value: followedMs / 1_000,
      target: { bound: 60 },
    },
  ];
}

async function startMany({ visitor, nextStart }: Town, count: number, endsAt?: string): Promise<string[]> {
  const plates: string[] = [];
  const work = async (): Promise<void> => {
    while (plates.length < count) {
      const start = nextStart();
      plates.push(start.plate);
      await visitor.ask('POST', '/v1/parking/actions', { ...start, ...(endsAt !== undefined && { endsAt }) });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return plates;
}

/** All end in the same second, by their own timers. */
async function dayEnd(town: Town): Promise<Figure[]> {
  const { stack, database } = town;
  await openPermits(town, DAY_END / AT_ONCE);
  const endsAt = new Date(Math.ceil((Date.now() + DAY_END_AHEAD_MS) / 60_000) * 60_000).toISOString();
  const [plate = ''] = await startMany(town, DAY_END, endsAt);
  await allRunning(database);
  if (Date.now() > Date.parse(endsAt)) throw new Error('this machine is too slow to start them all before their end');

  const seenBefore = await rightAt(database, plate, new Date(Date.parse(endsAt) - 1_000));
  const seenAfter = await rightAt(database, plate, new Date(Date.parse(endsAt)));
  if (!seenBefore || seenAfter) throw new Error('a right does not end with its action');
  await pause(Math.max(0, Date.parse(endsAt) - Date.now()));
  const cpu = cpuOfParts(stack.pid, stack.dataDir, OURS);
  const [settledMs] = await timed(() =>
    until('the day to end', () => nothing(database, `SELECT 1 FROM parking_action WHERE state = 'open' AND ends_at <= '${endsAt}'`), 200, 30 * 60_000),
  ); // prettier-ignore
  const cpuEach = (cpuOfParts(stack.pid, stack.dataDir, OURS) - cpu) / DAY_END;
  const { ledgerDifference, rightDifference } = await bookkeeping(database);
  return [
    {
      name: `day end: ${DAY_END} actions settled by their timers`,
      unit: 's',
      value: settledMs / 1_000,
      target: { bound: 360 },
    },
    {
      name: 'day end: cents and rights that differ from the books',
      unit: 'wrong',
      value: ledgerDifference + rightDifference,
      target: { bound: 0 },
    },
    ...(cpuEach > 0
      ? [
          {
            name: 'day end: CPU per action without PostgreSQL',
            unit: 'ms',
            value: cpuEach,
            target: { bound: 45 },
            isCpu: true,
          } as const,
        ]
      : []),
  ];
}

/** Long enough to start them all and their workflows first. */
const DAY_END_AHEAD_MS = 6 * 60_000;

const rightAt = async (database: pg.Client, plate: string, at: Date): Promise<boolean> =>
  (await database.query('SELECT 1 FROM parking_right WHERE plate = $1 AND since <= $2 AND until > $2', [plate, at]))
    .rowCount === 1;
