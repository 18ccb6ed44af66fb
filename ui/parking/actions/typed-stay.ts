import { addDays, civilDateOf, endOfDay, momentOfWallClock, type CivilDate } from '../../../rules/values/civil-day.ts';
import { instant, epoch, MINUTE_MS, type Instant } from '../../../rules/values/moment.ts';
import { isPlate, readPlate } from '../../../rules/values/plate.ts';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import type { TypedPlate } from '../../components/plate-input.tsx';
import type { Stay } from '../data/quotes.ts';

/** A day and a time as somebody fills them in, on the wall clock of the municipality. */
export interface TypedMoment {
  day: CivilDate | null;
  /** `HH:MM` */
  time: string | null;
}

/** The form of a new parking action, filled in or not. */
export interface TypedStay {
  plate: TypedPlate;
  begins: 'now' | 'later';
  start: TypedMoment;
  ends: 'end-of-day' | 'at' | 'open';
  end: TypedMoment;
  areaId: string | null;
}

export type FieldName = 'plate' | 'location' | 'start' | 'end';

/** What is not filled in yet, or cannot be read; the code names the sentence. */
export type Lacking = Partial<Record<FieldName, string>>;

const NOWHEN: TypedMoment = { day: null, time: null };

/** How a form begins: now, until the end the product asks for (2PARK-051, 2PARK-052), and with the only plate there may be. */
export function emptyStay({ defaultEnd, endOfDay: wholeDay, locations, grantPlate }: ParkingPermit): TypedStay {
  return {
    plate: { country: grantPlate?.country ?? 'NL', text: grantPlate?.display ?? '' },
    begins: 'now',
    start: NOWHEN,
    ends: defaultEnd === 'none' ? 'open' : wholeDay ? 'end-of-day' : 'at',
    end: NOWHEN,
    areaId: locations.length === 1 ? (locations[0]?.id ?? null) : null,
  };
}

/**
 * The stay somebody asks for, or what it lacks. A plate that fits no Dutch pattern goes through: that is asked about, never refused
 * (BEYOND-001).
 */
export function readStay(typed: TypedStay, permit: ParkingPermit, now: Instant): { stay: Stay } | { lacking: Lacking } {
  const { timeZone, locations } = permit;
  const lacking: Lacking = {};
  const plate = readPlate(typed.plate.text, typed.plate.country);
  if (!isPlate(plate) && plate !== 'plate-not-dutch') lacking.plate = plate;
  if (locations.length > 0 && typed.areaId === null) lacking.location = 'location';

  const startsAt = typed.begins === 'later' ? momentOf(typed.start, timeZone) : undefined;
  if (startsAt === null) lacking.start = 'start';
  const firstDay = civilDateOf(startsAt ?? now, timeZone);
  const endsAt = endOf(typed, firstDay, timeZone);
  if (endsAt === null) lacking.end = 'end';

  if (Object.keys(lacking).length > 0) return { lacking };
  return {
    stay: {
      permitId: permit.id,
      plate: isPlate(plate) ? plate.display : typed.plate.text.trim().toUpperCase(),
      country: typed.plate.country,
      ...(startsAt && { startsAt }),
      ...(endsAt && { endsAt }),
      ...(typed.areaId !== null && { areaId: typed.areaId }),
    },
  };
}

/** Undefined when it stays open, null when it cannot be read. The end of the day is that of the day it starts. */
function endOf({ ends, end }: TypedStay, firstDay: CivilDate, timeZone: string): Instant | null | undefined {
  switch (ends) {
    case 'open':
      return undefined;
    case 'end-of-day':
      return endOfDay(firstDay, timeZone);
    case 'at':
      return momentOf(end, timeZone);
    default:
      return ends satisfies never;
  }
}

export function momentOf({ day, time }: TypedMoment, timeZone: string): Instant | null {
  if (day === null || time === null) return null;
  return momentOfWallClock(`${day}T${time}`, timeZone) ?? null;
}

/** So many minutes after a moment, as somebody would fill it in. */
export function momentAfter(from: Instant, minutes: number, timeZone: string): TypedMoment {
  return typedMoment(instant(epoch(from) + minutes * MINUTE_MS), timeZone);
}

/** A moment as somebody would fill it in; whole minutes, as clocks on the wall tell them. */
export function typedMoment(moment: Instant, timeZone: string): TypedMoment {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    epoch(moment),
  );
  return { day: civilDateOf(moment, timeZone), time: parts };
}

/** The last day an end may lie on: what is planned at the last moment may still run for long. */
export function lastEndDay(firstDay: CivilDate, { longestMinutes, validUntil, timeZone }: ParkingPermit): CivilDate {
  const lastOfPermit = civilDateOf(instant(epoch(validUntil) - 1), timeZone);
  if (longestMinutes === null) return lastOfPermit;
  const reach = addDays(firstDay, Math.ceil(longestMinutes / 1440) + 1);
  return reach < lastOfPermit ? reach : lastOfPermit;
}
