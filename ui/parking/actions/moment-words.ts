import { addDays, civilDateOf, endOfDay, startOfDay, type CivilDate } from '../../../rules/values/civil-day.ts';
import { epoch, instant, type Instant, type Interval } from '../../../rules/values/moment.ts';
import type { Formats } from '../../../rules/values/format.ts';
import type { Say } from '../../text/sentences.ts';

interface Around {
  now: Instant;
  timeZone: string;
  t: Say;
  format: Formats;
}

/** What people read as the last second of a day is its end in arithmetic (R5). */
const LAST_SECOND = '23:59:59';

export interface MomentWords {
  /** vandaag 14.15 uur */
  at: (moment: Instant) => string;
  /** As `at`; the end of a day is its last second. */
  until: (moment: Instant) => string;
  /** 22.30 uur, or 23:59:59: where the day is told already. */
  untilTime: (moment: Instant) => string;
  /** vandaag, 14.15 tot 22.30 uur */
  stay: (stay: Interval) => string;
}

/** Moments as people say them to each other: the day in words where that helps, and the end of a day as its last second. */
export function momentWords({ now, timeZone, t, format }: Around): MomentWords {
  const today = civilDateOf(now, timeZone);
  const endsDay = (moment: Instant) => epoch(startOfDay(civilDateOf(moment, timeZone), timeZone)) === epoch(moment);
  /** Of an end: midnight belongs to the day before it. */
  const dayOfEnd = (moment: Instant): CivilDate => civilDateOf(instant(epoch(moment) - 1), timeZone);
  const untilTime = (moment: Instant) => (endsDay(moment) ? LAST_SECOND : format.timeInWords(moment));
  const both = (day: CivilDate, time: string) =>
    t('parking.actions.moment', { day: format.dayInWords(day, today), time });
  const until = (moment: Instant) => both(dayOfEnd(moment), untilTime(moment));
  return {
    at: (moment) => both(civilDateOf(moment, timeZone), format.timeInWords(moment)),
    until,
    untilTime,
    stay: ({ from, to }) =>
      civilDateOf(from, timeZone) === dayOfEnd(to)
        ? t('parking.actions.stayOfDay', {
            day: format.dayInWords(dayOfEnd(to), today),
            from: format.time(from),
            until: untilTime(to),
          })
        : t('parking.actions.stay', {
            from: both(civilDateOf(from, timeZone), format.timeInWords(from)),
            until: until(to),
          }),
  };
}

/** The day it is, from its first moment to its last. */
export function dayAround(now: Instant, timeZone: string): Interval {
  const today = civilDateOf(now, timeZone);
  return { from: startOfDay(today, timeZone), to: endOfDay(today, timeZone) };
}

/** Days one can choose from: today and so many after it. */
export function daysAhead(now: Instant, timeZone: string, days: number): { first: CivilDate; last: CivilDate } {
  const first = civilDateOf(now, timeZone);
  return { first, last: addDays(first, days) };
}
