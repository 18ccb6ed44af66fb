import { type Product } from '../municipalities/product.ts';
import { addDays, startOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, MINUTE_MS, plusMs, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** The card of somebody with a disability, as its holder types it over (gehandicaptenkaart). */
export interface TypedCard {
  number: string;
  expiresOn: CivilDate;
}

export type CardGround = 'card-not-asked' | 'card-number-invalid' | 'card-expired';

/** Cards of different countries differ; what they share is letters and digits. */
const CARD_NUMBER = /^[A-Z0-9]{5,20}$/;

/** One card has one number, however it is typed. */
export const cardNumberKey = (typed: string): string => typed.toUpperCase().replace(/[\s./-]/g, '');

/** A number that can be one, of a card that is still valid. */
export function decideCard(
  { disabledCard, article }: Product,
  { number, expiresOn }: TypedCard,
  today: CivilDate,
): { outcome: 'allow' } | Refusal<CardGround> {
  if (!disabledCard) return refuse('card-not-asked', {}, 'look-again');
  if (!CARD_NUMBER.test(cardNumberKey(number))) return refuse('card-number-invalid', {}, 'correct-card', article);
  if (expiresOn < today) return refuse('card-expired', { expiresOn }, 'new-card', article);
  return { outcome: 'allow' };
}

/** What rests on a card ends with the last day of the card, however long its period is. */
export function withinCard(validity: Interval, expiresOn: CivilDate | null, timeZone: TimeZone): Interval {
  if (expiresOn === null) return validity;
  const over = startOfDay(addDays(expiresOn, 1), timeZone);
  if (epoch(over) >= epoch(validity.to)) return validity;
  return { from: validity.from, to: epoch(over) < epoch(validity.from) ? validity.from : over };
}

/** When the own car counts again that made way at `since`. */
export const otherCarUntil = (since: Instant, hours: number): Instant => plusMs(since, hours * 60 * MINUTE_MS);
