import { civilDateOf } from '../values/civil-day.ts';
import { epoch, HOUR_MS, plusMs, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { drawsOf, type Draw } from './draw.ts';
import { type AreaTariff } from './tariff.ts';
import { type ParkingTerms } from '../municipalities/parking.ts';
import { type Balance } from './terms.ts';

/** So long after its end somebody may still say that the car left earlier (BEYOND-009). */
export const FORGOTTEN_HOURS = 24;
/** So often a calendar year without anybody looking at it, where the municipality says nothing else. */
const TIMES_A_YEAR = 2;

export const timesAYear = ({ forgottenStops }: ParkingTerms): number => forgottenStops ?? TIMES_A_YEAR;

/** Is there a moment of this stay that somebody could still say the car left at? What an officer saw is asked when they do. */
export const mayTellForgotten = (terms: ParkingTerms, stay: Interval, now: Instant): boolean =>
  timesAYear(terms) > 0 &&
  epoch(stay.from) < epoch(now) &&
  epoch(stay.from) < epoch(stay.to) &&
  epoch(now) < epoch(plusMs(stay.to, FORGOTTEN_HOURS * HOUR_MS));

/** Everything that decides whether a forgotten stop is forgiven. One that runs is looked at as if it ended now. */
export interface ForgottenFacts {
  terms: ParkingTerms;
  stay: Interval;
  /** What it cost, or costs when it ends now. */
  costs: readonly Draw[];
  tariff: AreaTariff;
  balances: readonly Balance[];
  /** A guest paid for it until an end of their own. */
  guestPays: boolean;
  /** Was a leaving time of it given before, or its cost given back for another reason? */
  toldBefore: boolean;
  /** Did an officer ask about this car, there, after it left as is said now? */
  seenLater: boolean;
  /** How often its holder was forgiven without anybody looking, this calendar year. */
  forgiven: number;
}

export type ForgottenGround =
  | 'forgotten-not-offered'
  | 'forgotten-told'
  | 'not-begun'
  | 'forgotten-too-late'
  | 'left-outside-stay'
  | 'left-seen-later'
  | 'nothing-to-give-back';

/** What it costs until the car left, and what goes back, per balance it was paid from. */
export interface ForgottenPart {
  balanceId: string;
  cost: number;
  back: number;
}

export type ForgottenDecision = { outcome: 'forgive' | 'ask-staff'; parts: ForgottenPart[] } | Refusal<ForgottenGround>;

/**
 * Somebody forgot to stop and says when the car really left: priced to that moment with the terms it was started under, and what was paid
 * beyond it goes back to where it was paid from (R11). A few times a year at once; after that a person looks at it.
 */
export function decideForgottenStop(leftAt: Instant, facts: ForgottenFacts, now: Instant): ForgottenDecision {
  const { terms, stay, guestPays, toldBefore, seenLater, forgiven } = facts;
  const often = timesAYear(terms);
  if (often === 0 || guestPays) return refuse('forgotten-not-offered', {}, 'ask-municipality');
  if (toldBefore) return refuse('forgotten-told', {}, 'look-again');
  if (epoch(stay.from) >= epoch(now)) return refuse('not-begun', { startsAt: stay.from }, 'delete-action');
  const until = plusMs(stay.to, FORGOTTEN_HOURS * HOUR_MS);
  if (epoch(now) >= epoch(until)) return refuse('forgotten-too-late', { until }, 'ask-municipality');
  if (epoch(leftAt) <= epoch(stay.from) || epoch(leftAt) >= epoch(stay.to) || epoch(leftAt) > epoch(now))
    return refuse('left-outside-stay', { startsAt: stay.from, endsAt: stay.to }, 'choose-leaving-time');
  if (seenLater) return refuse('left-seen-later', {}, 'choose-leaving-time');
  const parts = partsUntil(leftAt, facts);
  if (parts.every(({ back }) => back === 0)) return refuse('nothing-to-give-back', {}, 'nothing-needed');
  return { outcome: forgiven < often ? 'forgive' : 'ask-staff', parts };
}

/** Never more than was paid, so that the books always close. */
export function partsUntil(
  leftAt: Instant,
  { stay, costs, tariff, balances }: Pick<ForgottenFacts, 'stay' | 'costs' | 'tariff' | 'balances'>,
): ForgottenPart[] {
  const drawn = drawsOf({ from: stay.from, to: leftAt }, tariff, balances);
  const needed = drawn.outcome === 'draws' ? drawn.draws : costs;
  return costs.map(({ balanceId, amount }) => {
    const cost = Math.min(amount, needed.find((draw) => draw.balanceId === balanceId)?.amount ?? 0);
    return { balanceId, cost, back: amount - cost };
  });
}

/** The calendar year a forgotten stop counts in: of the day it is told. */
export const yearOf = (now: Instant, { timeZone }: Pick<AreaTariff, 'timeZone'>): number =>
  Number(civilDateOf(now, timeZone).slice(0, 4));

/** Why staff refuse; people read the sentence. */
export const FORGOTTEN_REFUSALS = ['forgotten-not-likely', 'forgotten-too-often'] as const;
export type ForgottenRefusal = (typeof FORGOTTEN_REFUSALS)[number];
