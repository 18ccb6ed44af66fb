import { addDays, civilDateOf, startOfDay, type TimeZone } from '../values/civil-day.ts';
import { type Instant } from '../values/moment.ts';

/** Thirteen weeks, the term of the national register of parking rights (2PARK-104). */
export const ERASED_AFTER_DAYS = 91;

/**
 * What ended at this moment or earlier says no plate any more. Counted in days of the municipality's calendar: an action is emptied as
 * its 91st day after begins, so never later than thirteen times seven whole days, whatever the clocks did meanwhile.
 */
export function erasedUpTo(at: Instant, timeZone: TimeZone): Instant {
  // The end of a day is the start of the next: what lasted until midnight belongs to the day before.
  return startOfDay(addDays(civilDateOf(at, timeZone), 1 - ERASED_AFTER_DAYS), timeZone);
}
