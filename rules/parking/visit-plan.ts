import { type ParkingTerms } from '../municipalities/parking.ts';
import { isHoliday, type WorkingCalendar } from '../values/working-days.ts';
import { addDays, minuteOf, wallClockOf, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { datesOf } from './series.ts';

/** Visits are booked so many days ahead, so that a carer can still shift one and the balance shows what is coming (BEYOND-012). */
export const PLANNED_DAYS = 7;
/** So many a week at most on one permit: three a day, and some more. */
export const MOST_PLANNED = 30;

/** A visit that comes back every week, by the wall clock; an end that is not after the start is one of the day after. */
export interface WeeklyVisit {
  /** ISO weekday. */
  weekday: number;
  startTime: string;
  endTime: string;
}

export interface DueVisit {
  date: CivilDate;
  /** Null on a holiday: nobody comes. */
  stay: Interval | null;
}

/** The visits of one line of the roster within the coming days, as far as they have not begun. */
export function dueVisits(
  { weekday, startTime, endTime }: WeeklyVisit,
  today: CivilDate,
  now: Instant,
  { timeZone, calendar }: { timeZone: TimeZone; calendar: WorkingCalendar },
): DueVisit[] {
  const week = { weekdays: [weekday], from: today, until: addDays(today, PLANNED_DAYS), startTime, endTime };
  const found = datesOf(week, timeZone);
  if (found.outcome === 'refuse') return [];
  return found.dates
    .filter(({ stay }) => epoch(stay.from) > epoch(now))
    .map(({ date, stay }) => ({ date, stay: isHoliday(date, calendar) ? null : stay }));
}

export type PlanGround = 'visit-same-time' | 'visit-past-latest' | 'visits-too-many';

/**
 * May so many lines be added to a roster that has some? What could be booked on no day, because the product ends at midnight or lasts so
 * long at most, is refused now and not week after week.
 */
export function decidePlan(
  { startTime, endTime, weekdays }: { startTime: string; endTime: string; weekdays: readonly number[] },
  { dayEnd, longestMinutes }: Pick<ParkingTerms, 'dayEnd' | 'longestMinutes'>,
  planned: number,
): { outcome: 'allow' } | Refusal<PlanGround> {
  if (startTime === endTime) return refuse('visit-same-time', {}, 'choose-other-time');
  const from = minuteOf(startTime);
  const until = minuteOf(endTime) + (endTime > startTime ? 0 : DAY_MINUTES);
  const latest = Math.min(dayEnd === 'none' ? Infinity : DAY_MINUTES, from + (longestMinutes ?? Infinity));
  if (until > latest) {
    const ofItsDay = latest > DAY_MINUTES ? latest - DAY_MINUTES : latest;
    return refuse('visit-past-latest', { latest: wallClockOf(ofItsDay) }, 'choose-earlier-end');
  }
  if (planned + weekdays.length > MOST_PLANNED)
    return refuse('visits-too-many', { most: MOST_PLANNED }, 'remove-visit');
  return { outcome: 'allow' };
}

const DAY_MINUTES = 24 * 60;
