import { type OpenDataRow, type OpenDataTables } from '../municipalities/national.ts';
import { isCivilDate, momentOfWallClock, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Interval } from '../values/moment.ts';
import { type Cents } from '../values/money.ts';
import { type AreaTariff, type FrameDay, type Validity } from './tariff.ts';

/** The tables, and a stay in one area for one use. */
export interface OpenDataQuestion extends OpenDataTables {
  timezone: TimeZone;
  areaManagerId: string;
  areaId: string;
  usageId: string;
  holidays: readonly CivilDate[];
  dayMaximumCents?: Cents | undefined;
  stay: { start: string; end: string };
}

/** A row that says something nobody can price; names the table, the field and the value. */
export class OpenDataFault extends Error {
  constructor(table: string, field: string, value: unknown) {
    super(`${table}: ${field} is ${JSON.stringify(value)}, which is not right`);
    this.name = 'OpenDataFault';
  }
}

const OPEN_END = 999_999;
const WEEKDAYS = ['MAANDAG', 'DINSDAG', 'WOENSDAG', 'DONDERDAG', 'VRIJDAG', 'ZATERDAG', 'ZONDAG'];

/** The tariff of the area asked about. Throws `OpenDataFault`. */
export function tariffOf(question: Omit<OpenDataQuestion, 'stay'>): AreaTariff {
  const { areaManagerId, areaId, usageId } = question;
  const own = (rows: readonly OpenDataRow[]) => rows.filter((row) => text(row['areamanagerid']) === areaManagerId);
  return {
    timeZone: question.timezone,
    holidays: question.holidays,
    dayMaximumCents: question.dayMaximumCents ?? null,
    links: own(question.gebiedRegelingen)
      .filter((row) => text(row['areaid']) === areaId && text(row['usageid']) === usageId)
      .map((row) => ({ ...validity(row, 'gebiedRegelingen'), regulationId: text(row['regulationid']) })),
    regulations: own(question.regelingen).map((row) => ({
      ...validity(row, 'regelingen'),
      id: text(row['regulationid']),
      base: text(row['regulationtype']).toUpperCase() !== 'A',
    })),
    frames: own(question.tijdvakken).map((row) => ({
      ...validity(row, 'tijdvakken'),
      regulationId: text(row['regulationid']),
      day: dayOf(text(row['daytimeframe'])),
      fromMinute: minuteOf(row, 'starttimetimeframe'),
      toMinute: minuteOf(row, 'endtimetimeframe'),
      fareId: text(row['farecalculationcode']) || null,
    })),
    fares: own(question.tariefberekeningen).map((row) => ({
      ...validity(row, 'tariefberekeningen'),
      id: text(row['farecalculationcode']),
    })),
    parts: own(question.tariefdelen).map((row) => {
      const end = whole(row, 'enddurationfarepart', 'tariefdelen');
      return {
        ...validity(row, 'tariefdelen'),
        fareId: text(row['farecalculationcode']),
        fromMinute: whole(row, 'startdurationfarepart', 'tariefdelen'),
        toMinute: end >= OPEN_END ? null : end,
        amount: decimal(row, 'amountfarepart', 'tariefdelen'),
        stepMinutes: whole(row, 'stepsizefarepart', 'tariefdelen'),
      };
    }),
  };
}

/** From when to when. Without an offset, times are those of the wall clock there. Throws `OpenDataFault`. */
export function stayOf({ stay, timezone }: OpenDataQuestion): Interval {
  const moment = (field: 'start' | 'end') => {
    const found = momentOfWallClock(stay[field], timezone);
    if (found === undefined) throw new OpenDataFault('stay', field, stay[field]);
    return found;
  };
  const interval = { from: moment('start'), to: moment('end') };
  if (epoch(interval.to) < epoch(interval.from)) throw new OpenDataFault('stay', 'end', stay.end);
  return interval;
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

function dayOf(name: string): FrameDay {
  const weekday = WEEKDAYS.indexOf(name.toUpperCase()) + 1;
  return weekday === 0 ? name.toUpperCase() : weekday;
}

/** Each table has names of its own for its two dates. */
function validity(row: OpenDataRow, table: string): Validity {
  const of = (prefix: string): CivilDate | null => {
    const field = Object.keys(row).find((name) => name.startsWith(prefix));
    const written = field === undefined ? '' : text(row[field]);
    if (written === '') return null;
    const digits = written.replaceAll('-', '').slice(0, 8);
    const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
    if (!isCivilDate(date)) throw new OpenDataFault(table, field!, row[field!]);
    return date;
  };
  return { from: of('startdate'), until: of('enddate') };
}

/** HHMM, without leading zeros when the feed drops them; 2400 is the end of the day. */
function minuteOf(row: OpenDataRow, field: string): number {
  const written = whole(row, field, 'tijdvakken');
  const [hours, minutes] = [Math.floor(written / 100), written % 100];
  const minute = hours * 60 + minutes;
  if (minutes > 59 || minute > 1440) throw new OpenDataFault('tijdvakken', field, row[field]);
  return minute;
}

function whole(row: OpenDataRow, field: string, table: string): number {
  const written = text(row[field]);
  if (!/^\d{1,9}$/.test(written)) throw new OpenDataFault(table, field, row[field]);
  return Number(written);
}

function decimal(row: OpenDataRow, field: string, table: string): string {
  const written = text(row[field]);
  if (!/^\d{1,9}(\.\d+)?$/.test(written)) throw new OpenDataFault(table, field, row[field]);
  return written;
}
