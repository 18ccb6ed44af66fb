import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type RefundDue } from '../../rules/refunds/clock.ts';
import { type RefundRefusalGround, type RefundRoute, type RefundStatus } from '../../rules/refunds/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** Money that goes back, from when it is owed until it is paid out or refused (terugbetaling). */
export const REFUND = 'refund';

export interface RefundInput {
  refundId: string;
  clockOffsetMs: number;
}

/** What the process needs to know to wait for the right moment; amounts, people and accounts stay in the database. */
export interface RefundState {
  status: RefundStatus;
  route: RefundRoute;
  version: number;
  next: RefundDue | null;
  /** When the provider is asked what came of it. */
  lookAt: Instant | null;
  over: boolean;
}

export type RefundChanged = { outcome: 'changed'; state: RefundState } | Refusal;

interface ByStaff {
  actor: Actor;
  staffId: string;
}

export const approve = defineUpdate<RefundChanged, [ByStaff]>('approve');
export const refuseRefund = defineUpdate<RefundChanged, [ByStaff & { ground: RefundRefusalGround }]>('refuse');
/** The bank did or did not pay it: what finance reads on the statement. */
export const settle = defineUpdate<RefundChanged, [ByStaff & { came: 'paid' | 'returned' }]>('settle');
/** Its owner gave an account number; it lies sealed in the database. */
export const useAccount = defineUpdate<RefundChanged, [{ actor: Actor }]>('useAccount');

/** The books changed without this process, or the provider has news. */
export const refundChanged = defineSignal('refundChanged');
