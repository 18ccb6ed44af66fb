import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type RenewalDeadline, type RenewalStatus } from '../../rules/renewals/status.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** One more period of a permit, from when it is there until it is paid, given up or too late (verlenging). */
export const RENEWAL = 'renewal';

export interface RenewalInput {
  renewalId: string;
  clockOffsetMs: number;
}

/** What the process needs to know to wait for the right moment. */
export interface RenewalState {
  status: RenewalStatus;
  version: number;
  deadlines: RenewalDeadline[];
}

export type RenewalChanged = { outcome: 'changed'; state: RenewalState } | Refusal;

interface ByActor {
  actor: Actor;
}

export const confirm = defineUpdate<RenewalChanged, [ByActor]>('confirm');
export const withdraw = defineUpdate<RenewalChanged, [ByActor]>('withdraw');

/** Its charge was paid; the books already say so. */
export const paid = defineSignal('paid');

/** Its permit ended first; the books closed it before this was sent. */
export const closed = defineSignal('closed');
