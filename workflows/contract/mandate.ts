import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type MandateStatus } from '../../rules/direct-debit/mandate-status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** Leave to debit an account, from when it is given until it is revoked, refused or lapses (machtiging). */
export const MANDATE = 'mandate';

export interface MandateInput {
  mandateId: string;
  clockOffsetMs: number;
}

export interface MandateState {
  status: MandateStatus;
  /** Unused until then, it is over. */
  lapsesAt: Instant;
}

export type MandateChanged = { outcome: 'changed'; state: MandateState } | Refusal;

export const revoke = defineUpdate<MandateChanged, [{ actor: Actor }]>('revoke');

/** The books say that it is over; they said so before this was sent. */
export const mandateChanged = defineSignal('mandateChanged');
