import { addDays, civilDateOf, endOfDay } from '../values/civil-day.ts';
import {
  earliest,
  epoch,
  instant,
  isBefore,
  latest,
  MINUTE_MS,
  plusMs,
  type Instant,
  type Interval,
} from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { drawsOf, shortOf, type Draw } from './draw.ts';
import { railsEnd, refuseByRails, type BoundBy, type RailGround } from './guard-rails.ts';
import { capReachedBy, type MonthlyCap } from './monthly-cap.ts';
import { allowedBy } from './may.ts';
import { meets, peakDuring } from './overlap.ts';
import { priceOfStay, type Price } from './price.ts';
import { type AreaTariff } from './tariff.ts';
import { paidMinutesOfVisit } from './visit.ts';
import { type ParkingTerms } from '../municipalities/parking.ts';
import { type Unit } from '../values/unit.ts';
import { type Balance, type OpenAction } from './terms.ts';

export interface StartRequest {
  country: string;
  plate: string;
  /** Absent: now. */
  startsAt?: Instant | undefined;
  /** Absent: the latest end there is. */
  endsAt?: Instant | undefined;
}

/** Everything a start depends on, read in one snapshot. */
export interface StartFacts {
  terms: ParkingTerms;
  tariff: AreaTariff;
  permit: { status: 'issued' | 'ended' | 'expired'; validity: Interval; blocked: boolean };
  balances: readonly Balance[];
  /** What it costs is paid in these: those of the product, or that of a grant with a balance of its own. */
  units: readonly Unit[];
  /** Of this permit, whoever started them; planned and running. */
  open: readonly OpenAction[];
  /** Plates of the permit itself that rest while another counts in their place; none where they do not rest (2PARK-070). */
  ownPlates: readonly { country: string; plate: string }[];
  /** The only plates that may park, where a permit is for its own; null or absent: any (PEERS-028). */
  onlyPlates?: readonly { country: string; plate: string }[] | null;
  /** What a grantee is bound to; null for the owner. */
  grant: { country: string; plate: string } | null;
  /** What a grantee may use in a month; null for the owner, and for a grant without. */
  cap: MonthlyCap | null;
  /** What else a grantee is bound to; null or absent for the owner (BEYOND-042). */
  rails?: BoundBy | null;
  /** Stays of the same plate around this one, over or not, where a visit has a longest paid time. */
  visits?: readonly (Interval & { id: string })[] | undefined;
}

export type StartGround =
  | 'not-allowed-by-product'
  | 'permit-not-in-force'
  | 'plate-not-granted'
  | 'plate-of-permit'
  | 'plate-not-on-permit'
  | 'starts-in-the-past'
  | 'starts-too-far-ahead'
  | 'end-missing'
  | 'ends-before-it-starts'
  | 'past-latest-end'
  | 'plate-already-parked'
  | 'too-many-at-once'
  | 'no-balance-for-day'
  | 'balance-too-small'
  | 'balance-empty'
  | 'monthly-cap-reached'
  | 'visit-too-long'
  | RailGround;

export interface Allowed {
  outcome: 'allow';
  stay: Interval;
  price: Price;
  /** Set aside now, settled at the end. */
  holds: Draw[];
}

/** A stay that would be allowed, for who is refused (2PARK-058). */
export type Refused = Refusal<StartGround> & { proposal: Interval | null };

/** A person who presses "now" a moment late does not start in the past. */
const PATIENCE_MS = MINUTE_MS;

