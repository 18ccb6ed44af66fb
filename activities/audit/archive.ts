import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Instant } from '../../rules/values/moment.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { buildsOf, eventsOf, type Engine, type EngineRun } from './histories.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** So many a time: nobody waits for it. */
const BATCH = 50;

/**
 * Keeps the history of every case that closed, compressed, with the builds that ran it, so that it can be read and replayed when the
 * engine has long forgotten it. Returns how many were looked at. One that is gone already is an incident; the case is what it was.
 */
export async function archiveClosed({ pool, clock }: Pick<Deps, 'pool' | 'clock'>, engine: Engine): Promise<number> {
  let seen = 0;
  let last: [closedAt: string, workflowId: string] = ['-infinity', ''];
  for (;;) {
    const rows = await keepNext(pool, clock, engine, last);
    seen += rows.length;
    const end = rows.at(-1);
    if (!end || rows.length < BATCH) return seen;
    last = [end.closed_at, end.workflow_id];
  }
}

interface ClosedRow {
  workflow_id: string;
  municipality_id: string | null;
  closed_at: string;
}

async function keepNext(
  pool: Deps['pool'],
  clock: Deps['clock'],
  engine: Engine,
  after: readonly [string, string],
): Promise<ClosedRow[]> {
  const { rows } = await pool.query<ClosedRow>({ ...closedAndNotKept, values: [BATCH, ...after] });
  for (const { workflow_id: workflowId, municipality_id: municipalityId, closed_at: closedAt } of rows) {
    const run = await engine.read(workflowId);
    // The books close a moment before their process ends: next time.
    if (run !== 'unknown' && run.status === 'RUNNING') continue;
    const at = clock();
    const packed = run === 'unknown' ? undefined : await packedRun(run);
    await inTransaction(pool, async (tx) => {
      if (packed) await keep(tx, packed, at);
      else if (!(await isKept(tx, workflowId)))
        await openIncident(tx, municipalityId, 'history-not-kept', workflowId, {}, at);
      await tx.query({ ...markKept, values: [workflowId, closedAt] });
    });
  }
  return rows;
}

/** Keeps the parts of processes that live for years and went on in a new part: the engine forgets each on its own. */
export async function archiveContinued({ pool, clock }: Pick<Deps, 'pool' | 'clock'>, engine: Engine): Promise<number> {
  const { rows } = await pool.query<{ since: Date | null }>({ ...lastContinued, values: [] });
  let kept = 0;
  for await (const { workflowId, runId } of engine.continuedSince((rows[0]?.since ?? new Date(0)).toISOString())) {
    const { rows: owed } = await pool.query({ ...notKept, values: [workflowId, runId] });
    if (owed.length === 0) continue;
    const run = await engine.read(workflowId, runId);
    if (run === 'unknown') continue;
    await keep(pool, await packedRun(run), clock());
    kept += 1;
  }
  return kept;
}

export interface KeptRun {
  workflowId: string;
  runId: string;
  type: string;
  status: string;
  builds: string[];
  sha256: string;
  json: string;
}

/** The kept runs of these processes, first part first; content that is no longer what was kept is an error, not a history. */
export async function keptRuns(db: Db, workflowIds: readonly string[]): Promise<KeptRun[]> {
  const { rows } = await db.query<Omit<KeptRun, 'workflowId' | 'runId' | 'json'> & { workflow_id: string; run_id: string; content: Buffer }>({
    ...readKept,
    values: [workflowIds],
  }); // prettier-ignore
  return Promise.all(
    rows.map(async ({ workflow_id: workflowId, run_id: runId, content, ...rest }) => ({
      ...rest,
      workflowId,
      runId,
      json: (await unpack(content)).toString('utf8'),
    })),
  );
}

interface PackedRun extends Omit<EngineRun, 'json'> {
  builds: string[];
  events: number;
  sha256: string;
  content: Buffer;
}

async function packedRun({ json, ...run }: EngineRun): Promise<PackedRun> {
  return {
    ...run,
    builds: buildsOf(json),
    events: eventsOf(json).length,
    sha256: createHash('sha256').update(json).digest('hex'),
    content: await pack(json),
  };
}

async function keep(db: Db, run: PackedRun, at: Instant): Promise<void> {
  const { workflowId, runId, type, status, builds, events, began, ended, content, sha256 } = run;
  await db.query({
    ...addHistory,
    values: [workflowId, runId, type, status, builds, events, began, ended, content, sha256, at],
  });
}

const isKept = async (db: Db, workflowId: string): Promise<boolean> =>
  (await db.query({ ...anyKept, values: [workflowId] })).rows.length > 0;

const closedAndNotKept = statement(
  'read-closed-and-not-kept',
  `SELECT workflow_id, municipality_id, closed_at::text FROM process
    WHERE closed_at IS NOT NULL AND archived_for IS DISTINCT FROM closed_at AND kind NOT IN ('parking-action', 'job')
      AND (closed_at, workflow_id) > ($2::timestamptz, $3)
    ORDER BY closed_at, workflow_id LIMIT $1`,
);
/** Taken up again meanwhile, it will close again, and is kept again. */
const markKept = statement('mark-history-kept', 'UPDATE process SET archived_for = $2 WHERE workflow_id = $1');
const addHistory = statement(
  'add-process-history',
  `INSERT INTO process_history (workflow_id, run_id, type, status, builds, events, began_at, ended_at, content, sha256, archived_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (workflow_id, run_id) DO NOTHING`,
);
const anyKept = statement('read-any-kept-history', 'SELECT FROM process_history WHERE workflow_id = $1 LIMIT 1');
/** Of a process in the books: a sandbox that was put back has forgotten those of before, its engine has not. */
const notKept = statement(
  'read-not-kept',
  `SELECT FROM process p WHERE p.workflow_id = $1
      AND NOT EXISTS (SELECT FROM process_history h WHERE h.workflow_id = $1 AND h.run_id = $2)`,
);
const lastContinued = statement(
  'read-last-continued',
  `SELECT max(ended_at) - interval '1 hour' AS since FROM process_history WHERE status = 'CONTINUED_AS_NEW'`,
);
const readKept = statement(
  'read-kept-histories',
  `SELECT workflow_id, run_id, type, status, builds, sha256, content FROM process_history WHERE workflow_id = ANY ($1::text[])
    ORDER BY began_at, workflow_id, run_id`,
);
