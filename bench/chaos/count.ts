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
  tell: (line: string) => void,
): Promise<Omit<Outcome, 'stuckWorkflows' | 'kills' | 'platesTooOld'>> {
  const of = (list: 'started' | 'stopped' | 'checked'): string[] => parkers.flatMap((parker) => parker[list]);
  const promised: [what: string, ids: string[], found: string][] = [
    ['started', of('started'), 'SELECT count(*) FROM parking_action a WHERE a.id = wanted.id'],
    ['stopped', of('stopped'), `SELECT count(*) FROM parking_action a WHERE a.id = wanted.id AND a.state = 'settled'`],
    ['checked', of('checked'), 'SELECT count(*) FROM plate_check c WHERE c.id = wanted.id'],
    ['declared', told.declared, 'SELECT count(*) FROM application a WHERE a.id = wanted.id AND a.declared_at IS NOT NULL'],
    ['paid', told.paid, 'SELECT count(*) FROM permit p WHERE p.application_id = wanted.id'],
    ['decided', told.decided, `SELECT count(*) FROM task t JOIN audit_event e USING (application_id) WHERE t.id = wanted.id AND e.kind = 'task-decided'`],
  ]; // prettier-ignore
  const sums = await Promise.all(promised.map(([what, ids, found]) => kept(database, what, ids, found, tell)));
  sums.push({ lost: 0, doubled: await neverAskedFor(database, of('started')) });
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  const books = await bookkeeping(connection);
  await connection.end();
  const wrongVerdicts = parkers.reduce((sum, parker) => sum + parker.wrongVerdicts, 0);
  return {
    acknowledged: promised.reduce((sum, [, ids]) => sum + ids.length, 0),
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

/** What was promised is there, and once. */
async function kept(
  database: pg.Pool,
  what: string,
  ids: string[],
  found: string,
  tell: (line: string) => void,
): Promise<Sum> {
  const { rows } = await database.query<{ id: string; times: number }>(
    `SELECT wanted.id, (${found})::int AS times FROM unnest($1::uuid[]) AS wanted (id)`,
    [ids],
  );
  const lost = rows.filter(({ times }) => times === 0);
  const twice = rows.filter(({ times }) => times > 1);
  if (lost.length > 0) tell(`${what}, and lost: ${lost.map(({ id }) => id).join(' ')}`);
  if (twice.length > 0) tell(`${what}, and there twice: ${twice.map(({ id }) => id).join(' ')}`);
  return { lost: lost.length, doubled: twice.length + ids.length - new Set(ids).size };
}

/** Actions there are although nobody was told of them. */
async function neverAskedFor(database: pg.Pool, started: readonly string[]): Promise<number> {
  const { rows } = await database.query<{ id: string }>('SELECT id FROM parking_action');
  const known = new Set(started);
  return rows.filter(({ id }) => !known.has(id)).length;
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
