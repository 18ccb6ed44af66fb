import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { RunningStack } from '../stack.ts';
import { bookkeeping } from '../town.ts';
import type { Told } from './desk.ts';
import type { Parker } from './parkers.ts';

export interface Outcome {
  acknowledged: number;
  lost: number;
  doubled: number;
  ledgerDifference: number;
  rightDifference: number;
  stuckWorkflows: number;
  mailsLost: number;
  mailsDoubled: number;
  platesTooOld: number;
  mailsRepeated: number;
  kills: number;
}

/** How long everything may take to come to rest when nobody disturbs it any more. */
const REST_MS = 180_000;
/** How long the business clock may take over a quarter of a year. */
const QUARTER_MS = 600_000;

/** What is still on its way, and processes that go on although what they are about is over. */
const LEFT = `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM message WHERE status = 'queued')
  + (SELECT count(*) FROM payment WHERE status IN ('starting', 'open', 'pending'))
  + (SELECT count(*) FROM process p JOIN parking_action a ON a.id = p.subject_id WHERE p.closed_at IS NULL AND a.state = 'settled')
  + (SELECT count(*) FROM process p JOIN payment m ON m.id = p.subject_id
      WHERE p.closed_at IS NULL AND m.status NOT IN ('starting', 'open', 'pending'))
  + (SELECT count(*) FROM process p JOIN application a ON a.id = p.subject_id
      WHERE p.closed_at IS NULL AND a.status IN ('issued', 'withdrawn', 'rejected')) AS left`;

