import { epoch, MINUTE_MS, plusMs, type Interval, type Instant } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { isSame, type PlateKey } from './active-plate.ts';
import { CORRECTION_MINUTES } from './may.ts';
import { meets } from './overlap.ts';
import { type StartFacts } from './start.ts';
import { mayActOn, type ActionStatus } from './status.ts';
import { type OpenAction } from './terms.ts';

/** Everything a correction depends on, read in one snapshot. */
export interface CorrectionFacts extends Pick<StartFacts, 'permit' | 'ownPlates' | 'onlyPlates' | 'open' | 'grant'> {
  action: PlateKey & { id: string; state: ActionStatus; stay: Interval; corrected: boolean };
}

export type CorrectionGround =
  | 'already-ended'
  | 'permit-not-in-force'
  | 'corrected-already'
  | 'correction-too-late'
  | 'plate-unchanged'
  | 'plate-not-granted'
  | 'plate-of-permit'
  | 'plate-not-on-permit'
  | 'plate-already-parked';

/**
 * Another plate for an action, because the first was a slip of the pen: once, while it is planned and in the first minutes after it
 * began. Start, end and what is set aside stay as they are; the right passes to the new plate from this moment, never backdated.
 */
export function decideCorrection(
  chosen: PlateKey,
  { action, permit, ownPlates, onlyPlates, open, grant }: CorrectionFacts,
  now: Instant,
): { outcome: 'allow' } | Refusal<CorrectionGround> {
  if (!mayActOn(action.state, 'correct') || epoch(action.stay.to) <= epoch(now))
    return refuse('already-ended', { endedAt: action.stay.to }, 'start-anew');
  if (permit.blocked || permit.status !== 'issued')
    return refuse('permit-not-in-force', { blocked: permit.blocked, status: permit.status }, 'look-again');
  if (action.corrected) return refuse('corrected-already', {}, 'stop-and-start-anew');
  const until = plusMs(action.stay.from, CORRECTION_MINUTES * MINUTE_MS);
  if (epoch(now) >= epoch(until)) return refuse('correction-too-late', { until }, 'stop-and-start-anew');
  if (isSame(chosen, action)) return refuse('plate-unchanged', {}, 'correct-plate');
  if (grant && !isSame(chosen, grant)) return refuse('plate-not-granted', {}, 'ask-owner');
  if (onlyPlates?.every((own) => !isSame(own, chosen)))
    return refuse('plate-not-on-permit', {}, 'choose-plate-of-permit');
  if (ownPlates.some((own) => isSame(own, chosen))) return refuse('plate-of-permit', {}, 'choose-temporary-plate');
  const clashes = (other: OpenAction) => other.id !== action.id && isSame(other, chosen) && meets(other, action.stay);
  if (open.some(clashes)) return refuse('plate-already-parked', {}, 'extend-running-action');
  return { outcome: 'allow' };
}
