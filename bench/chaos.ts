import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Client as Answering } from './chaos-client.ts';
import { startStack, type RunningStack } from './stack.ts';
import { bookkeeping, parker, permitsOf } from './town.ts';

const CLIENTS = 50;
const ACCOUNTS = 5;
const PERMITS_EACH = 8;
/** Little enough that clients compete for the last euro. */
const PURSE_CENTS = 3_000;
const PARTS = ['api', 'worker', 'postgres', 'temporal'] as const;
/** How long everything may take to come to rest when nobody disturbs it any more. */
const REST_MS = 180_000;

export interface Outcome {
  acknowledged: number;
  lost: number;
  doubled: number;
  ledgerDifference: number;
  rightDifference: number;
  stuckWorkflows: number;
  mailsLost: number;
  mailsDoubled: number;
  mailsRepeated: number;
  kills: number;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Numbers that come in the same order for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fifty people park while parts of the system are killed one after the other; then everything is counted. */
async function chaos(stack: RunningStack, seed: number, minutes: number): Promise<Outcome> {
  const random = numbersFrom(seed);
  const database = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
  database.on('error', () => undefined); // it is killed as well; the next question gets a new connection
  try {
    const clients = await people(stack, random);
    const end = Date.now() + minutes * 60_000;
    tell(`${CLIENTS} clients, ${minutes} minutes, seed ${seed} …`);
    const parking = clients.map((client) => client.parkUntil(end));
    const kills = await killUntil(end, stack, random);
    await Promise.all(parking);
    tell(`${kills} kills; waiting until everything is at rest …`);
    const stuck = await atRest(stack, database);
    return await counted(stack, database, clients, kills, stuck);
  } finally {
    await database.end();
  }
}

async function people(stack: RunningStack, random: () => number): Promise<Answering[]> {
  const connection = new pg.Client({ connectionString: stack.databaseUrl });
  await connection.connect();
  const clients: Answering[] = [];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const email = `chaos-${index}@inwoner.example`;
    const visitor = await parker(stack.url, email);
    const permits = await permitsOf(connection, email, PERMITS_EACH, PURSE_CENTS);
    for (let number = 0; number < CLIENTS / ACCOUNTS; number += 1)
      clients.push(
        new Answering({ visitor, permits, random: numbersFrom(random() * 2 ** 32), name: `${index}-${number}` }),
      );
  }
  await connection.end();
  return clients;
}

/** Kills one part, as a power cut does, every few seconds; the supervisor brings it back. */
async function killUntil(end: number, { dataDir }: RunningStack, random: () => number): Promise<number> {
  let kills = 0;
  for (;;) {
    await pause(4_000 + random() * 8_000);
    if (Date.now() > end - 2_000) return kills;
    const part = PARTS[Math.floor(random() * PARTS.length)]!;
    const { parts } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
      parts: Record<string, { pid: number }>;
    };
    try {
      process.kill(parts[part]!.pid, 'SIGKILL');
      kills += 1;
      tell(`killed ${part}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it was down already
    }
  }
}

const LEFT = `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM message WHERE status = 'queued')
  + (SELECT count(*) FROM payment WHERE status IN ('starting', 'open', 'pending'))
  + (SELECT count(*) FROM process p JOIN parking_action a ON a.id = p.subject_id
      WHERE p.kind = 'parking-action' AND p.closed_at IS NULL AND a.state = 'settled') AS left`;

/** Waits until nothing is on its way any more; what still is after that is stuck. */
async function atRest({ url }: RunningStack, database: pg.Pool): Promise<number> {
  const until = Date.now() + REST_MS;
  for (;;) {
    await pause(1_000);
    const left = await stillLeft(url, database);
    if (left === 0) return 0;
    if (Date.now() > until) {
      tell(`${left} things are still on their way`);
      return left ?? 1;
    }
  }
}

/** Undefined while a part is still down. */
async function stillLeft(url: string, database: pg.Pool): Promise<number | undefined> {
  try {
    const health = (await (await fetch(`${url}/v1/health`)).json()) as { status: string };
    if (health.status !== 'up') return undefined;
    const { rows } = await database.query<{ left: string }>(LEFT);
    return Number(rows[0]!.left);
  } catch {
    return undefined; // asked again in a second, and told at the end if it stays so
  }
}

async function counted(
  { url, databaseUrl }: RunningStack,
  database: pg.Pool,
  clients: readonly Answering[],
  kills: number,
  stuckWorkflows: number,
): Promise<Outcome> {
  const started = clients.flatMap((client) => client.started);
  const stopped = clients.flatMap((client) => client.stopped);
  const { rows } = await database.query<{ id: string; state: string }>('SELECT id, state FROM parking_action');
  const there = new Map(rows.map(({ id, state }) => [id, state]));
  const lost =
    started.filter((id) => !there.has(id)).length + stopped.filter((id) => there.get(id) !== 'settled').length;
  const known = new Set(started);
  const doubled = rows.filter(({ id }) => !known.has(id)).length + (started.length - known.size);

  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  const books = await bookkeeping(connection);
  await connection.end();

  const sent = await database.query<{ smtp_id: string }>(`SELECT smtp_id FROM message WHERE status = 'sent'`);
  const inbox = (await (
    await fetch(`${url}/sandbox/mail?limit=100000`, { headers: { Accept: 'application/json' } })
  ).json()) as { messageId: string }[];
  const arrived = new Set(inbox.map(({ messageId }) => messageId));
  const mailsLost = sent.rows.filter(({ smtp_id }) => !arrived.has(smtp_id)).length;
  const twice = await database.query<{ count: string }>(
    `SELECT count(*) FROM (SELECT 1 FROM message WHERE grant_id IS NOT NULL OR action_id IS NOT NULL
      GROUP BY kind, grant_id, action_id, recipient, created_at HAVING count(*) > 1) AS repeated`,
  );
  return {
    acknowledged: started.length + stopped.length,
    lost,
    doubled,
    ...books,
    stuckWorkflows,
    mailsLost,
    mailsDoubled: Number(twice.rows[0]!.count),
    mailsRepeated: inbox.length - arrived.size,
    kills,
  };
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'parkwerk-chaos-'));
chmodSync(folder, 0o755); // PostgreSQL may have to run as another user than ours
const stack = await startStack(join(folder, 'data'));
const clearUp = async (): Promise<void> => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clearUp().then(() => process.exit(1)));
try {
  const outcome = await chaos(await stack.ready, Number(values.seed), Number(values.minutes));
  console.log(JSON.stringify(outcome, null, 2));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(outcome, null, 2)}\n`);
  const { acknowledged, kills, mailsRepeated, ...mustBeNothing } = outcome;
  if (acknowledged === 0 || Object.values(mustBeNothing).some((value) => value !== 0)) process.exitCode = 1;
  tell(`${acknowledged} acknowledged, ${kills} kills, ${mailsRepeated} mails that came again under one Message-ID`);
} finally {
  await clearUp();
}
