import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { MINUTE_MS, plusMs } from '../rules/values/moment.ts';
import { businessClock } from './business-clock.ts';
import { type RecurringJobInput } from './contract/jobs.ts';
import { jobs, stepKey, steps } from './steps.ts';

/** Runs a job for ever, each run some business time after the one before; every run leaves a row that tells what it found. */
export async function recurringJob({ job, everyMinutes, clockOffsetMs }: RecurringJobInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  for (let run = 0; !workflowInfo().continueAsNewSuggested && run < 200; run += 1) {
    const nextAt = plusMs(clock.now(), everyMinutes * MINUTE_MS);
    await steps.planJob({ job, workflowId: workflowInfo().workflowId, nextAt });
    await clock.waitUntil(() => nextAt);
    await jobs.runJob({ job, at: clock.now(), key: stepKey(`${workflowInfo().runId}:${run}`) });
  }
  await continueAsNew<typeof recurringJob>({ job, everyMinutes, clockOffsetMs: clock.offsetMs() });
}
