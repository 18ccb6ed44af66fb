import type { Instant } from '../../rules/values/moment.ts';
import { plusMs } from '../../rules/values/moment.ts';
import { civilDayAt, type Formats } from '../../rules/values/format.ts';
import type { Say } from '../text/sentences.ts';

/** Until when a right counts. What ends at midnight counts through the day before: nobody reads 0.00 uur as the evening. */
export function sayUntil(until: Instant, now: Instant, t: Say, format: Formats): string {
  const today = civilDayAt(now);
  const lastMoment = plusMs(until, -1);
  if (civilDayAt(until) !== civilDayAt(lastMoment)) {
    const last = civilDayAt(lastMoment);
    return t('check.untilDay', {
      day: last === today ? format.dayInWords(last, today) : format.day(last),
    });
  }
  return t('check.untilTime', { day: format.dayInWords(until, today), time: format.timeInWords(until) });
}
