import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type PaymentStatus } from '../../rules/payments.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** One payment of one or more charges, from the checkout until the provider's last word (betaling). */
export const PAYMENT = 'payment';

export interface PaymentInput {
  paymentId: string;
  clockOffsetMs: number;
  /** True for a process that takes up a payment begun by an earlier one: it asks the provider and goes on. */
  resumed: boolean;
}

export interface Begin {
  municipalityId: string;
  holderId: string;
  chargeIds: string[];
  /** Instead of charges there are: what is bought for a balance of this permit, and by whom (opwaarderen). */
  topUp?: { permitId: string; optionId: string; accountId: string };
  /** Instead of charges there are: the visit a guest pays for (PEERS-009). */
  guestVisitId?: string;
  actor: Actor;
}

export type Begun = { outcome: 'begun'; reference: string; checkoutUrl: string } | Refusal;

export const begin = defineUpdate<Begun, [Begin]>('begin');
export const cancel = defineUpdate<{ status: PaymentStatus }, [{ actor: Actor }]>('cancel');

/** Something outside says that asking the provider is worthwhile: a webhook, or a payer who came back. */
export const hint = defineSignal('hint');
