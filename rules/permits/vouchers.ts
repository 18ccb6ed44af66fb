import { addDays, civilDateOf, startOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { isBefore, latest, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { decideEnd, type EndGround, type PermitStatus } from './status.ts';

export type VoucherGround =
  EndGround | 'no-voucher-left' | 'voucher-in-past' | 'voucher-past-end' | 'voucher-plate-covered';

export interface VoucherFacts {
  status: PermitStatus;
  /** Held back by staff: nothing is used up that would not count. */
  blocked: boolean;
  /** Within this time vouchers are activated, and used up. */
  validity: Interval;
  unused: number;
  /** How many days one lasts. */
  days: number;
  timeZone: TimeZone;
}

/**
 * From when to when a voucher counts that is activated for this day: from midnight, or from now on the day itself, to midnight so many
 * days later. None of it may lie beyond the time for which the vouchers were bought.
 */
export function decideActivation(
  { status, blocked, validity, unused, days, timeZone }: VoucherFacts,
  startsOn: CivilDate,
  now: Instant,
): { outcome: 'allow'; from: Instant; to: Instant } | Refusal<VoucherGround> {
  const inForce = decideEnd(status);
  if (inForce.outcome === 'refuse') return inForce;
  if (blocked) return refuse('permit-not-in-force', { status, blocked }, 'look-again');
  if (unused === 0) return refuse('no-voucher-left', {}, 'buy-vouchers');
  const today = civilDateOf(now, timeZone);
  if (startsOn < today) return refuse('voucher-in-past', { startsOn, first: today }, 'choose-other-day');
  const from = latest(latest(startOfDay(startsOn, timeZone), now), validity.from);
  const to = startOfDay(addDays(startsOn, days), timeZone);
  if (isBefore(validity.to, to)) {
    const last = addDays(civilDateOf(validity.to, timeZone), -days);
    return refuse('voucher-past-end', { startsOn, last }, 'choose-other-day');
  }
  return { outcome: 'allow', from, to };
}
