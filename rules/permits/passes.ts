import { type PassTerms } from '../municipalities/product.ts';
import { civilDateOf, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { addWorkingDays, type WorkingCalendar } from '../values/working-days.ts';

/** A pass for the barrier of a garage (parkeerpas): being made, ready, on its way to the holder, or blocked for good. */
export type PassStatus = 'being-made' | 'made' | 'posted' | 'blocked';

/** What staff says happened to it. */
export type PassStep = 'made' | 'posted';

export type PassGround =
  'pass-unknown' | 'pass-blocked' | 'pass-not-posted' | 'pass-not-yet-valid' | 'pass-over' | 'pass-already-there';

/** The last day on which it is posted in time: weekends and holidays do not count (LOKET-054). */
export const passDueOn = (
  orderedAt: Instant,
  terms: PassTerms,
  calendar: WorkingCalendar,
  timeZone: TimeZone,
): CivilDate => addWorkingDays(civilDateOf(orderedAt, timeZone), terms.workingDays, calendar);

/** It is made, then posted; a blocked pass is nobody's any more. */
export function decidePassStep(status: PassStatus, step: PassStep): { outcome: 'allow' } | Refusal<PassGround> {
  if (status === 'blocked') return refuse('pass-blocked', {}, 'look-again');
  const before: PassStatus = step === 'made' ? 'being-made' : 'made';
  return status === before ? { outcome: 'allow' } : refuse('pass-already-there', { status }, 'look-again');
}

/** Does the barrier open for this pass now? Use starts with the pass, and ends with the subscription (LOKET-054, LOKET-057). */
export function decidePassage(
  pass: { status: PassStatus; validity: Interval } | undefined,
  at: Instant,
): { outcome: 'allow' } | Refusal<PassGround> {
  if (!pass) return refuse('pass-unknown', {}, 'counter');
  const { status, validity } = pass;
  if (status === 'blocked') return refuse('pass-blocked', {}, 'counter');
  if (status !== 'posted') return refuse('pass-not-posted', {}, 'counter');
  if (epoch(at) < epoch(validity.from)) return refuse('pass-not-yet-valid', { from: validity.from }, 'counter');
  return epoch(at) < epoch(validity.to) ? { outcome: 'allow' } : refuse('pass-over', { until: validity.to }, 'counter');
}
