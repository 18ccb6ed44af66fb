import { DAY_MS, epoch, type Instant } from './values/moment.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** What people depend on, each a part that can be out by itself (storing). */
export const OUTAGE_PARTS = ['sign-in', 'payments', 'parking', 'register', 'mail'] as const;
export type OutagePart = (typeof OUTAGE_PARTS)[number];

/** How a part is right now: as it should be, later than people expect, or not at all. */
export type PartState = 'up' | 'slow' | 'down';

/** Begin and end are moments of the street, not of the typing; an end that is absent is not known yet. */
export interface OutageTime {
  beganAt: Instant;
  endedAt: Instant | null;
}

/** So far back one can be recorded: later nobody objects to a fine of then any more. */
export const RECORDED_BACK_DAYS = 91;

/** An outage is a fact of the past: it begins before now, ends after it began, and is not longer ago than anybody could still be fined for. */
export function decideOutage(
  { beganAt, endedAt }: OutageTime,
  at: Instant,
): { outcome: 'allow' } | Refusal<'outage-not-yet' | 'outage-too-old' | 'outage-ends-first'> {
  if (epoch(beganAt) > epoch(at) || (endedAt !== null && epoch(endedAt) > epoch(at)))
    return refuse('outage-not-yet', {}, 'choose-past-moment');
  if (epoch(at) - epoch(beganAt) > RECORDED_BACK_DAYS * DAY_MS)
    return refuse('outage-too-old', { days: RECORDED_BACK_DAYS }, 'choose-past-moment');
  if (endedAt !== null && epoch(endedAt) <= epoch(beganAt)) return refuse('outage-ends-first', {}, 'choose-later-end');
  return { outcome: 'allow' };
}

/** Did it happen inside the outage? The first moment counts, the last does not. */
export const isDuring = ({ beganAt, endedAt }: OutageTime, at: Instant): boolean =>
  epoch(at) >= epoch(beganAt) && (endedAt === null || epoch(at) < epoch(endedAt));

/** Longer than this people notice that something is late. */
export const LATE_SECONDS = { register: 5 * 60, mail: 5 * 60, payments: 60, parking: 60 } as const;

/** What was seen of each part: whether it answers, and for how long the oldest of what it should have done waits. */
export interface Seen {
  signIn: boolean;
  database: boolean;
  engine: boolean;
  mail: boolean;
  /** Seconds; null when nothing waits. */
  waiting: Record<keyof typeof LATE_SECONDS, number | null>;
}

/** The state of each part (statuspagina). Without the books nothing can be decided; without the processes it is decided, and follows later. */
export function partStates({ signIn, database, engine, mail, waiting }: Seen): Record<OutagePart, PartState> {
  const late = (part: keyof typeof LATE_SECONDS): boolean => (waiting[part] ?? 0) > LATE_SECONDS[part];
  const after = (part: keyof typeof LATE_SECONDS): PartState => (!engine || late(part) ? 'slow' : 'up');
  if (!database) return { 'sign-in': 'down', payments: 'down', parking: 'down', register: 'down', mail: 'down' };
  return {
    'sign-in': signIn ? 'up' : 'down',
    // A payment is a process from its first moment.
    payments: engine ? (late('payments') ? 'slow' : 'up') : 'down',
    parking: after('parking'),
    register: after('register'),
    mail: mail ? after('mail') : 'down',
  };
}

/** Grounds that an outage can be behind: nothing came of it, or a balance could not be filled in time. What somebody typed wrong is none. */
const COULD_BE_OUTAGE = [
  'failed',
  'busy-try-again',
  'balance-empty',
  'balance-too-small',
  'no-balance-for-day',
  'quote-expired',
];
export const couldBeOutage = (ground: string): boolean => COULD_BE_OUTAGE.includes(ground);

export interface ReliefFacts {
  /** Was this account hit in this outage, with this permit? */
  hit: boolean;
  /** What the action cost that is given back, on a balance of this unit; null where no action is named or none of it was paid so. */
  cost: number | null;
  /** Has the permit a balance of this unit that counts now? */
  hasBalance: boolean;
}

/** What can be given to somebody who was hit by an outage (tegemoetkoming, PEERS-044): a credit, or at most what an action cost. */
export function decideRelief(
  { amount, ofAction }: { amount: number; ofAction: boolean },
  { hit, cost, hasBalance }: ReliefFacts,
): { outcome: 'allow' } | Refusal<'relief-not-hit' | 'relief-no-balance' | 'relief-above-cost'> {
  if (!hit) return refuse('relief-not-hit', {}, 'look-again');
  if (!hasBalance) return refuse('relief-no-balance', {}, 'choose-other-unit');
  if (ofAction && amount > (cost ?? 0)) return refuse('relief-above-cost', { amount: cost ?? 0 }, 'lower-amount');
  return { outcome: 'allow' };
}
