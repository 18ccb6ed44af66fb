import { epoch, MINUTE_MS, type Instant } from './values/moment.ts';

/** Amber: no right, but one that differs by a character counts here; look again. */
export type Verdict = 'green' | 'red' | 'amber';

export interface RightFacts {
  /** End of a right that counts for this plate, here, at this moment. */
  activeUntil: Instant | null;
  /** End of the latest right of this plate, here, that is over. */
  endedAt: Instant | null;
}

export interface PlateVerdict {
  verdict: Verdict;
  until: Instant | null;
  /** Ended so short ago that the officer may wait a moment (PEERS-037). */
  justExpired: boolean;
}

export const GRACE_MINUTES = 5;

/** May this plate stand here now (controle)? The answer speaks of the plate only, never of a person, product or history (R14). */
export function decideVerdict({ activeUntil, endedAt }: RightFacts, at: Instant): PlateVerdict {
  if (activeUntil !== null) return { verdict: 'green', until: activeUntil, justExpired: false };
  const justExpired = endedAt !== null && epoch(at) - epoch(endedAt) < GRACE_MINUTES * MINUTE_MS;
  return { verdict: 'red', until: null, justExpired };
}
