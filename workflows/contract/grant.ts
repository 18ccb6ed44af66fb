import { defineSignal } from '@temporalio/workflow';

/** The right of somebody else to park on a permit, from the invitation until it is over (machtiging). */
export const GRANT = 'grant';

export interface GrantInput {
  grantId: string;
  clockOffsetMs: number;
}

/** It was accepted or it is over; the books said so before this was sent. */
export const grantChanged = defineSignal('grantChanged');
