import { addDays, momentAt, weekdayOf } from '../../rules/values/civil-day.ts';
import { instant, type Instant } from '../../rules/values/moment.ts';
import { isHoliday } from '../../rules/values/working-days.ts';
import { dayOf } from './days.ts';

/** Moments by the wall clock of a working day that lies ahead, so that what they cost does not depend on when the tests run. */
export function workingDayAhead(days = 14): (wallClock: string) => Instant {
  let day = addDays(dayOf(new Date().toISOString()), days);
  while (weekdayOf(day) > 3 || isHoliday(day, { country: 'NL', extraHolidays: [] })) day = addDays(day, 1);
  return (wallClock) => {
    const [hours = 0, minutes = 0] = wallClock.split(':').map(Number);
    return instant(momentAt(day, hours * 60 + minutes, 'Europe/Amsterdam'));
  };
}
