import { addDays, civilDateOf, startOfDay, weekdayOf, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { earliest, isBefore, latest, type Interval } from '../values/moment.ts';

/**
 * When a permit of chosen weekdays counts: from midnight to midnight by the clock of the town, so a day of 23 or 25 hours counts whole,
 * and days that follow one another are one stretch without a seam. No days chosen is every day.
 */
export function stretchesOf(validity: Interval, weekdays: readonly number[], timeZone: TimeZone): Interval[] {
  if (weekdays.length === 0) return [validity];
  const stretches: Interval[] = [];
  let begin: CivilDate | null = null;
  for (let day = civilDateOf(validity.from, timeZone), inside = true; inside; day = addDays(day, 1)) {
    inside = isBefore(startOfDay(day, timeZone), validity.to);
    if (inside && weekdays.includes(weekdayOf(day))) begin ??= day;
    else if (begin !== null) {
      const from = latest(startOfDay(begin, timeZone), validity.from);
      stretches.push({ from, to: earliest(startOfDay(day, timeZone), validity.to) });
      begin = null;
    }
  }
  return stretches;
}
