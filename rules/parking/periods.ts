import { addDays, addMonths, civilDateOf, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { instant, epoch, type Interval } from '../values/moment.ts';
import { type BalancePeriod } from '../municipalities/parking.ts';

/** Days a balance or a maximum is for, the last not included. */
export interface Days {
  from: CivilDate;
  until: CivilDate;
}

const MONTHS: Record<Exclude<BalancePeriod, 'permit'>, number> = { year: 12, quarter: 3, month: 1 };

/** The calendar year, quarter or month a day lies in; null is as long as the permit lasts. */
export function periodAround(day: CivilDate, period: BalancePeriod): Days | null {
  if (period === 'permit') return null;
  const months = MONTHS[period];
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % months);
  const from = `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
  return { from, until: addMonths(from, months) };
}

/** Every period a validity touches, in order, as its days fall in the municipality; one without days when it is as long as the permit. */
export function periodsOf({ from, to }: Interval, period: BalancePeriod, timeZone: TimeZone): (Days | null)[] {
  const first = civilDateOf(from, timeZone);
  // Half-open: a permit that ends at midnight does not touch the day that begins then.
  const last = civilDateOf(instant(epoch(to) - 1), timeZone);
  const periods: (Days | null)[] = [];
  for (let day = first; day <= last;) {
    const days = periodAround(day, period);
    periods.push(days);
    if (days === null) break;
    day = days.until;
  }
  return periods;
}

/** The last day a person reads. */
export const lastDayOf = ({ until }: Days): CivilDate => addDays(until, -1);
