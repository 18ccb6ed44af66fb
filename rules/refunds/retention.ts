import { type CaseTerms } from '../municipalities/release.ts';
import { addDays, civilDateOf, startOfDay, type TimeZone } from '../values/civil-day.ts';
import { type Instant } from '../values/moment.ts';

/** How long a municipality keeps where money went, where its data do not say otherwise. */
export const ACCOUNT_DAYS = 91;
export const REFUND_FILE_YEARS = 7;

type Kept = Pick<CaseTerms, 'accountDays' | 'refundFileYears'>;

/** What was last of use before this moment says no account number any more. */
export const accountsErasedUpTo = (at: Instant, timeZone: TimeZone, { accountDays = ACCOUNT_DAYS }: Kept): Instant =>
  startOfDay(addDays(civilDateOf(at, timeZone), -accountDays), timeZone);

/** Files made before this moment are emptied: the term starts when the year of the books is over. */
export function filesErasedUpTo(
  at: Instant,
  timeZone: TimeZone,
  { refundFileYears = REFUND_FILE_YEARS }: Kept,
): Instant {
  const year = Number(civilDateOf(at, timeZone).slice(0, 4)) - refundFileYears;
  return startOfDay(`${String(year).padStart(4, '0')}-01-01`, timeZone);
}
