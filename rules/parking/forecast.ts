import { addDays, type CivilDate } from '../values/civil-day.ts';

/** So many days back count for a forecast, and so few are too few to say anything. */
export const FORECAST_DAYS = 28;
const FEWEST_DAYS = 7;
/** Further ahead it is a guess nobody is helped by. */
const FURTHEST_DAYS = 365;

export interface Use {
  available: number;
  /** Used in the last four weeks, as it was settled. */
  used: number;
  /** Day of the first use ever; null when there was none. */
  firstUse: CivilDate | null;
  today: CivilDate;
  /** Last day of the period the balance is for; null is as long as the permit. */
  lastDay: CivilDate | null;
}

/**
 * The day until which a balance lasts when it is used as in the last four weeks ("tot ongeveer 12 september", BEYOND-035). Null when
 * that is not to be said: too little was seen, nothing was used, it is empty, or it lasts as long as its period.
 */
export function lastsUntil({ available, used, firstUse, today, lastDay }: Use): CivilDate | null {
  if (firstUse === null || used <= 0 || available <= 0) return null;
  const seen = Math.min(FORECAST_DAYS, daysFrom(firstUse, today));
  if (seen < FEWEST_DAYS) return null;
  const days = Math.floor((available * seen) / used);
  if (days > FURTHEST_DAYS) return null;
  const until = addDays(today, days);
  return lastDay !== null && until >= lastDay ? null : until;
}

const daysFrom = (first: CivilDate, today: CivilDate): number =>
  Math.round((Date.parse(today) - Date.parse(first)) / 86_400_000);
