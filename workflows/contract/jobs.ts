/** Work that comes back for ever, one process per job. */
export const RECURRING_JOB = 'recurringJob';

export type Job =
  | 'reconciliation'
  | 'housekeeping'
  | 'erasure'
  | 'waiting-lists'
  | 'renewals'
  | 'provider-match'
  | 'misuse-hints'
  | 'statements';

export interface RecurringJobInput {
  job: Job;
  /** Business time between two runs. */
  everyMinutes: number;
  clockOffsetMs: number;
}

export const JOBS: readonly Pick<RecurringJobInput, 'job' | 'everyMinutes'>[] = [
  { job: 'reconciliation', everyMinutes: 15 },
  { job: 'housekeeping', everyMinutes: 60 },
  { job: 'erasure', everyMinutes: 60 },
  { job: 'waiting-lists', everyMinutes: 15 },
  { job: 'renewals', everyMinutes: 6 * 60 },
  { job: 'provider-match', everyMinutes: 24 * 60 },
  { job: 'misuse-hints', everyMinutes: 24 * 60 },
  { job: 'statements', everyMinutes: 6 * 60 },
];
