import { Temporal } from 'temporal-polyfill';
import { DAY_MS, epoch, MINUTE_MS, type Instant } from './moment.ts';

/** A calendar day `YYYY-MM-DD` in the municipality's zone (kalenderdag). */
export type CivilDate = string;

/** Where a municipality's wall clocks hang: an IANA name such as `Europe/Amsterdam`. */
export type TimeZone = string;

/** The day it is in the zone at this moment. */
export function civilDateOf(moment: Instant, timeZone: TimeZone): CivilDate {
  // The day in UTC, or a neighbour: no zone is a day away.
  const guess = moment.slice(0, 10);
  const { start, end } = boundsOf(guess, timeZone);
  const at = epoch(moment);
  if (at < start) return addDays(guess, -1);
  return at < end ? guess : addDays(guess, 1);
}

/** The first moment of the day: midnight, or the end of the gap where midnight is skipped. */
export function startOfDay(date: CivilDate, timeZone: TimeZone): Instant {
  return utc(Temporal.PlainDate.from(date).toZonedDateTime(timeZone));
}

/** The first moment of the next day, so a day of 23 or 25 hours ends where it should. */
export function endOfDay(date: CivilDate, timeZone: TimeZone): Instant {
  return startOfDay(addDays(date, 1), timeZone);
}

/**
 * The moment, in milliseconds since 1970, at which the wall clock of a day has gone so many minutes from midnight; 1440 is the end of
 * the day. A time that is skipped is the moment after the gap, one that comes twice is its first.
 */
export function momentAt(date: CivilDate, minute: number, timeZone: TimeZone): number {
  const { start, end } = boundsOf(date, timeZone);
  if (minute >= 1440) return end;
  if (end - start === DAY_MS) return start + minute * MINUTE_MS;
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 };
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

/** Minutes since midnight of a time by the clock on the wall, such as `09:30`; `24:00` is the end of the day. */
export function minuteOf(wallClock: string): number {
  const [hours = 0, minutes = 0] = wallClock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The other way round: 570 is `09:30`. */
export const wallClockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** ISO text as a moment; without an offset it is read as the wall clock of the zone. Undefined when it is no time at all. */
export function momentOfWallClock(text: string, timeZone: TimeZone): Instant | undefined {
  try {
    const moment = /([zZ]|[+-]\d\d:?\d\d)$/.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
    return new Date(moment.epochMilliseconds).toISOString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Asked for again and again by prices of stays; zones make it dear. */
const knownBounds = new Map<string, { start: number; end: number }>();
const MOST_KNOWN = 4_000;

function boundsOf(date: CivilDate, timeZone: TimeZone): { start: number; end: number } {
  const key = `${timeZone} ${date}`;
  const known = knownBounds.get(key);
  if (known) return known;
  const midnight = (day: CivilDate) => Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
  const bounds = { start: midnight(date), end: midnight(addDays(date, 1)) };
  if (knownBounds.size >= MOST_KNOWN) knownBounds.clear();
  knownBounds.set(key, bounds);
  return bounds;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of a later month; 31 January plus one month is 28 or 29 February. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Whole days from `a` to `b`; negative when `b` comes first. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: 'days' }).days;
}

/** 1 = Monday … 7 = Sunday, as in ISO 8601. */
export function weekdayOf(date: CivilDate): number {
  return new Date(date).getUTCDay() || 7;
}

/** True for text that names a day that exists: 2026-02-29 does not. */
export function isCivilDate(text: string): text is CivilDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function utc(moment: { toInstant(): { epochMilliseconds: number } }): Instant {
  return new Date(moment.toInstant().epochMilliseconds).toISOString();
}
