import type { CivilDate } from './civil-day.ts';
import type { Instant } from './moment.ts';
import type { Cents } from './money.ts';
import type { Language } from './language.ts';

/** The Netherlands and Flanders keep the same time; the name only chooses the rules of summer time. */
const TIME_ZONE = 'Europe/Amsterdam';
const LOCALES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };
const NO_BREAK = '\u00a0';
const MINUS = '\u2212';

/** A civil day, or the moment that falls on it. */
type Day = CivilDate;

/** How numbers and moments are written in a language. Every day and time is that of the municipality, whatever the device says. */
export interface Formats {
  /** € 9,45 · €9.45; a minus keeps its distance, and nothing breaks over a line. */
  money(cents: Cents): string;
  /** 20 november 2026 */
  day(date: Day): string;
  /** vrijdag 20 november; with the year where it is not that of `today`. */
  weekday(date: Day, today?: CivilDate): string;
  /** vrijdag */
  weekdayName(date: Day): string;
  /** vrijdag, by its ISO number: 5. */
  isoWeekday(day: number): string;
  /** Bancontact, Visa of Mastercard: what one may choose from. */
  oneOf(names: readonly string[]): string;
  /** maandag, woensdag en vrijdag: by their ISO numbers. */
  isoWeekdays(days: readonly number[]): string;
  /** 20 nov */
  shortDay(date: Day): string;
  /** vandaag, morgen, gisteren, or as `weekday`. */
  dayInWords(date: Day, today: CivilDate): string;
  /** november 2026 */
  month(date: CivilDate): string;
  /** 14.15 · 14:15 */
  time(moment: Instant): string;
  /** 14.15 uur · 14:15 */
  timeInWords(moment: Instant): string;
  /** 14.15 · 14:15, of a time on the wall clock as data have it: `14:15`. */
  wallClock(time: string): string;
  /** 14:03:12, only for "visible since" and audit. */
  clock(moment: Instant): string;
  /** 20 november 2026, 14.15 uur */
  moment(moment: Instant): string;
  /** 3 u 45 min · 3 h 45 min */
  duration(minutes: number): string;
  /** 3 uur en 45 minuten: for those who listen. */
  durationInWords(minutes: number): string;
  /** 412 kB · 2,3 MB */
  fileSize(bytes: number): string;
  number(value: number): string;
  /** 3,5 · 3.5: an average. */
  decimal(value: number): string;
}

const made = new Map<Language, Formats>();

export function formatsIn(language: Language): Formats {
  const known = made.get(language) ?? makeFormats(language);
  made.set(language, known);
  return known;
}

/** The day it is for the municipality at a moment. */
export function civilDayAt(moment: Instant): CivilDate {
  return swedish.format(Date.parse(moment));
}

/** The Swedish locale writes dates as ISO does. */
const swedish = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short' });

function makeFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const dutch = language === 'nl';
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (name: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const hoursLong = unit('hour');
  const minutesLong = unit('minute');
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const choice = new Intl.ListFormat(locale, { type: 'disjunction' });
  // Days are formatted in UTC from their noon, so that no zone moves them.
  const dated = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (date: Day) => format.format(Date.parse(`${asDay(date)}T12:00:00Z`));
  };
  const timed = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, hourCycle: 'h23', ...options });
    return (moment: Instant) => format.format(Date.parse(moment));
  };

  const day = dated({ day: 'numeric', month: 'long', year: 'numeric' });
  const weekdayOfYear = dated({ weekday: 'long', day: 'numeric', month: 'long' });
  const weekdayAndYear = dated({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const minutes = timed({ hour: '2-digit', minute: '2-digit' });
  const wallClock = (text: string) => (dutch ? text.replace(':', '.') : text);
  const time = (moment: Instant) => wallClock(minutes(moment));
  const timeInWords = (moment: Instant) => (dutch ? `${time(moment)}${NO_BREAK}uur` : time(moment));
  const weekday = (date: Day, today?: CivilDate) =>
    today !== undefined && asDay(date).slice(0, 4) !== today.slice(0, 4) ? weekdayAndYear(date) : weekdayOfYear(date);

  const weekdayName = dated({ weekday: 'long' });
  /** The first of January 2024 was a Monday. */
  const isoWeekday = (number: number) => weekdayName(`2024-01-0${number}`);

  return {
    money: (cents) =>
      `${cents < 0 ? MINUS + NO_BREAK : ''}€${dutch ? NO_BREAK : ''}${amount.format(Math.abs(cents) / 100)}`,
    day,
    weekday,
    weekdayName,
    isoWeekday,
    oneOf: (names) => choice.format(names),
    isoWeekdays: (days) => list.format(days.map(isoWeekday)),
    shortDay: dated({ day: 'numeric', month: 'short' }),
    dayInWords: (date, today) => {
      const days = Math.round((Date.parse(asDay(date)) - Date.parse(today)) / 86_400_000);
      return Math.abs(days) <= 1 ? relative.format(days, 'day') : weekday(date, today);
    },
    month: dated({ month: 'long', year: 'numeric' }),
    time,
    timeInWords,
    wallClock,
    clock: timed({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    moment: (moment) => `${day(moment)}, ${timeInWords(moment)}`,
    duration: (total) => {
      const [hours, rest] = hoursAndMinutes(total);
      const parts = [
        hours > 0 && `${hours}${NO_BREAK}${dutch ? 'u' : 'h'}`,
        (rest > 0 || hours === 0) && `${rest}${NO_BREAK}min`,
      ];
      return parts.filter(Boolean).join(NO_BREAK);
    },
    durationInWords: (total) => {
      const [hours, rest] = hoursAndMinutes(total);
      const parts = [hours > 0 && hoursLong.format(hours), (rest > 0 || hours === 0) && minutesLong.format(rest)];
      return list.format(parts.filter((part) => part !== false));
    },
    fileSize: (bytes) =>
      bytes < 1_000_000
        ? `${whole.format(Math.max(1, Math.round(bytes / 1000)))}${NO_BREAK}kB`
        : `${size.format(bytes / 1_000_000)}${NO_BREAK}MB`,
    number: (value) => whole.format(value),
    decimal: (value) => tenths.format(value),
  };
}

function asDay(date: Day): CivilDate {
  return date.length === 10 ? date : civilDayAt(date);
}

function hoursAndMinutes(total: number): [number, number] {
  return [Math.floor(total / 60), total % 60];
}
