import { type ParkingTerms, type TopUpOption, type TopUpTerms } from '../municipalities/parking.ts';
import { civilDateOf, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant, type Interval } from '../values/moment.ts';
import { type Cents } from '../values/money.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { type Unit } from '../values/unit.ts';
import { periodAround, type Days } from './periods.ts';

export interface TopUpFacts {
  terms: Pick<ParkingTerms, 'topUp'>;
  permit: { status: 'issued' | 'ended' | 'expired'; validity: Interval; blocked: boolean };
  /** Bought for this period: what was paid and what is being paid now. */
  bought: number;
  at: Instant;
}

export type TopUpGround = 'top-up-not-offered' | 'top-up-maximum-reached' | 'permit-not-in-force';

/** Why nothing can be bought now, or what still can: options above the rest are left out (2PARK-041, 2PARK-042). */
export function topUpOptions({ terms: { topUp }, permit, bought, at }: TopUpFacts): {
  options: readonly TopUpOption[];
  reason: 'maximum-reached' | 'permit-not-in-force' | null;
} {
  if (!topUp) return { options: [], reason: null };
  if (permit.blocked || isOver(permit, at)) return { options: [], reason: 'permit-not-in-force' };
  const options = topUp.options.filter(({ amount }) => amount <= restOf(topUp, bought));
  const room = topUp.free ? restOf(topUp, bought) >= topUp.free.least : options.length > 0;
  return { options, reason: room ? null : 'maximum-reached' };
}

/** The option that stands for an amount of one's own choice. */
export const freeOption = (cents: Cents): string => `free-${cents}`;

function optionOf({ options, free }: TopUpTerms, id: string): TopUpOption | undefined {
  const amount = Number(/^free-(\d{1,7})$/.exec(id)?.[1] ?? Number.NaN);
  if (free && amount >= free.least && amount <= free.most) return { id, amount, cents: amount };
  return options.find((option) => option.id === id);
}

/** May this option be bought now (opwaarderen)? */
export function decideTopUp(
  optionId: string,
  facts: TopUpFacts,
): { outcome: 'allow'; unit: Unit; option: TopUpOption } | Refusal<TopUpGround> {
  const { terms, permit, bought, at } = facts;
  const option = terms.topUp ? optionOf(terms.topUp, optionId) : undefined;
  if (!terms.topUp || !option) return refuse('top-up-not-offered', {}, 'look-again');
  if (permit.blocked || isOver(permit, at))
    return refuse('permit-not-in-force', { status: permit.status }, 'look-again');
  const { maximum, unit } = terms.topUp;
  if (option.amount > restOf(terms.topUp, bought))
    return refuse('top-up-maximum-reached', { maximum: maximum!.amount, bought, unit }, 'wait-for-next-period');
  return { outcome: 'allow', unit, option };
}

/**
 * May what was paid for still be booked? Between checkout and payment another top-up may have been paid, or the permit may have ended;
 * then the money goes back. `bought` leaves this one out.
 */
export function mayBook(amount: number, { terms: { topUp }, permit, bought, at }: TopUpFacts): boolean {
  return topUp !== null && !isOver(permit, at) && amount <= restOf(topUp, bought);
}

/** The days whose purchases count together, and the balance they go on: of today, or of the first day the permit is valid. */
export function topUpDays(
  { maximum }: Pick<TopUpTerms, 'maximum'>,
  validity: Interval,
  at: Instant,
  timeZone: TimeZone,
): { today: CivilDate; from: CivilDate; days: Days | null } {
  const [first, now] = [civilDateOf(validity.from, timeZone), civilDateOf(at, timeZone)];
  const today = now < first ? first : now;
  const days = periodAround(today, maximum?.period ?? 'permit');
  return { today, from: days?.from ?? first, days };
}

const restOf = ({ maximum }: TopUpTerms, bought: number): number => (maximum ? maximum.amount - bought : Infinity);

const isOver = ({ status, validity }: TopUpFacts['permit'], at: Instant): boolean =>
  status !== 'issued' || epoch(at) >= epoch(validity.to);
