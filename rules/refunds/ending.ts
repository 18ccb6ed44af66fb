import { type Period, type RefundTerms } from '../municipalities/product.ts';
import { dayAfter } from '../permit-applications/terms.ts';
import { type CivilDate } from '../values/civil-day.ts';
import { type Cents } from '../values/money.ts';
import { type RuleStep } from '../values/refusal.ts';

/** A stretch of a permit that was paid at once: what it was issued for, or a renewal. */
export interface PaidPeriod {
  startsOn: CivilDate;
  period: Period;
  paidCents: Cents;
  /** Of the product as it was sold; null or absent gives nothing back. */
  terms: RefundTerms | null | undefined;
}

/** Who gave a false statement gets nothing back; any other ending does (Awb 4:49). */
export const givesBack = (ground: string): boolean => ground !== 'false-statement';

export interface RefundOfPeriod {
  cents: Cents;
  /** How it was worked out, for the screen, the letter and the file. */
  steps: RuleStep[];
}

/**
 * What is given back of a paid period when the permit ends on this day, which still counts as used: the price of the whole months that
 * have not begun, rounded down to the cent (restitutie, PORTAL-074, PEERS-031). A period that has not begun goes back whole; one that
 * is counted in days goes back before it begins or not at all.
 */
export function refundOfPeriod({ startsOn, period, paidCents, terms }: PaidPeriod, endsOn: CivilDate): RefundOfPeriod {
  if (paidCents === 0) return { cents: 0, steps: [step('period-free', false, null, {})] };
  if (!terms || terms.unit === 'none')
    return { cents: 0, steps: [step('refund-in-product', false, terms?.article ?? null, {})] };
  const { article, minimumCents } = terms;
  if (endsOn < startsOn)
    return { cents: paidCents, steps: [step('period-not-begun', true, article, { startsOn, cents: paidCents })] };

  const { months } = period;
  const unused = months - monthsBegun(startsOn, period, endsOn);
  const cents = unused === 0 ? 0 : Math.floor((paidCents * unused) / months);
  const steps = [step('unused-months', unused > 0, article, { unused, months, paidCents, cents })];
  if (cents === 0 || cents >= minimumCents) return { cents, steps };
  return { cents: 0, steps: [...steps, step('refund-minimum', false, article, { cents, minimumCents })] };
}

/** How many months of the period have begun by the end of this day; the first begins with the period itself. */
export function monthsBegun(startsOn: CivilDate, { months }: Period, day: CivilDate): number {
  let begun = 0;
  while (begun < months && dayAfter(startsOn, { id: '', months: begun, days: 0 }) <= day) begun += 1;
  return begun;
}

const step = (rule: string, met: boolean, article: string | null, values: RuleStep['values']): RuleStep => ({
  rule,
  outcome: met ? 'met' : 'not-met',
  article,
  values,
  remedy: null,
});