/** May this plate park under this permit, from when to when, and what is set aside for it (start parkeeractie)? */
export function decideStart(request: StartRequest, facts: StartFacts, now: Instant): Allowed | Refused {
  const { permit, grant, terms, tariff } = facts;
  if (!allowedBy(terms, grant ? 'grantee' : 'owner').includes('start'))
    return refused('not-allowed-by-product', { act: 'start' }, 'choose-other-product');
  if (permit.blocked || permit.status !== 'issued')
    return refused('permit-not-in-force', { blocked: permit.blocked, status: permit.status }, 'look-again');
  if (grant && (grant.plate !== request.plate || grant.country !== request.country))
    return refused('plate-not-granted', {}, 'ask-owner');
  if (facts.onlyPlates?.every(({ country, plate }) => plate !== request.plate || country !== request.country))
    return refused('plate-not-on-permit', {}, 'choose-plate-of-permit');
  if (facts.ownPlates.some(({ country, plate }) => plate === request.plate && country === request.country))
    return refused('plate-of-permit', {}, 'choose-temporary-plate');
  if (request.startsAt !== undefined && epoch(request.startsAt) < epoch(now) - PATIENCE_MS)
    return refused('starts-in-the-past', { startsAt: request.startsAt }, 'start-now');

  const from = request.startsAt === undefined ? now : latest(request.startsAt, now);
  const lastDay = addDays(civilDateOf(now, tariff.timeZone), terms.horizonDays);
  if (civilDateOf(from, tariff.timeZone) > lastDay)
    return refused('starts-too-far-ahead', { startsAt: from, lastDay }, 'choose-earlier-start');
  if (isBefore(from, permit.validity.from) || !isBefore(from, permit.validity.to))
    return refused('permit-not-in-force', { validFrom: permit.validity.from, validUntil: permit.validity.to }, 'choose-other-period'); // prettier-ignore

  const bound = facts.rails && refuseByRails(from, facts.rails, tariff.timeZone);
  if (bound) return { ...bound, proposal: null };

  const latestEnd = latestEndOf(from, facts);
  const open = { from, to: latestEnd };
  const stay = request.endsAt === undefined ? (longestVisit(open, facts) ?? open) : { from, to: request.endsAt };
  if (request.endsAt === undefined && !terms.openEnd)
    return refused('end-missing', { latestEnd }, 'choose-end', longestWithin(stay, (other) => fits(other, request, facts))); // prettier-ignore
  if (epoch(stay.to) <= epoch(from))
    return refused('ends-before-it-starts', { startsAt: from, endsAt: stay.to }, 'choose-later-end');
  return decideStay(request, stay, latestEnd, facts);
}

/** The checks that an extension shares with a start (R3). */
export function decideStay(
  { country, plate }: Pick<StartRequest, 'country' | 'plate'>,
  stay: Interval,
  latestEnd: Instant,
  facts: StartFacts,
): Allowed | Refused {
  const { terms, tariff, balances, units, open } = facts;
  const possible = (other: Interval) => fits(other, { country, plate }, facts);
  if (epoch(stay.to) > epoch(latestEnd))
    return refused('past-latest-end', { endsAt: stay.to, latestEnd }, 'choose-earlier-end', longestWithin({ ...stay, to: latestEnd }, possible)); // prettier-ignore

  if (open.some((action) => action.plate === plate && action.country === country && meets(action, stay)))
    return refused('plate-already-parked', {}, 'extend-running-action');
  const peak = peakDuring(open, stay);
  if (peak >= terms.atOnce)
    return refused('too-many-at-once', { atOnce: terms.atOnce, peak }, 'choose-other-period', freeBesides(stay, facts, possible)); // prettier-ignore

  const drawn = drawsOf(stay, tariff, balances, units);
  if (drawn.outcome === 'no-balance')
    return refused('no-balance-for-day', { unit: drawn.unit, day: drawn.day }, 'choose-other-period', longestWithin(stay, possible)); // prettier-ignore
  const bites = firstToBite(stay, drawn.draws, facts, () => longestWithin(stay, possible));
  const short = bites?.outcome === 'short' ? bites.balance : undefined;
  const capped = facts.cap ? capReachedBy(stay.from, drawn.draws, balances, facts.cap, tariff.timeZone) : undefined;
  // Of two limits at once the tighter one is told; what is offered keeps to both (R10).
  if (capped && (!short || capped.left < short.available))
    return refused('monthly-cap-reached', { ...capped }, 'ask-owner-for-more', longestWithin(stay, possible));
  if (bites?.outcome === 'refuse') return bites;
  if (short) {
    const needed = drawn.draws.find(({ balanceId }) => balanceId === short.id)?.amount ?? 0;
    const values = { unit: short.unit, needed, available: short.available };
    const proposal = longestWithin(stay, possible);
    return proposal
      ? refused('balance-too-small', values, 'top-up', proposal)
      : refused('balance-empty', values, 'top-up-or-wait'); // not a minute can be paid (2PARK-059)
  }
  return { outcome: 'allow', stay, price: drawn.price, holds: drawn.draws };
}

/**
 * Of the balances and the longest visit, the one that would cut the stay shortest: that is what somebody is told, and what is offered
 * keeps to all of them (R10).
 */
function firstToBite(
  stay: Interval,
  draws: readonly Draw[],
  facts: StartFacts,
  proposal: () => Interval | null,
): { outcome: 'short'; balance: Balance } | Refused | undefined {
  const { terms, tariff, balances, units } = facts;
  const tooSmall = balances.filter((balance) => shortOf(draws, [balance]));
  const lasts = (longest: Interval | null) => epoch(longest?.to ?? stay.from);
  const lastsOn = (balance: Balance) =>
    lasts(
      longestWithin(stay, (other) => {
        const drawn = drawsOf(other, tariff, balances, units);
        return drawn.outcome === 'draws' && !shortOf(drawn.draws, [balance]);
      }),
    );
  const tightest = tooSmall.length > 1 ? tooSmall.reduce((a, b) => (lastsOn(b) < lastsOn(a) ? b : a)) : tooSmall[0];
  const short = tightest && { outcome: 'short' as const, balance: tightest };
  const minutes = visitOf(stay, facts);
  if (!terms.visit || minutes <= terms.visit.paidMinutes) return short;
  if (tightest && lastsOn(tightest) < lasts(longestVisit(stay, facts))) return short;
  const alone = paidMinutesOfVisit(stay, [], terms.visit, tariff);
  const values = { ...terms.visit, minutes: Math.ceil(minutes), before: Math.round(minutes - alone) };
  return refused('visit-too-long', values, 'shorter-visit', proposal());
}

