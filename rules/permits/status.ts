import { epoch, type Instant, type Interval } from '../values/moment.ts';
import { isListed, type Moves } from '../values/moves.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

export type PermitStatus = 'issued' | 'ended' | 'expired';

export type PermitMove = 'end' | 'expire' | 'renew';

/** The only moves there are: one that has just expired can still be renewed, what was ended stays so. */
export const PERMIT_MOVES: Moves<PermitStatus, PermitMove> = {
  issued: { end: ['ended'], expire: ['expired'], renew: ['issued'] },
  expired: { renew: ['issued'] },
  ended: {},
};

export type EndGround = 'permit-not-in-force';

/** What a permit is now: not begun, valid, or over. Shown to its holder; enforcement reads rights, not this. */
export type PermitPhase = 'upcoming' | 'valid' | 'ended' | 'expired';

export function phaseOf(status: PermitStatus, validity: Interval, now: Instant): PermitPhase {
  switch (status) {
    case 'ended':
    case 'expired':
      return status;
    case 'issued':
      if (epoch(now) < epoch(validity.from)) return 'upcoming';
      return epoch(now) < epoch(validity.to) ? 'valid' : 'expired';
    default:
      return status satisfies never;
  }
}

/** Ending works at once, and only on what is in force (beëindigen, intrekken). */
export function decideEnd(status: PermitStatus): { outcome: 'allow' } | Refusal<EndGround> {
  return isListed(PERMIT_MOVES, status, 'end')
    ? { outcome: 'allow' }
    : refuse('permit-not-in-force', { status }, 'look-again');
}

/** With fewer places than plates the holder chooses which one counts, in the parking app; until then none does (2PARK-110). */
export const platesThatCount = <T>(plates: readonly T[], atOnce: number): readonly T[] =>
  plates.length <= atOnce ? plates : [];
