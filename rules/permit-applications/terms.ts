import { type AreaId } from '../municipalities/names.ts';
import { type Period, type Product } from '../municipalities/product.ts';
import { addDays, addMonths, civilDateOf, startOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type Cents } from '../values/money.ts';
import { latest, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

export type StartGround = 'start-in-past' | 'start-too-early' | 'start-too-far';

/** First and last day an applicant may choose, seen from today; both included. */
export function startDays({ start }: Product, today: CivilDate): { first: CivilDate; last: CivilDate } {
  return { first: addDays(today, start.earliestDays), last: addDays(today, start.latestDays) };
}

/** Never in the past, and no further ahead than the product allows (startdatum, PORTAL-034). */
export function decideStartDay(
  product: Product,
  startsOn: CivilDate,
  today: CivilDate,
): { outcome: 'allow' } | Refusal<StartGround> {
  const { first, last } = startDays(product, today);
  const values = { startsOn, first, last };
  if (startsOn < today) return refuse('start-in-past', values, 'choose-other-day');
  if (startsOn < first) return refuse('start-too-early', values, 'choose-other-day');
  if (startsOn > last) return refuse('start-too-far', values, 'choose-other-day');
  return { outcome: 'allow' };
}

export const periodOf = (product: Product, id: string | null): Period | undefined =>
  product.periods.find((period) => period.id === id);

export type WeekdaysGround = 'weekday-missing' | 'weekday-not-available';

/** Is it bought for weekdays of one's choice, at a price for each (PORTAL-035)? */
export const isPerWeekday = ({ weekdays }: Product): boolean => weekdays != null && weekdays.length > 0;

/** One or more of the days it is sold for, none twice. */
export function decideWeekdays(
  { weekdays: sold }: Product,
  chosen: readonly number[],
): { outcome: 'allow' } | Refusal<WeekdaysGround> {
  const wrong = chosen.find((day, index) => !sold?.includes(day) || chosen.indexOf(day) !== index);
  if (wrong !== undefined) return refuse('weekday-not-available', { weekday: wrong }, 'choose-other-day');
  return chosen.length === 0 ? refuse('weekday-missing', {}, 'choose-weekday') : { outcome: 'allow' };
}

export type AmountGround = 'amount-not-available';

/** One of the numbers of vouchers that can be bought at a time (PEERS-042). */
export function decideAmount({ voucher }: Product, amount: number): { outcome: 'allow' } | Refusal<AmountGround> {
  if (voucher?.counts.includes(amount)) return { outcome: 'allow' };
  return refuse('amount-not-available', { amount }, 'choose-amount');
}

/** What is to be paid for what was chosen: the price of the period, or as many times that as there are weekdays or vouchers. */
export function dueFor(
  product: Product,
  { areaId, periodId, weekdays, amount, plates = [] }: Chosen,
): Cents | undefined {
  const listed = priceOf(product, areaId, periodId);
  if (listed === undefined) return undefined;
  const price = priceByEmission(product, listed, isZeroEmission(plates));
  const times = product.voucher ? (amount ?? 0) : isPerWeekday(product) ? weekdays.length : 1;
  return times === 0 ? undefined : price * times;
}

interface Chosen {
  areaId: AreaId | null;
  periodId: string | null;
  weekdays: readonly number[];
  /** How many vouchers; what is none has no number. */
  amount?: number | null;
  plates?: readonly { zeroEmission?: boolean | null }[];
}

/** Is every car one of which the register says that it has no emission? */
export const isZeroEmission = (plates: readonly { zeroEmission?: boolean | null }[]): boolean =>
  plates.length > 0 && plates.every(({ zeroEmission }) => zeroEmission === true);

/** The price for these cars: listed, or what a product asks of cars without emission, in whole cents (BEYOND-015). */
export const priceByEmission = (
  { zeroEmission }: Pick<Product, 'zeroEmission'>,
  listed: Cents,
  without: boolean,
): Cents => (zeroEmission && without ? Math.round((listed * zeroEmission.pricePercent) / 100) : listed);

/** Where else than at the chosen place it counts: at the other address of a move, or wherever a card does. */
export function alsoIn(
  { disabledCard }: Pick<Product, 'disabledCard'>,
  { areaId, secondAddress }: { areaId: AreaId | null; secondAddress?: { areaId: AreaId | null } | null },
): AreaId[] {
  const others = [secondAddress?.areaId ?? null, ...(disabledCard?.alsoIn ?? [])];
  return others.filter(
    (other, index): other is AreaId => other !== null && other !== areaId && others.indexOf(other) === index,
  );
}

/** Price in cents, VAT included, of a weekday or a voucher where it is bought per piece; undefined when the product is not sold there for that period. */
export function priceOf(product: Product, area: AreaId | null, periodId: string | null): Cents | undefined {
  return product.places.find((place) => place.area === area)?.prices[periodId ?? ''];
}

/**
 * The day after the last valid one. Where the last month is too short to have the day it began on, all of that month counts: a year
 * from 29 February ends with 28 February, a month from 31 January with the last of February.
 */
export function dayAfter(startsOn: CivilDate, { months, days }: Period): CivilDate {
  const later = addMonths(startsOn, months);
  const cutShort = later.slice(-2) !== startsOn.slice(-2);
  return addDays(later, days + (cutShort ? 1 : 0));
}

/** The last day the permit is valid: what a citizen reads behind the period (LOKET-010). */
export const lastDay = (startsOn: CivilDate, period: Period): CivilDate => addDays(dayAfter(startsOn, period), -1);

/**
 * From when to when a permit is valid that becomes effective at `effective` (paid, or decided when free). Who pays after the chosen
 * day loses nothing: the period starts on the day of payment and is as long as was bought.
 */
export function validityOf(startsOn: CivilDate, period: Period, effective: Instant, timeZone: TimeZone): Interval {
  const effectiveOn = civilDateOf(effective, timeZone);
  const from = startsOn > effectiveOn ? startsOn : effectiveOn;
  return { from: latest(startOfDay(from, timeZone), effective), to: startOfDay(dayAfter(from, period), timeZone) };
}
