import { addDays, addMonths, civilDateOf, startOfDay, type TimeZone } from './values/civil-day.ts';
import { DAY_MS, epoch, HOUR_MS, plusMs, type Instant } from './values/moment.ts';

/**
 * How long something is kept (bewaartermijn). `book-years` start when the calendar year is over, as the books do; `hours` and `days-exact`
 * run by the clock, all others by days of the municipality's calendar.
 */
export type TermUnit = 'hours' | 'days-exact' | 'days' | 'months' | 'years' | 'book-years';

/** Why that long: a register, a law, or that nobody needs it any more. */
export type RetentionReason =
  | 'register' | 'objection' | 'bank' | 'books' | 'books-belgium' | 'mandate' | 'archive' | 'in-use' | 'sign-in' | 'provider'; // prettier-ignore

export interface Retention {
  unit: TermUnit;
  term: number;
  /** A municipality may choose within these; absent: it is the same everywhere. */
  bounds?: { least: number; most: number };
  /** A term that protects people is never a moment longer; one that somebody may still need the data in, never shorter. */
  counts: 'at-most' | 'at-least';
  because: RetentionReason;
}

const fixed = (
  term: number,
  unit: TermUnit,
  because: RetentionReason,
  counts: Retention['counts'] = 'at-most',
): Retention => ({ term, unit, because, counts });

/**
 * Every class of records that goes by itself, and after how long: the one place terms are read from. From which moment each counts is
 * said beside it, and in words under `retention.class` in `text/`.
 */
export const RETENTION = {
  /** Plates of stays, of rights and of grants, and the names guests gave: after the end. Thirteen weeks, as the national register has it (2PARK-104). */
  plates: { ...fixed(91, 'days', 'register'), bounds: { least: 42, most: 91 } },
  /** The plate an officer asked about: after the check. */
  checks: { ...fixed(91, 'days', 'register'), bounds: { least: 42, most: 91 } },
  /** The words of mails, letters and post: after they were made or sent. */
  words: { ...fixed(91, 'days', 'objection'), bounds: { least: 42, most: 91 } },
  /** Who tried in vain while a part was out: after the try. */
  tries: fixed(91, 'days', 'objection'),
  /** Number of a disabled card and a second address: after the permit, or the application that came to nothing. */
  proofs: { ...fixed(91, 'days', 'in-use'), bounds: { least: 42, most: 91 } },
  /** A telephone linked to a permit: after the permit. */
  phones: fixed(91, 'days', 'in-use'),
  /** What staff wrote down about somebody: after it was written. */
  notes: { ...fixed(5, 'years', 'archive', 'at-least'), bounds: { least: 1, most: 10 } },
  /** An account number: after it was last of use. */
  bankAccounts: { ...fixed(91, 'days', 'bank', 'at-least'), bounds: { least: 14, most: 395 } },
  /** Files for the bank: after the year they were made in. */
  refundFiles: { ...fixed(7, 'book-years', 'books', 'at-least'), bounds: { least: 7, most: 10 } },
  /** Leave to debit: after it ended. A debit can be disputed for thirteen months. */
  mandates: fixed(13, 'months', 'mandate', 'at-least'),
  /** Who an invoice is made out to: after the year it was issued in. */
  invoices: fixed(10, 'book-years', 'books-belgium', 'at-least'),
  /** The same of what was never paid: after it was asked for. */
  unpaidInvoices: fixed(91, 'days', 'in-use'),
  /** What was said in a telephone call: when it cannot go on any more. */
  calls: fixed(0, 'hours', 'in-use'),
  /** That an unknown number was answered: after the answer. */
  strangers: fixed(24, 'hours', 'in-use'),
  /** A report of a wrong fine with its number, its story and its picture: after the answer. */
  fineReports: fixed(91, 'days', 'objection'),
  /** A hint at misuse, and that one was put aside: after it was found, talked about or put aside. */
  hints: fixed(42, 'days', 'in-use'),
  /** Whose row of an old system was whose, and by which name they know it: after it came over, or did not. */
  oldSystem: fixed(2, 'years', 'in-use'),
  /** A file somebody took back before it counted: after that. */
  removedFiles: fixed(31, 'days-exact', 'in-use'),
  /** A bundle for an objection: after it was asked for; it can be asked for again. One that belongs to a report goes with that. */
  bundles: fixed(7, 'days-exact', 'in-use'),
  /** A dossier an auditor had made: after it was asked for. */
  caseChecks: fixed(7, 'days-exact', 'in-use'),
  /** A try that lies in no outage: outages are recorded in the days after, and then nobody was hit. */
  strayTries: fixed(7, 'days-exact', 'in-use'),
  /** A sign-in and where its browser takes notices, one that was begun, and a puzzle before it: when it ended. */
  signIns: fixed(0, 'hours', 'sign-in'),
  /** Wrong passwords: those of yesterday slow nobody down any more. */
  signInFailures: fixed(24, 'hours', 'sign-in'),
  /** Codes that were mailed: when they no longer work. */
  emailCodes: fixed(0, 'hours', 'sign-in'),
  /** Links that were mailed: so long who opens an old mail is told that its time is over. */
  accountLinks: fixed(31, 'days-exact', 'sign-in'),
  /** An address nobody proved to be theirs: after it was typed. */
  unverifiedAccounts: fixed(31, 'days-exact', 'sign-in'),
  /** A token of a program, once it ended or was taken back: as long as the plates it parked, so that one may ask which it was. */
  accountTokens: fixed(91, 'days-exact', 'in-use'),
  /** What was answered to a program: as long as the published interface promises the same answer again. */
  answers: fixed(24, 'hours', 'in-use'),
  /** What was typed for a step: one accepted while the system was away for a weekend still finds it. */
  typedInputs: fixed(7, 'days-exact', 'in-use'),
  /** What was delivered to another system: who asks whether something was sent, asks soon. */
  deliveredEvents: fixed(31, 'days-exact', 'in-use'),
  /** Reports from outside: a provider's statement of a month can still be followed back. */
  outsideReports: fixed(31, 'days-exact', 'provider'),
} as const satisfies Record<string, Retention>;

