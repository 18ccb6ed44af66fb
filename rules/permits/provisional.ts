import { type CivilDate } from '../values/civil-day.ts';
import { epoch, MINUTE_MS, plusMs, type Instant } from '../values/moment.ts';

/** A payment may take a moment; only after this long somebody would otherwise stand without a permit they paid for. */
export const LIMBO_MINUTES = 5;

export interface Limbo {
  /** Since when the provider says that the bank has it and has not confirmed it; null when it does not say so. */
  pendingSince: Instant | null;
  /** How long the municipality covers that; nothing when it does not. */
  hours: number;
  startsOn: CivilDate | null;
  today: CivilDate;
  /** An application is covered once, whatever is paid for it later. */
  coveredBefore: boolean;
}

/**
 * Until when an application counts as if it were issued while the bank has the money and the confirmation is missing; null when it does
 * not (voorlopig recht, BEYOND-019).
 */
export function provisionalUntil(
  { pendingSince, hours, startsOn, today, coveredBefore }: Limbo,
  now: Instant,
): Instant | null {
  if (pendingSince === null || hours === 0 || coveredBefore) return null;
  if (startsOn === null || startsOn > today) return null;
  if (epoch(now) - epoch(pendingSince) < LIMBO_MINUTES * MINUTE_MS) return null;
  return plusMs(now, hours * 60 * MINUTE_MS);
}
