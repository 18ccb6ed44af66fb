import { type WaitingListTerms } from './municipalities/product.ts';
import { addDays, civilDateOf, endOfDay, type TimeZone } from './values/civil-day.ts';
import { type Instant } from './values/moment.ts';
import { type OfferDeadline } from './waitlist.ts';

/** Every term ends with its last day, at midnight. */
export function offerDeadlines(terms: WaitingListTerms, offeredAt: Instant, timeZone: TimeZone): OfferDeadline[] {
  const endOf = (days: number) => endOfDay(addDays(civilDateOf(offeredAt, timeZone), days), timeZone);
  const reminders = [...new Set(terms.reminderDays)].filter((day) => day < terms.offerDays).sort((a, b) => a - b);
  return [
    ...reminders.map((day): OfferDeadline => ({ kind: 'remind', at: endOf(day) })),
    { kind: 'lapse', at: endOf(terms.offerDays) },
  ];
}
