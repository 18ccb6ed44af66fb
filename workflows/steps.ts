import { ApplicationFailure, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { isRefusal, type Refusal } from '../rules/values/refusal.ts';
import { SLOW } from './contract/queues.ts';

/** One short idempotent transaction each, run beside the process: no second trip through a queue while somebody waits. */
export const steps = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
});

/** Calls to a party outside that somebody waits for: a few tries, then the process goes on without. */
export const calls = proxyActivities<Activities>({
  taskQueue: SLOW,
  startToCloseTimeout: '4 seconds',
  scheduleToCloseTimeout: '6 seconds',
  retry: { initialInterval: '300 milliseconds', maximumInterval: '2 seconds' },
});

/**
 * Calls nobody waits for: repeated until they succeed, however long the other side is away. Each gives up by itself within a few
 * seconds; one that a killed worker took along is missed, and done anew, soon after.
 */
export const errands = proxyActivities<Activities>({
  taskQueue: SLOW,
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Work of a job: long, and nobody waits for it. */
export const jobs = proxyActivities<Activities>({
  taskQueue: SLOW,
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** The name of a step in this process, the same when it is repeated. */
export const stepKey = (step: string | number): string => `${workflowInfo().workflowId}:${step}`;

/** Turns a refusal into the answer of a validator: the message is refused and leaves no trace in the history. */
export function orReject(decision: { outcome: 'allow' } | Refusal): void {
  if (isRefusal(decision)) throw ApplicationFailure.nonRetryable(decision.ground, decision.ground, decision);
}
