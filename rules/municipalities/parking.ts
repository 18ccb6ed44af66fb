import { type Unit } from '../values/unit.ts';

/** What kind of use a product allows in the parking app (2PARK-002). */
export type ParkingKind = 'visitor' | 'temporary-plate' | 'plate-switch' | 'prepaid' | 'pool';

/** What the municipality agreed for parking under a product: data, not code. */
export interface ParkingTerms {
  kind: ParkingKind;
  /** What a start draws on; none means that it costs nothing. */
  balances: readonly BalanceTerms[];
  /** At most so many at one moment. */
  atOnce: number;
  /** How many days ahead an action may be planned. */
  horizonDays: number;
  /** The latest end: the end of paid time that day, of the day itself, or neither. */
  dayEnd: 'paid-time' | 'midnight' | 'none';
  longestMinutes: number | null;
  /** May the end be left open, until somebody stops it or the latest end comes? */
  openEnd: boolean;
  /** May a new end be given later? */
  extend: boolean;
}

export interface BalanceTerms {
  unit: Unit;
  /** How long what is given lasts: as long as the permit, or a calendar year, quarter or month of its own. */
  period: 'permit' | 'year' | 'quarter' | 'month';
  /** What each period begins with. */
  allowance: number;
}
