import { addDays, civilDateOf, minuteOf, momentAt, type TimeZone } from '../values/civil-day.ts';
import { epoch, instant, type Instant } from '../values/moment.ts';

/** The next moment at which the clock on the wall says this: today, or tomorrow when today's has passed. */
export function nextMoment(clock: string, now: Instant, timeZone: TimeZone): Instant {
  const today = civilDateOf(now, timeZone);
  const at = momentAt(today, minuteOf(clock), timeZone);
  return instant(at > epoch(now) ? at : momentAt(addDays(today, 1), minuteOf(clock), timeZone));
}
