import type { Job } from '../workflows/contract/jobs.ts';
import { type Instant } from '../rules/values/moment.ts';
import { inTransaction, statement } from './db/transaction.ts';
import { type WorkerDeps } from './ports.ts';
import { openProcess } from './db/stores/outbox.ts';
import { addCheckMonths } from './check-months.ts';
import { carryBalances } from './balances/carry.ts';
import { erase } from './erasure.ts';
import { tidy } from './housekeeping.ts';
import { reconcile } from './reconciliation.ts';
import { runWaitingLists } from './waitlist/run.ts';
import { planVisits } from './visits/plan.ts';
import { weighRedChecks } from './red-checks.ts';
import { matchProvider } from './bookkeeping/match-provider.ts';
import { findMisuse } from './misuse-hints/find.ts';
import { mailStatements } from './statements/monthly.ts';
import { prepareRenewals } from './renewals/season.ts';

/** Notes when a job runs next, so that a moved clock waits for it. */
export function planJob(
  deps: WorkerDeps,
  { job, workflowId, nextAt }: { job: Job; workflowId: string; nextAt: Instant },
): Promise<void> {
  return inTransaction(deps.pool, (tx) =>
    openProcess(tx, {
      workflowId,
      kind: 'job',
      subjectId: JOB_IDS[job],
      municipalityId: null,
      openedAt: deps.clock(),
      nextDueAt: nextAt,
    }),
  );
}

/** One run of a job, and the row that tells what it found. Running twice changes nothing more. */
export async function runJob(deps: WorkerDeps, { job, at }: { job: Job; at: Instant; key: string }): Promise<void> {
  const startedAt = deps.clock();
  const result = await JOBS[job](deps, at);
  await deps.pool.query({ ...keepRun, values: [job, startedAt, deps.clock(), JSON.stringify(result)] });
}

const JOBS: Record<Job, (deps: WorkerDeps, at: Instant) => Promise<Record<string, number>>> = {
  // Every quarter of an hour: whoever is to hear of a red check hears of it within the hour.
  // What is left of a period is there for the next within a quarter of an hour, and what comes back later as soon.
  reconciliation: async (deps, at) => ({
    ...(await weighRedChecks(deps, at)),
    ...(await carryBalances(deps, at)),
    // Visits of a roster are booked as soon as their day comes within reach.
    ...(await planVisits(deps, at)),
    ...(await reconcile(deps, at)),
  }),
  housekeeping: async (deps, at) => ({ ...(await tidy(deps, at)), checkMonths: await addCheckMonths(deps, at) }),
  erasure: erase,
  'waiting-lists': runWaitingLists,
  renewals: prepareRenewals,
  'provider-match': matchProvider,
  'misuse-hints': findMisuse,
  statements: mailStatements,
};

/** Jobs have no row of their own; these stand for them where a subject is asked for. */
const JOB_IDS: Record<Job, string> = {
  reconciliation: '00000000-0000-4000-8000-000000000001',
  housekeeping: '00000000-0000-4000-8000-000000000002',
  erasure: '00000000-0000-4000-8000-000000000003',
  'waiting-lists': '00000000-0000-4000-8000-000000000005',
  renewals: '00000000-0000-4000-8000-000000000004',
  'provider-match': '00000000-0000-4000-8000-000000000006',
  'misuse-hints': '00000000-0000-4000-8000-000000000007',
  statements: '00000000-0000-4000-8000-000000000008',
};

const keepRun = statement(
  'keep-job-run',
  'INSERT INTO job_run (job, started_at, finished_at, result) VALUES ($1, $2, $3, $4)',
);
