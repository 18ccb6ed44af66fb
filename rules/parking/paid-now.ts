import { addDays, civilDateOf, endOfDay, startOfDay } from '../values/civil-day.ts';
import { epoch, type Instant, type Interval } from '../values/moment.ts';
import { priceOfStay } from './price.ts';
import { type AreaTariff } from './tariff.ts';

/** Is parking paid for at this moment, and until when (PEERS-015)? */
export interface PaidNow {
  paid: boolean;
  /** When that changes; null when it does not in the coming days. */
  changesAt: Instant | null;
  /** The paid time of today. */
  today: Interval[];
  holiday: boolean;
}

const DAYS_AHEAD = 8;

export function paidNow(tariff: AreaTariff, now: Instant): PaidNow {
  const { timeZone } = tariff;
  // What a day can cost at most says nothing about when it is paid for.
  const windows = (stay: Interval): Interval[] => paidWindows(stay, { ...tariff, dayMaximumCents: null });
  const day = civilDateOf(now, timeZone);
  const coming = windows({ from: now, to: endOfDay(addDays(day, DAYS_AHEAD), timeZone) });
  const [first] = coming;
  const paid = first !== undefined && epoch(first.from) <= epoch(now);
  return {
    paid,
    changesAt: (paid ? first.to : first?.from) ?? null,
    today: windows({ from: startOfDay(day, timeZone), to: endOfDay(day, timeZone) }),
    holiday: tariff.holidays.includes(day),
  };
}

/** Paid time without a gap is one window, whatever fares lie in it. */
function paidWindows(stay: Interval, tariff: AreaTariff): Interval[] {
  const joined: Interval[] = [];
  for (const { from, to, kind } of priceOfStay(stay, tariff).lines) {
    if (kind === 'free') continue;
    const last = joined.at(-1);
    if (last?.to === from) last.to = to;
    else joined.push({ from, to });
  }
  return joined;
}
