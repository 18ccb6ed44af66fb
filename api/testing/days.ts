import { addDays, civilDateOf, endOfDay, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { epoch, MINUTE_MS, type Instant } from '../../rules/values/moment.ts';

const ZONE = 'Europe/Amsterdam';

export const dayOf = (moment: Instant): CivilDate => civilDateOf(moment, ZONE);

/** Midnight after this many more days: where a term of so many days ends. */
export const endOfDayAfter = (moment: Instant, days: number): Instant => endOfDay(addDays(dayOf(moment), days), ZONE);

/** The first day from then on on which the clock is put forward or back. */
export function nextChangeOfClocks(from: CivilDate): { day: CivilDate; hours: number } {
  for (let day = from; ; day = addDays(day, 1)) {
    const hours = (epoch(endOfDay(day, ZONE)) - epoch(startOfDay(day, ZONE))) / (60 * MINUTE_MS);
    if (hours !== 24) return { day, hours };
  }
}
