import { type DebitTerms } from '../municipalities/product.ts';
import { type ParkingTerms, type TopUpOption } from '../municipalities/parking.ts';
import { addDays, addMonths, civilDateOf, startOfDay, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant } from '../values/moment.ts';
import { type Cents } from '../values/money.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { type Unit } from '../values/unit.ts';

/** Why a balance is no longer topped up by itself. */
export type WhyStopped =
  | 'switched-off-by-holder'
  | 'switched-off-in-app'
  | 'mandate-over'
  | 'debit-failed'
  | 'charged-back'
  | 'no-longer-offered';

export type AutomaticTopUpGround =
  | 'automatic-top-up-not-offered'
  | 'top-up-not-offered'
  | 'threshold-out-of-range'
  | 'mandate-needed'
  | 'permit-not-in-force';

export interface AutomaticChoice {
  optionId: string;
  /** In the unit of the balance. */
  threshold: number;
}

/** May somebody have this balance topped up by itself (automatisch opwaarderen)? */
export function decideAutomaticTopUp(
  { optionId, threshold }: AutomaticChoice,
  { topUp }: Pick<ParkingTerms, 'topUp'>,
  { hasMandate, permitInForce }: { hasMandate: boolean; permitInForce: boolean },
): { outcome: 'allow'; unit: Unit; option: TopUpOption } | Refusal<AutomaticTopUpGround> {
  if (!topUp?.automatic) return refuse('automatic-top-up-not-offered', {}, 'choose-other-product');
  if (!permitInForce) return refuse('permit-not-in-force', {}, 'look-again');
  const option = topUp.options.find(({ id }) => id === optionId);
  if (!option) return refuse('top-up-not-offered', {}, 'look-again');
  const { thresholdAtMost } = topUp.automatic;
  if (threshold < 1 || threshold > thresholdAtMost)
    return refuse('threshold-out-of-range', { threshold, most: thresholdAtMost, unit: topUp.unit }, 'choose-threshold');
  if (!hasMandate) return refuse('mandate-needed', {}, 'give-mandate');
  return { outcome: 'allow', unit: topUp.unit, option };
}

/**
 * When the next period is debited (incasso): so many days before the last one ends, and never sooner after it was announced than was
 * promised. Null when that would be too late: then it is paid in the ordinary way.
 */
export function renewalDebitAt(
  terms: DebitTerms | null | undefined,
  { since, announcedAt, lapsesAt }: { since: Instant; announcedAt: Instant; lapsesAt: Instant },
  timeZone: TimeZone,
): Instant | null {
  if (!terms) return null;
  const day = (moment: Instant, days: number) => startOfDay(addDays(civilDateOf(moment, timeZone), days), timeZone);
  const [wanted, promised] = [day(since, -terms.daysBefore), day(announcedAt, terms.noticeDays)];
  const at = epoch(wanted) < epoch(promised) ? promised : wanted;
  return epoch(at) < epoch(lapsesAt) ? at : null;
}

/** What a chargeback (storno) takes from a balance, and what of the money is claimed beyond it. */
export function takenBack(
  { amount, cents }: { amount: number; cents: Cents },
  available: number,
): { amount: number; cents: Cents } {
  const taken = Math.max(0, Math.min(amount, available));
  return { amount: taken, cents: Math.floor((cents * taken) / amount) };
}

const UNUSED_MONTHS = 36;

/** Whoever is not debited for three years has to give leave anew: so the scheme of the banks has it. */
export const lapsesAt = (lastUsedAt: Instant, timeZone: TimeZone): Instant =>
  startOfDay(addMonths(civilDateOf(lastUsedAt, timeZone), UNUSED_MONTHS), timeZone);
