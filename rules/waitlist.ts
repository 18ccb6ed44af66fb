import { type AreaId } from './municipalities/names.ts';
import { type Product, type ProductPlace } from './municipalities/product.ts';
import { epoch, type Instant } from './values/moment.ts';
import { isEnd, isListed, statusesOf, type Moves } from './values/moves.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** Where somebody stands who waits for a place of a full product (wachtlijst, PORTAL-080…084). */
export type WaitlistStatus = 'waiting' | 'offered' | 'accepted' | 'lapsed' | 'withdrawn' | 'closed';

export type WaitlistMove = 'choose-areas' | 'offer' | 'accept' | 'skip' | 'withdraw' | 'lapse' | 'close';

/** The only moves there are (R12): an offer is taken once, and what is over stays over. */
export const WAITLIST_MOVES: Moves<WaitlistStatus, WaitlistMove> = {
  waiting: { 'choose-areas': ['waiting'], offer: ['offered'], withdraw: ['withdrawn'], close: ['closed'] },
  offered: {
    accept: ['accepted'],
    skip: ['waiting'],
    withdraw: ['withdrawn'],
    lapse: ['lapsed'],
    close: ['closed'],
  },
  accepted: {},
  lapsed: {},
  withdrawn: {},
  closed: {},
};

export const WAITLIST_STATUSES = statusesOf(WAITLIST_MOVES);

export const isWaitOver = (status: WaitlistStatus): boolean => isEnd(WAITLIST_MOVES, status);

export function mayMoveInLine(
  status: WaitlistStatus,
  move: WaitlistMove,
): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  return isListed(WAITLIST_MOVES, status, move)
    ? { outcome: 'allow' }
    : refuse('move-not-allowed', { status, move }, 'look-again');
}

/** What a citizen reads: the four statuses of the portal manual. */
export type Readiness = 'now' | 'counter' | 'not-yet' | 'not-issued';

export function readinessOf(status: WaitlistStatus, product: Product | undefined): Readiness {
  if (status === 'closed' || !isIssued(product)) return 'not-issued';
  if (status !== 'offered') return 'not-yet';
  return product.waitingList?.online === false ? 'counter' : 'now';
}

/** Does the municipality still issue it? One that is gone from the data is as withdrawn as one marked so. */
export const isIssued = (product: Product | undefined): product is Product =>
  product !== undefined && product.withdrawn !== true;

export type WaitlistGround =
  | 'product-withdrawn'
  | 'no-waiting-list'
  | 'waiting-list-closed'
  | 'location-not-available'
  | 'location-free'
  | 'already-waiting'
  | 'offer-expired'
  | 'only-at-counter'
  | 'no-skips-left';

/** May this applicant join the line for these locations? `places`: where they may have the product; `free`: with a place left. */
export function decideJoin(
  product: Product,
  areaIds: readonly AreaId[],
  { places, free }: { places: readonly ProductPlace[]; free: readonly AreaId[] },
): { outcome: 'allow' } | Refusal<WaitlistGround> {
  if (!isIssued(product)) return refuse('product-withdrawn', {}, 'other-product');
  if (!product.waitingList) return refuse('no-waiting-list', {}, 'choose-other-location');
  if (!product.waitingList.open) return refuse('waiting-list-closed', {}, 'counter');
  return decideLocations(areaIds, { places, free });
}

/** One may wait for a place anywhere one may have it, and not where there is one: that can be applied for now. */
export function decideLocations(
  areaIds: readonly AreaId[],
  { places, free }: { places: readonly ProductPlace[]; free: readonly AreaId[] },
): { outcome: 'allow' } | Refusal<WaitlistGround> {
  const elsewhere = areaIds.find((areaId) => !places.some(({ area }) => area === areaId));
  if (elsewhere !== undefined) return refuse('location-not-available', { area: elsewhere }, 'choose-other-location');
  const open = areaIds.find((areaId) => free.includes(areaId));
  return open === undefined ? { outcome: 'allow' } : refuse('location-free', { area: open }, 'apply-now');
}

/** The offer stands until its moment; where it is taken up at the counter, a citizen cannot do it at home (PORTAL-083). */
export function decideAccept(offer: {
  endsAt: Instant;
  at: Instant;
  online: boolean;
  byHolder: boolean;
}): { outcome: 'allow' } | Refusal<WaitlistGround> {
  if (epoch(offer.at) >= epoch(offer.endsAt)) return refuse('offer-expired', {}, 'look-again');
  if (offer.byHolder && !offer.online) return refuse('only-at-counter', {}, 'counter');
  return { outcome: 'allow' };
}

/** Letting an offer go keeps the place in line, as often as the product allows (BEYOND-014). */
export function decideSkip(offer: {
  endsAt: Instant;
  at: Instant;
  skipped: number;
  skips: number;
}): { outcome: 'allow' } | Refusal<WaitlistGround> {
  if (epoch(offer.at) >= epoch(offer.endsAt)) return refuse('offer-expired', {}, 'look-again');
  if (offer.skipped >= offer.skips) return refuse('no-skips-left', { skips: offer.skips }, 'accept-or-withdraw');
  return { outcome: 'allow' };
}

/** What happens by itself while an offer stands. */
export interface OfferDeadline {
  kind: 'remind' | 'lapse';
  at: Instant;
}

export const nextOfferDeadline = (deadlines: readonly OfferDeadline[], after: Instant): OfferDeadline | undefined =>
  deadlines.find(({ at }) => epoch(at) > epoch(after));

/** What a line did: how many left it at its head in so many days. */
export interface LineHistory {
  moves: number;
  days: number;
}

/** How long it may still take, in months; said with what it rests on, or honestly not at all (BEYOND-013, PEERS-027). */
export type WaitEstimate =
  | { outcome: 'range'; fewest: number; most: number; moves: number; days: number }
  | { outcome: 'long'; moreThanYears: number; moves: number; days: number }
  | { outcome: 'unknown'; moves: number; days: number };

/** Below these, chance says more than the line does. */
const FEWEST_MOVES = 4;
const FEWEST_DAYS = 60;
/** Beyond this nobody knows what a municipality will have decided meanwhile. */
const FARTHEST_YEARS = 10;
const DAYS_IN_MONTH = 365.25 / 12;
/** Four in five lines fall within this many standard deviations. */
const SPREAD = 1.28;

/**
 * A range, not a number: as many moves as were counted could as well have been some more or fewer, and the fewer there were the wider
 * that is (a count varies by its square root).
 */
export function estimateWait(position: number, { moves, days }: LineHistory): WaitEstimate {
  if (moves < FEWEST_MOVES || days < FEWEST_DAYS) return { outcome: 'unknown', moves, days };
  const months = days / DAYS_IN_MONTH;
  const around = SPREAD * Math.sqrt(moves);
  const fewest = Math.max(0, Math.floor((position * months) / (moves + around)));
  const most = Math.max(1, Math.ceil((position * months) / (moves - around)));
  if (fewest > FARTHEST_YEARS * 12) return { outcome: 'long', moreThanYears: FARTHEST_YEARS, moves, days };
  return { outcome: 'range', fewest, most: Math.min(most, FARTHEST_YEARS * 12), moves, days };
}
