import { defineSignal } from '@temporalio/workflow';

/** One plate parked under a permit from a moment to a moment (parkeeractie). */
export const PARKING_ACTION = 'parkingAction';

export interface ParkingActionInput {
  actionId: string;
  clockOffsetMs: number;
  /** Ends without reading the books once more; absent in histories from before it could. */
  endsAtOnce?: true;
}

/** The books say that it is over; they were closed before this was sent. */
export const parkingStopped = defineSignal('parkingStopped');

/** The books say that it has a later end. */
export const parkingExtended = defineSignal('parkingExtended');

/** The books say that it is another plate that is parked. */
export const parkingCorrected = defineSignal('parkingCorrected');
