import { addDays, type CivilDate } from '../values/civil-day.ts';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../values/working-days.ts';

/** What the last weeks were like, and what lies there now. */
export interface WorkloadFacts {
  today: CivilDate;
  calendar: WorkingCalendar;
  /** Target days of what waits for a decision; what waits for its applicant is no work yet. */
  targets: readonly CivilDate[];
  /** How many came in, and how many were decided, since the day `PACE_DAYS` before today. */
  arrived: number;
  decided: number;
}

export interface ForecastDay {
  day: CivilDate;
  /** Must be decided on this day to be in time. */
  due: number;
  /** Still there when the day ends, if the pace stays what it was. */
  open: number;
}

export interface Forecast {
  days: ForecastDay[];
  /** A working day, on average. */
  arrivesPerDay: number;
  decidedPerDay: number;
  /** Of what lies there now, decided after its target day if the pace stays what it was, the most urgent first. */
  late: number;
}

/** Over how many days the pace is taken: four weeks, so that each weekday counts as often. */
export const PACE_DAYS = 28;
const AHEAD = 10;

/**
 * What the coming two weeks bring if people go on as they did (werklastprognose). An average, no promise: it says whether there is a
 * problem, not whose.
 */
export function forecastWorkload({ today, calendar, targets, arrived, decided }: WorkloadFacts): Forecast {
  const workingDays = workingDaysSince(addDays(today, -PACE_DAYS), today, calendar);
  const arrivesPerDay = arrived / workingDays;
  const decidedPerDay = decided / workingDays;
  const days: ForecastDay[] = [];
  let open = targets.length;
  for (let ahead = 1; ahead <= AHEAD; ahead += 1) {
    const day = addWorkingDays(today, ahead, calendar);
    open = Math.max(0, open + arrivesPerDay - decidedPerDay);
    days.push({ day, due: targets.filter((target) => target === day).length, open: Math.round(open) });
  }
  return {
    days,
    arrivesPerDay: tenths(arrivesPerDay),
    decidedPerDay: tenths(decidedPerDay),
    late: lateAt(decidedPerDay),
  };

  /** The most urgent first, as the queue has them: the one at place n is decided after n / pace working days. */
  function lateAt(pace: number): number {
    if (pace === 0) return targets.length;
    return [...targets].sort().filter((target, place) => {
      const needed = Math.ceil((place + 1) / pace);
      return target < today || addWorkingDays(today, needed, calendar) > target;
    }).length;
  }
}

function workingDaysSince(from: CivilDate, to: CivilDate, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = from; day < to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return Math.max(1, count);
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