const visitOf = (stay: Interval, { terms, visits = [], tariff }: StartFacts): number =>
  terms.visit ? paidMinutesOfVisit(stay, visits, terms.visit, tariff) : 0;

/** Until the visit has had its paid time; null when that was used up before it begins. */
function longestVisit(stay: Interval, facts: StartFacts): Interval | null {
  const most = facts.terms.visit?.paidMinutes ?? Infinity;
  return longestWithin(stay, (other) => visitOf(other, facts) <= most);
}

/** The latest end there is: of paid time or the day, of the longest stay, and never after the permit (R5: 24:00, half-open). */
export function latestEndOf(from: Instant, { terms, tariff, permit, rails }: StartFacts): Instant {
  const ends = [permit.validity.to];
  const bound = rails && railsEnd(from, rails, tariff.timeZone);
  if (bound) ends.push(bound);
  if (terms.longestMinutes !== null) ends.push(plusMs(from, terms.longestMinutes * MINUTE_MS));
  const midnight = endOfDay(civilDateOf(from, tariff.timeZone), tariff.timeZone);
  if (terms.dayEnd === 'midnight') ends.push(midnight);
  if (terms.dayEnd === 'paid-time') ends.push(endOfPaidTime({ from, to: midnight }, tariff));
  return ends.reduce(earliest);
}

/** Where the last paid time of that day ends; with none left, the day's own end: free time is not cut short. */
function endOfPaidTime(rest: Interval, tariff: AreaTariff): Instant {
  const paid = priceOfStay(rest, tariff).lines.filter(({ kind }) => kind !== 'free');
  return paid.at(-1)?.to ?? rest.to;
}

function fits(stay: Interval, { country, plate }: Pick<StartRequest, 'country' | 'plate'>, facts: StartFacts): boolean {
  const { terms, tariff, balances, units, open } = facts;
  if (epoch(stay.to) <= epoch(stay.from)) return false;
  if (facts.rails && refuseByRails(stay.from, facts.rails, tariff.timeZone)) return false;
  if (open.some((action) => action.plate === plate && action.country === country && meets(action, stay))) return false;
  if (peakDuring(open, stay) >= terms.atOnce) return false;
  const drawn = drawsOf(stay, tariff, balances, units);
  if (drawn.outcome !== 'draws' || shortOf(drawn.draws, balances)) return false;
  if (terms.visit && visitOf(stay, facts) > terms.visit.paidMinutes) return false;
  return !facts.cap || !capReachedBy(stay.from, drawn.draws, balances, facts.cap, tariff.timeZone);
}

/** The longest stay from the same start that is possible, in whole minutes; what is possible for long is possible for less (2PARK-005). */
function longestWithin(stay: Interval, possible: (stay: Interval) => boolean): Interval | null {
  const until = (minutes: number): Interval => ({ from: stay.from, to: plusMs(stay.from, minutes * MINUTE_MS) });
  if (possible(stay)) return stay;
  let [enough, tooLong] = [0, Math.ceil((epoch(stay.to) - epoch(stay.from)) / MINUTE_MS)];
  while (tooLong - enough > 1) {
    const middle = Math.floor((enough + tooLong) / 2);
    if (possible(until(middle))) enough = middle;
    else tooLong = middle;
  }
  return enough === 0 ? null : until(enough);
}

/** Where too many go on already: until the next begins, or as soon as one is over. */
function freeBesides(stay: Interval, facts: StartFacts, possible: (stay: Interval) => boolean): Interval | null {
  const shorter = longestWithin(stay, possible);
  if (shorter) return shorter;
  const lasts = epoch(stay.to) - epoch(stay.from);
  const later = facts.open
    .map(({ to }) => epoch(to))
    .filter((end) => end > epoch(stay.from))
    .sort((a, b) => a - b)
    .map((end) => {
      const from = instant(end);
      return { from, to: earliest(instant(end + lasts), latestEndOf(from, facts)) };
    });
  return later.find(possible) ?? null;
}

const refused = (
  ground: StartGround,
  values: Parameters<typeof refuse>[1],
  remedy: string,
  proposal: Interval | null = null,
): Refused => ({ ...refuse(ground, values, remedy), proposal });
