import { earliest, epoch, isBefore, latest, type Instant, type Interval } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { drawsOf, type Draw } from './draw.ts';
import { decideStay, latestEndOf, type Allowed, type Refused, type StartFacts } from './start.ts';
import { isSettledAction, mayActOn, type ActionStatus } from './status.ts';
import { type AreaTariff } from './tariff.ts';
import { type Balance } from './terms.ts';

/** An action as it is booked. */
export interface BookedAction {
  id: string;
  state: ActionStatus;
  stay: Interval;
  country: string;
  plate: string;
  /** What was set aside when it was started or extended. */
  holds: readonly Draw[];
}

export interface Settlement {
  outcome: 'settle';
  endedAt: Instant;
  /** Per balance: what it costs, and what goes back. Together they are what was held. */
  parts: { balanceId: string; cost: number; back: number }[];
}

/**
 * Ends an action now, or at its own end if that came first; a planned one that never began costs nothing (stoppen). Priced with the
 * terms it was started under, and never more than was set aside, so the books always close.
 */
export function decideStop(
  action: BookedAction,
  tariff: AreaTariff,
  balances: readonly Balance[],
  now: Instant,
): Settlement | Refusal<'already-ended'> {
  if (isSettledAction(action.state)) return refuse('already-ended', { endedAt: action.stay.to }, 'look-again');
  const endedAt = latest(action.stay.from, earliest(now, action.stay.to));
  const began = isBefore(action.stay.from, endedAt);
  const drawn = began ? drawsOf({ from: action.stay.from, to: endedAt }, tariff, balances) : undefined;
  const costs = drawn?.outcome === 'draws' ? drawn.draws : [];
  return {
    outcome: 'settle',
    endedAt,
    parts: action.holds.map(({ balanceId, amount }) => {
      const cost = Math.min(amount, costs.find((draw) => draw.balanceId === balanceId)?.amount ?? 0);
      return { balanceId, cost, back: amount - cost };
    }),
  };
}

/** Takes a planned action back: all that was set aside returns (2PARK-062). One that has begun can only be stopped. */
export function decideCancel(
  action: BookedAction,
  now: Instant,
): Settlement | Refusal<'already-ended' | 'already-begun'> {
  if (isSettledAction(action.state)) return refuse('already-ended', { endedAt: action.stay.to }, 'look-again');
  if (epoch(action.stay.from) <= epoch(now))
    return refuse('already-begun', { startedAt: action.stay.from }, 'stop-action');
  const parts = action.holds.map(({ balanceId, amount }) => ({ balanceId, cost: 0, back: amount }));
  return { outcome: 'settle', endedAt: action.stay.from, parts };
}

/** What an extension sets aside beyond what the action holds already. */
export interface Extended extends Omit<Allowed, 'holds'> {
  holds: Draw[];
}

/** A later end for a running or planned action: every check of a start, the action itself taken out of the count (R3, 2PARK-061). */
export function decideExtend(
  action: BookedAction,
  endsAt: Instant,
  facts: StartFacts,
  now: Instant,
): Extended | Refused | Refusal<'already-ended' | 'extension-not-allowed' | 'end-not-later' | 'grant-paused'> {
  const { terms, permit, balances, open } = facts;
  if (!mayActOn(action.state, 'extend') || epoch(action.stay.to) <= epoch(now))
    return refuse('already-ended', { endedAt: action.stay.to }, 'start-anew');
  if (!terms.extend) return refuse('extension-not-allowed', {}, 'start-anew');
  if (epoch(endsAt) <= epoch(action.stay.to))
    return refuse('end-not-later', { endsAt, presentEnd: action.stay.to }, 'choose-later-end');
  if (permit.blocked || permit.status !== 'issued')
    return { ...refuse('permit-not-in-force', { status: permit.status }, 'look-again'), proposal: null };

  if (facts.rails?.paused) return refuse('grant-paused', {}, 'ask-owner-to-resume');

  const heldOf = (balanceId: string) => action.holds.find((hold) => hold.balanceId === balanceId)?.amount ?? 0;
  const without: StartFacts = {
    ...facts,
    open: open.filter(({ id }) => id !== action.id),
    // It has begun: how many begin in a week is no question any more.
    rails: facts.rails ? { ...facts.rails, weeklyStarts: null } : null,
    visits: facts.visits?.filter(({ id }) => id !== action.id),
    cap: facts.cap && { ...facts.cap, used: facts.cap.used.filter(({ id }) => id !== action.id) },
    balances: balances.map((balance) => ({ ...balance, available: balance.available + heldOf(balance.id) })),
  };
  const stay = { from: action.stay.from, to: endsAt };
  const decision = decideStay(action, stay, latestEndOf(stay.from, facts), without);
  if (decision.outcome === 'refuse') {
    // What is shorter than it is now is no alternative.
    const longer = decision.proposal && epoch(decision.proposal.to) > epoch(action.stay.to) ? decision.proposal : null;
    return { ...decision, proposal: longer };
  }
  const holds = decision.holds.map(({ balanceId, amount }) => ({ balanceId, amount: amount - heldOf(balanceId) }));
  return { ...decision, holds };
}