/** Hints look back at fewer days than they are kept: one that vanished is never found again in the same stays. */
export const HINT_DAYS_AT_MOST = RETENTION.hints.term - 7;

export type RecordClass = keyof typeof RETENTION;
export const RECORD_CLASSES = Object.keys(RETENTION) as RecordClass[];

/** Those a municipality may choose a term for. */
export type ChosenClass = {
  [Class in RecordClass]: (typeof RETENTION)[Class] extends { bounds: object } ? Class : never;
}[RecordClass];
export type ChosenTerms = { readonly [Class in ChosenClass]?: number | undefined };

/** Whose term it is; nothing chosen is the term of everywhere. */
export interface Keeper {
  timeZone: TimeZone;
  retention?: ChosenTerms | undefined;
}

/** What is emptied or deleted by itself, and the class whose term it has. Each is counted apart in the log of deletions. */
export const ERASED = {
  actions: 'plates', rights: 'plates', grants: 'plates', guestVisits: 'plates', guestLinks: 'plates', checks: 'checks', notes: 'notes', mailedWords: 'words', writtenWords: 'words',
  postedWords: 'words', printedPost: 'words', failedTries: 'tries', invoices: 'invoices', unpaidInvoices: 'unpaidInvoices', cards: 'proofs',
  secondAddresses: 'proofs', calls: 'calls', strangers: 'strangers', phones: 'phones', bankAccounts: 'bankAccounts',
  refundFiles: 'refundFiles', mandates: 'mandates', bundles: 'bundles', fineReports: 'fineReports', caseChecks: 'caseChecks', strayTries: 'strayTries',
  removedFiles: 'removedFiles', hints: 'hints', hintReviews: 'hints', oldSystemRows: 'oldSystem', visitPlans: 'plates', visits: 'plates',
} as const satisfies Record<string, RecordClass>; // prettier-ignore
export type Erased = keyof typeof ERASED;

export const retentionOf = (of: RecordClass): Retention => RETENTION[of];

/** The length of a term here, in the unit of its class. */
export function termOf(of: RecordClass, { retention = {} }: Pick<Keeper, 'retention'>): number {
  const chosen: { readonly [Class in RecordClass]?: number | undefined } = retention;
  return chosen[of] ?? RETENTION[of].term;
}

/** What was last of use at this moment or earlier is not kept any more. */
export function erasedUpTo(of: RecordClass, keeper: Keeper, at: Instant): Instant {
  const { unit, counts } = retentionOf(of);
  const term = termOf(of, keeper);
  const { timeZone } = keeper;
  if (unit === 'hours') return plusMs(at, -term * HOUR_MS);
  if (unit === 'days-exact') return plusMs(at, -term * DAY_MS);
  const today = civilDateOf(at, timeZone);
  if (unit === 'book-years')
    return startOfDay(`${String(Number(today.slice(0, 4)) - term).padStart(4, '0')}-01-01`, timeZone);
  const day = unit === 'days' ? addDays(today, -term) : addMonths(today, unit === 'months' ? -term : -12 * term);
  // The end of a day is the start of the next: what lasted until midnight belongs to the day before.
  return startOfDay(counts === 'at-most' ? addDays(day, 1) : day, timeZone);
}

/** When something that was last of use at `from` goes: the first moment at which its term is over here, if nothing else keeps it. */
export function goesAt(of: RecordClass, keeper: Keeper, from: Instant): Instant {
  const { unit } = retentionOf(of);
  const term = termOf(of, keeper);
  const { timeZone } = keeper;
  if (unit === 'hours') return plusMs(from, term * HOUR_MS);
  if (unit === 'days-exact') return plusMs(from, term * DAY_MS);
  const day = civilDateOf(from, timeZone);
  if (unit === 'book-years') {
    const year = Number(day.slice(0, 4)) + term + 1;
    return startOfDay(`${String(year).padStart(4, '0')}-01-01`, timeZone);
  }
  // Months differ in length: asked of the rule itself, from a few days before.
  let last = addDays(unit === 'days' ? addDays(day, term) : addMonths(day, unit === 'months' ? term : 12 * term), -2);
  while (epoch(erasedUpTo(of, keeper, startOfDay(last, timeZone))) < epoch(from)) last = addDays(last, 1);
  return startOfDay(last, timeZone);
}
