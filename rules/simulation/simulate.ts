import { productOf, type ReleaseContent } from '../municipalities/release.ts';
import { tariffIn } from '../parking/municipal-tariff.ts';
import { priceOfStay } from '../parking/price.ts';
import {
  addDays,
  civilDateOf,
  daysBetween,
  momentAt,
  startOfDay,
  type CivilDate,
  type TimeZone,
} from '../values/civil-day.ts';
import { epoch, instant, type Instant, type Interval } from '../values/moment.ts';
import { Grouping, type Tally } from './groups.ts';

/** A stay as it was, of nobody: where, under which product, from when to when. `permit` tells apart and is told nowhere. */
export interface PastStay {
  areaId: string;
  productId: string;
  permit: string;
  stay: Interval;
}

/** What is counted: euros where a product is paid with money, minutes where it draws on hours. */
export const SIMULATED_UNITS = ['eurocent', 'minute'] as const;
export type SimulatedUnit = (typeof SIMULATED_UNITS)[number];

/** How a stay is looked at. */
export const SIMULATED_BY = ['outcome', 'area', 'product', 'hour', 'size'] as const;
export type SimulatedBy = (typeof SIMULATED_BY)[number];

/** Hours of the day at which stays begin, by the wall clock. */
export const HOURS = ['00-06', '06-09', '09-12', '12-15', '15-18', '18-21', '21-24'] as const;
const HOURS_FROM = [0, 6, 9, 12, 15, 18, 21];

/** How much more or less a stay costs, in cents or minutes: from here, up to the next. */
const SIZES = [-1_000, -500, -200, -100, -50, -1, 0, 1, 50, 100, 200, 500, 1_000];

export interface SimulatedTable {
  by: SimulatedBy;
  unit: SimulatedUnit;
  groups: ({ id: string } & Tally)[];
  /** What is too small to be told apart; null where nothing is. */
  together: (Tally & { groups: number }) | null;
}

/**
 * Prices the past anew by a proposed release and by the one in force, so that a council sees who would pay more and who less before it
 * decides (BEYOND-023). People are taken to do what they did. Stays are moved by whole weeks to where the proposal holds: a Tuesday stays
 * a Tuesday.
 */
export class Simulation {
  private readonly groupings = new Map<string, Grouping>();
  private readonly before: ReleaseContent;
  private readonly after: ReleaseContent;
  private readonly weeks: number;

  constructor(before: ReleaseContent, after: ReleaseContent, weeks: number) {
    this.before = before;
    this.after = after;
    this.weeks = weeks;
  }

  add({ areaId, productId, permit, stay }: PastStay): void {
    const { timeZone } = this.before.municipality;
    const moved = inLaterWeek(stay, this.weeks, timeZone);
    const unit = unitOf(this.before, productId);
    const cost = (content: ReleaseContent): number => {
      const product = productOf(content, productId);
      if (!product) return 0;
      const price = priceOfStay(moved, tariffIn(content, areaId, product.registerUsageId, moved));
      return unit === 'minute' ? price.paidMinutes : price.cents;
    };
    const [before, after] = [cost(this.before), cost(this.after)];
    const put = (by: SimulatedBy, group: string) => {
      const key = `${unit} ${by}`;
      const grouping = this.groupings.get(key) ?? new Grouping();
      this.groupings.set(key, grouping);
      grouping.add(group, permit, before, after);
    };
    put('outcome', after > before ? 'more' : after < before ? 'less' : 'same');
    put('area', areaId);
    put('product', productId);
    put('hour', hourOf(stay.from, timeZone));
    put('size', sizeOf(after - before));
  }

  /** Everything that may be told, and what may not: a way of looking in which too few are behind all of it. */
  told(k: number): { tables: SimulatedTable[]; withheld: { by: SimulatedBy; unit: SimulatedUnit }[] } {
    const tables: SimulatedTable[] = [];
    const withheld: { by: SimulatedBy; unit: SimulatedUnit }[] = [];
    for (const unit of SIMULATED_UNITS)
      for (const by of SIMULATED_BY) {
        const grouping = this.groupings.get(`${unit} ${by}`);
        const told = grouping?.told(k);
        if (told) tables.push({ by, unit, ...told });
        else if (grouping) withheld.push({ by, unit });
      }
    return { tables, withheld };
  }
}

/**
 * The last twelve whole months before today. Whole ones: two runs a day apart are about the same stays, so that nobody finds the stays
 * of one day as the difference between them.
 */
export function simulatedPeriod(now: Instant, timeZone: TimeZone): { from: CivilDate; until: CivilDate } {
  const until = `${civilDateOf(now, timeZone).slice(0, 7)}-01`;
  return { from: `${Number(until.slice(0, 4)) - 1}${until.slice(4)}`, until };
}

/** So many whole weeks later the first stay of the period lies where the proposal holds. */
export const weeksUntil = (from: CivilDate, holds: CivilDate): number =>
  Math.max(0, Math.ceil(daysBetween(from, holds) / 7));

/** The same hours by the wall clock, whatever summer time does; a stay lasts as long as it did. */
function inLaterWeek({ from, to }: Interval, weeks: number, timeZone: TimeZone): Interval {
  const day = civilDateOf(from, timeZone);
  const minute = (epoch(from) - epoch(startOfDay(day, timeZone))) / 60_000;
  const begins = momentAt(addDays(day, weeks * 7), Math.min(minute, 1_439), timeZone);
  return { from: instant(begins), to: instant(begins + epoch(to) - epoch(from)) };
}

function unitOf(content: ReleaseContent, productId: string): SimulatedUnit {
  const units = productOf(content, productId)?.parking?.balances.map(({ unit }) => unit) ?? [];
  return units.includes('minute') && !units.includes('eurocent') ? 'minute' : 'eurocent';
}

function hourOf(from: Instant, timeZone: TimeZone): string {
  const minute = (epoch(from) - epoch(startOfDay(civilDateOf(from, timeZone), timeZone))) / 60_000;
  const at = HOURS_FROM.findLastIndex((hour) => minute >= hour * 60);
  return HOURS[Math.max(0, at)]!;
}

/** By its lower border; the first has none. Sorts as numbers do. */
function sizeOf(difference: number): string {
  const at = SIZES.findLastIndex((border) => difference >= border);
  return String(at + 1).padStart(2, '0');
}

/** From where to where a size goes, by its id; null is open. */
export function sizeBorders(id: string): { from: number | null; until: number | null } {
  const at = Number(id) - 1;
  return { from: SIZES[at] ?? null, until: SIZES[at + 1] ?? null };
}