/** Waits until nothing is on its way any more; what still is after that is stuck. */
export async function atRest({ url }: RunningStack, database: pg.Pool, tell: (line: string) => void): Promise<number> {
  const until = Date.now() + REST_MS;
  for (;;) {
    await pause(1_000);
    const left = await stillLeft(url, database);
    if (left === 0) return 0;
    if (Date.now() > until) {
      tell(`${left ?? 'nobody knows how many'} things are still on their way`);
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

/** What an auditor finds who knows what people were told, and sees the books, the mail and nothing else. */
export async function count(
  { url, databaseUrl }: RunningStack,
  database: pg.Pool,
  parkers: readonly Parker[],
  told: Told,
): Promise<Omit<Outcome, 'stuckWorkflows' | 'kills' | 'platesTooOld'>> {
  const acknowledged = parkers.flatMap(({ started, stopped, checked }) => [...started, ...stopped, ...checked]);
  const sums = await Promise.all([actions(database, parkers), checks(database, parkers), desk(database, told)]);
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  const books = await bookkeeping(connection);
  await connection.end();
  const wrongVerdicts = parkers.reduce((sum, parker) => sum + parker.wrongVerdicts, 0);
  return {
    acknowledged: acknowledged.length + told.declared.length + told.paid.length + told.decided.length,
    lost: sums.reduce((sum, { lost }) => sum + lost, 0),
    doubled: sums.reduce((sum, { doubled }) => sum + doubled, 0),
    ledgerDifference: books.ledgerDifference,
    rightDifference: books.rightDifference + wrongVerdicts,
    ...(await mails(url, database)),
  };
}

interface Sum {
  lost: number;
  doubled: number;
}

async function actions(database: pg.Pool, parkers: readonly Parker[]): Promise<Sum> {
  const started = parkers.flatMap((parker) => parker.started);
  const stopped = parkers.flatMap((parker) => parker.stopped);
  const { rows } = await database.query<{ id: string; state: string }>('SELECT id, state FROM parking_action');
  const there = new Map(rows.map(({ id, state }) => [id, state]));
  const known = new Set(started);
  return {
    lost: started.filter((id) => !there.has(id)).length + stopped.filter((id) => there.get(id) !== 'settled').length,
    doubled: rows.filter(({ id }) => !known.has(id)).length + (started.length - known.size),
  };
}

/** A question may have been stored twice, when its answer was lost on the way; one that was answered has to be there. */
async function checks(database: pg.Pool, parkers: readonly Parker[]): Promise<Sum> {
  const answered = parkers.flatMap((parker) => parker.checked);
  const { rows } = await database.query<{ found: number }>(
    'SELECT count(*)::int AS found FROM plate_check WHERE id = ANY ($1)',
    [answered],
  );
  return { lost: answered.length - rows[0]!.found, doubled: answered.length - new Set(answered).size };
}

/** Declared is received; paid is a permit, and one; decided is once in the trail. */
async function desk(database: pg.Pool, { declared, paid, decided }: Told): Promise<Sum> {
  const missing = async (sql: string, ids: string[]): Promise<Sum> => {
    const { rows } = await database.query<{ times: number }>(
      `SELECT (${sql})::int AS times FROM unnest($1::uuid[]) AS wanted (id)`,
      [ids],
    );
    return {
      lost: rows.filter(({ times }) => times === 0).length,
      doubled: rows.filter(({ times }) => times > 1).length,
    };
  };
  const sums = await Promise.all([
    missing('SELECT count(*) FROM application a WHERE a.id = wanted.id AND a.declared_at IS NOT NULL', declared),
    missing('SELECT count(*) FROM permit p WHERE p.application_id = wanted.id', paid),
    missing(`SELECT count(*) FROM audit_event e WHERE e.application_id = wanted.id AND e.kind = 'task-decided'`, decided),
  ]); // prettier-ignore
  return {
    lost: sums.reduce((sum, { lost }) => sum + lost, 0),
    doubled: sums.reduce((sum, { doubled }) => sum + doubled, 0),
  };
}

async function mails(
  url: string,
  database: pg.Pool,
): Promise<Pick<Outcome, 'mailsLost' | 'mailsDoubled' | 'mailsRepeated'>> {
  const sent = await database.query<{ smtp_id: string }>(`SELECT smtp_id FROM message WHERE status = 'sent'`);
  const headers = { Accept: 'application/json' };
  const inbox = (await (await fetch(`${url}/sandbox/mail?limit=100000`, { headers })).json()) as {
    messageId: string;
  }[];
  const arrived = new Set(inbox.map(({ messageId }) => messageId));
  const twice = await database.query<{ count: string }>(
    `SELECT count(*) FROM (SELECT 1 FROM message
      GROUP BY kind, grant_id, action_id, application_id, permit_id, payment_id, renewal_id, refund_id, recipient, created_at
     HAVING count(*) > 1 AND bool_or(coalesce(grant_id, action_id, application_id, permit_id, payment_id, renewal_id, refund_id) IS NOT NULL)
     ) AS repeated`,
  );
  return {
    mailsLost: sent.rows.filter(({ smtp_id }) => !arrived.has(smtp_id)).length,
    mailsDoubled: Number(twice.rows[0]!.count),
    mailsRepeated: inbox.length - arrived.size,
  };
}

/** The plates that are still there a quarter of a year later, when the business clock has gone on over all of it. */
export async function platesAfterThirteenWeeks({ url }: RunningStack, database: pg.Pool): Promise<number> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', Origin: url };
  const to = new Date(Date.now() + 92 * 86_400_000).toISOString();
  const moved = await fetch(`${url}/sandbox/clock`, { method: 'POST', headers, body: JSON.stringify({ to }) });
  if (!moved.ok) throw new Error(`the clock answered ${moved.status}: ${await moved.text()}`);
  const until = Date.now() + QUARTER_MS;
  for (;;) {
    await pause(1_000);
    const { rows } = await database.query<{ left: number }>(
      `SELECT (SELECT count(*) FROM parking_action WHERE plate IS NOT NULL)::int
            + (SELECT count(*) FROM parking_right WHERE plate IS NOT NULL AND kind = 'action')::int AS left`,
    );
    if (rows[0]!.left === 0 || Date.now() > until) return rows[0]!.left;
  }
}
