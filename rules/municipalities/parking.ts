import { type Cents } from '../values/money.ts';
import { type Unit } from '../values/unit.ts';

/** What kind of use a product allows in the parking app (2PARK-002). */
export type ParkingKind = 'visitor' | 'temporary-plate' | 'plate-switch' | 'prepaid' | 'pool';

/** What the municipality agreed for parking under a product: data, not code. */
export interface ParkingTerms {
  kind: ParkingKind;
  /** Is its holder mailed a link to couple it when it is issued (LOKET-002)? */
  couple: boolean;
  /** What a start draws on; none means that it costs nothing. */
  balances: readonly BalanceTerms[];
  /** What can be bought; null where nothing can (2PARK-040). */
  topUp: TopUpTerms | null;
  /** At most so many at one moment. */
  atOnce: number;
  /** How many days ahead an action may be planned. */
  horizonDays: number;
  /** The latest end: the end of paid time that day, of the day itself, or neither. */
  dayEnd: 'paid-time' | 'midnight' | 'none';
  longestMinutes: number | null;
  /** The most paid time one visit may park; null or absent is without end (POM-023). */
  visit?: VisitTerms | null;
  /** May the end be left open, until somebody stops it or the latest end comes? */
  openEnd: boolean;
  /** May a new end be given later? */
  extend: boolean;
  /** Only plates of the permit itself may park, of which few at a time (zorgvergunning, PEERS-028); absent: any plate. */
  onlyPlates?: boolean;
  /** May visits be planned by the week, a week ahead, such as of carers (zorgrooster, BEYOND-012)? Absent is no. */
  visitPlan?: boolean;
  /** Ids of the areas where an action may be when there is a choice (2PARK-111); none means the area of the permit. */
  locations: readonly string[];
  favourites: boolean;
  /** May its owner let others park on it, and must each name a plate (2PARK-090)? Null is no. */
  grants: GrantTerms | null;
  /**
   * Nobody applies for it: whoever signs in where parking is on demand and consents has it, when entitled; for oneself or for visitors
   * (Parkeren op maat, POM-001). All of one holder draw on the same euros. Null or absent: it is applied for.
   */
  onDemand?: 'self' | 'visitors' | null;
  /** May its owner give guests a link with which they sign on themselves? Null or absent is no (BEYOND-010). */
  guests?: GuestTerms | null;
  /**
   * How often a calendar year a forgotten stop is forgiven without anybody looking at it; none: never, absent: as often as is usual
   * (BEYOND-009).
   */
  forgottenStops?: number | null;
}

export interface GuestTerms {
  /** The longest a link may be good for. */
  daysAtMost: number;
  /** How many visits one link may be good for. */
  usesAtMost: number;
  /** May a guest pay for a visit themselves, at the rate of visitors (PEERS-009)? */
  guestPays: boolean;
}

export interface GrantTerms {
  plate: 'required' | 'free';
  /** At most so many people at a time; null or absent: a number nobody needs. */
  most?: number | null;
  /** An organisation: colleagues of whom some manage it together (PEERS-029). */
  managers?: boolean;
}

export interface VisitTerms {
  /** Paid minutes, free ones in between not counted. */
  paidMinutes: number;
  /** A shorter pause of the same plate in paid time is no pause. */
  pauseMinutes: number;
}

export type BalancePeriod = 'permit' | 'year' | 'quarter' | 'month';

export interface BalanceTerms {
  unit: Unit;
  /** How long what is given lasts: as long as the permit, or a calendar year, quarter or month of its own. */
  period: BalancePeriod;
  /** What each period begins with. */
  allowance: number;
  /** What is left goes on to the next period, up to so much (urensaldo meenemen); null or absent: nothing does (PEERS-014). */
  carryOver?: { atMost: number } | null;
}

export interface TopUpTerms {
  /** Of a balance the product has. */
  unit: Unit;
  options: readonly TopUpOption[];
  /** Everything bought in one period together; null is without end (2PARK-042). */
  maximum: { amount: number; period: BalancePeriod } | null;
  /** By direct debit, below a threshold of at most so much; absent or null: only by hand. */
  automatic?: { thresholdAtMost: number } | null;
  /** Any amount of euros from the least to the most, in cents; null or absent: one of the options (POM-010). */
  free?: { least: Cents; most: Cents } | null;
}

export interface TopUpOption {
  id: string;
  /** In the unit of the balance. */
  amount: number;
  cents: Cents;
}
