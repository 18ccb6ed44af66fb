import {
  addDays,
  civilDateOf,
  momentOfWallClock,
  weekdayOf,
  type CivilDate,
  type TimeZone,
} from '../values/civil-day.ts';
import { type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { decideStart, type Allowed, type Refused, type StartFacts, type StartRequest } from './start.ts';

/** So many at most: half a year of weeks (reeks, POM-025). */
export const LONGEST_SERIES = 26;

/** The same stay every week, on these days, between two dates. */
export interface SeriesWish {
  /** ISO weekdays. */
  weekdays: readonly number[];
  from: CivilDate;
  /** Included. */
  until: CivilDate;
  /** `HH:MM` by the wall clock; an end that is not after the start is one of the day after. */
  startTime: string;
  endTime: string;
}

export interface SeriesDate {
  date: CivilDate;
  stay: Interval;
}

export type SeriesGround = 'series-empty' | 'series-too-long';

/**
 * The dates of a series with their stays. By the wall clock: ten o'clock is ten o'clock, whatever the clocks do in between, and a time
 * the clock skips is the first there is after it.
 */
export function datesOf(
  { weekdays, from, until, startTime, endTime }: SeriesWish,
  timeZone: TimeZone,
): { outcome: 'dates'; dates: SeriesDate[] } | Refusal<SeriesGround> {
  const dates: SeriesDate[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    if (!weekdays.includes(weekdayOf(date))) continue;
    if (dates.length === LONGEST_SERIES) return refuse('series-too-long', { longest: LONGEST_SERIES }, 'shorter-series');
    const lastDay = endTime > startTime ? date : addDays(date, 1);
    const [begins, ends] = [`${date}T${startTime}`, `${lastDay}T${endTime}`].map((at) => momentOfWallClock(at, timeZone));
    if (begins !== undefined && ends !== undefined) dates.push({ date, stay: { from: begins, to: ends } });
  }
  return dates.length === 0 ? refuse('series-empty', {}, 'other-days') : { outcome: 'dates', dates };
} // prettier-ignore

export interface PlannedDate extends SeriesDate {
  /** Nothing is charged on a holiday where Sundays are free; said so that nobody books it by mistake. */
  holiday: boolean;
  decision: Allowed | Refused;
}

/**
 * Decides each date as if those before it were booked: places, balances of each period and the paid time of a visit are used up as they
 * will be. What is refused takes nothing from what follows.
 */
export function planSeries(
  dates: readonly SeriesDate[],
  { country, plate }: Pick<StartRequest, 'country' | 'plate'>,
  facts: StartFacts,
  now: Instant,
): PlannedDate[] {
  let left = facts;
  return dates.map(({ date, stay }) => {
    const decision = decideStart({ country, plate, startsAt: stay.from, endsAt: stay.to }, left, now);
    if (decision.outcome === 'allow') left = after(left, { country, plate }, decision, date);
    const holiday = facts.tariff.holidays.includes(civilDateOf(stay.from, facts.tariff.timeZone));
    return { date, stay, holiday, decision };
  });
}

function after(
  facts: StartFacts,
  { country, plate }: Pick<StartRequest, 'country' | 'plate'>,
  { stay, holds }: Allowed,
  date: CivilDate,
): StartFacts {
  const spent = (id: string) => holds.find(({ balanceId }) => balanceId === id)?.amount ?? 0;
  return {
    ...facts,
    open: [...facts.open, { id: date, country, plate, ...stay }],
    visits: facts.visits && [...facts.visits, { id: date, ...stay }],
    balances: facts.balances.map((balance) => ({ ...balance, available: balance.available - spent(balance.id) })),
  };
}
