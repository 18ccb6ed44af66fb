import { type Client } from '@temporalio/client';
import { jobId } from '../rules/values/process-ids.ts';
import { JOBS, RECURRING_JOB, type Job, type RecurringJobInput } from '../workflows/contract/jobs.ts';
import { CASES } from '../workflows/contract/queues.ts';

/** Sees to it that every job runs; one that runs already is left alone. */
export async function startRecurringJobs(client: Client, clockOffsetMs: number): Promise<void> {
  for (const { job } of JOBS) await startRecurringJob(client, job, clockOffsetMs);
}

export async function startRecurringJob(client: Client, job: Job, clockOffsetMs: number): Promise<void> {
  const { everyMinutes } = JOBS.find((known) => known.job === job)!;
  const input: RecurringJobInput = { job, everyMinutes, clockOffsetMs };
  await client.workflow.start(RECURRING_JOB, {
    workflowId: jobId(job),
    taskQueue: CASES,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}
