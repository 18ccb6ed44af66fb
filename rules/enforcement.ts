import { type EnforcementTerms } from './municipalities/municipality.ts';
import { DAY_MS, epoch, isBefore, MINUTE_MS, type Instant } from './values/moment.ts';

/** Amber: no right, but one that differs by a character counts here; look again. */
export type Verdict = 'green' | 'red' | 'amber';

export interface RightFacts {
  /** End of a right that counts for this plate, here, at this moment. */
  activeUntil: Instant | null;
  /** End of the latest right of this plate, here, that is over. */
  endedAt: Instant | null;
  /** How many other plates that count here and now differ by one character. */
  near: number;
}

export interface PlateVerdict {
  verdict: Verdict;
  until: Instant | null;
  /** Ended so short ago that the officer may wait a moment (PEERS-037). */
  justExpired: boolean;
  /** Counted, never named (BEYOND-003). */
  near: number;
}

export const GRACE_MINUTES = 5;

/** More than this is no more use to anybody: a count of one digit keeps every answer as long as the next (R14). */
export const COUNTED_UP_TO = 9;

/** May this plate stand here now (controle)? The answer speaks of the plate only, never of a person, product or history (R14). */
export function decideVerdict({ activeUntil, endedAt, near }: RightFacts, at: Instant): PlateVerdict {
  if (activeUntil !== null) return { verdict: 'green', until: activeUntil, justExpired: false, near: 0 };
  const justExpired = endedAt !== null && epoch(at) - epoch(endedAt) < GRACE_MINUTES * MINUTE_MS;
  // A plate that had a right here a moment ago was read right.
  if (near > 0 && !justExpired) return { verdict: 'amber', until: null, justExpired, near };
  return { verdict: 'red', until: null, justExpired, near: 0 };
}

/** Why a car whose permit is known had no right: what its holder can mend before a second fine (BEYOND-004). */
export type AlertReason = 'expired' | 'other-plate-active' | 'other-area';

export interface PermitOfPlate {
  validFrom: Instant;
  validUntil: Instant;
  /** A right of this plate under this permit counts at that moment, in another area. */
  activeElsewhere: boolean;
}

/** Is there something to tell the holder of a permit this plate belongs to? Null where it has nothing to do with the red. */
export function alertReason(
  { validFrom, validUntil, activeElsewhere }: PermitOfPlate,
  { warnHolder, expiredDays }: EnforcementTerms,
  at: Instant,
): AlertReason | null {
  if (!warnHolder || isBefore(at, validFrom)) return null;
  if (isBefore(at, validUntil)) return activeElsewhere ? 'other-area' : 'other-plate-active';
  return epoch(at) - epoch(validUntil) < expiredDays * DAY_MS ? 'expired' : null;
}
