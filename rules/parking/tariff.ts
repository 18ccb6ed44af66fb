import { type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type Cents } from '../values/money.ts';

/** In force on a day `d` when `from ≤ d < until`; null is open. */
export interface Validity {
  from: CivilDate | null;
  until: CivilDate | null;
}

/** A weekday by its ISO number, or the name of a special day, such as a shopping evening. */
export type FrameDay = number | string;

/** When a fare holds (tijdvak): minutes of the wall clock since midnight, 1440 is the end of the day. Without a fare it is free. */
export interface TimeFrame extends Validity {
  regulationId: string;
  day: FrameDay;
  fromMinute: number;
  toMinute: number;
  fareId: string | null;
}

/** What some of the elapsed time costs (tariefdeel). Every started step counts; a step as long as its part is a block price. */
export interface FarePart extends Validity {
  fareId: string;
  fromMinute: number;
  /** Null: as long as it lasts. */
  toMinute: number | null;
  /** Euros as an exact decimal, such as `2.5` or `0.0417`. */
  amount: string;
  stepMinutes: number;
}

/**
 * What parking costs in one area for one use: the model of the national register, versions included (gebied, regeling, tijdvak,
 * tariefberekening, tariefdeel). Rows may come in any order.
 */
export interface AreaTariff {
  timeZone: TimeZone;
  holidays: readonly CivilDate[];
  /** The most one calendar day can cost. */
  dayMaximumCents: Cents | null;
  /** Which regulation holds in the area. */
  links: readonly (Validity & { regulationId: string })[];
  /** Base regulations go before additional ones, such as a day card. */
  regulations: readonly (Validity & { id: string; base: boolean })[];
  frames: readonly TimeFrame[];
  fares: readonly (Validity & { id: string })[];
  parts: readonly FarePart[];
}

export const inForce = ({ from, until }: Validity, day: CivilDate): boolean =>
  (from === null || from <= day) && (until === null || day < until);

/** Of several in force, the one that came last; the order of rows never decides. */
export function newest<Row extends Validity>(rows: readonly Row[], tieBreaker: (row: Row) => string): Row | undefined {
  return [...rows].sort((a, b) => {
    const [x, y] = [a.from ?? '', b.from ?? ''];
    if (x !== y) return x < y ? 1 : -1;
    return tieBreaker(a) < tieBreaker(b) ? -1 : 1;
  })[0];
}
