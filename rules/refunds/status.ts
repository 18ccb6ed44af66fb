import { type Cents } from '../values/money.ts';
import { DAY_MS, epoch, type Instant } from '../values/moment.ts';
import { isListed, statusesOf, type Moves } from '../values/moves.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/**
 * Where money that goes back stands (terugbetaling, PEERS-032). `due` waits for an account number; `returned` was sent and came back.
 */
export type RefundStatus = 'due' | 'awaiting-approval' | 'approved' | 'sent' | 'paid' | 'refused' | 'returned';

/** What may happen to it, by its owner, staff, the payment provider or the bank. */
export type RefundMove = 'give-account' | 'approve' | 'refuse' | 'send' | 'pay' | 'return';

/** Where money goes that came back, or could not be sent: to an account that is known, or one is asked for first. */
const CAME_BACK = ['due', 'awaiting-approval'] as const;

export const REFUND_MOVES: Moves<RefundStatus, RefundMove> = {
  due: { 'give-account': ['awaiting-approval'], refuse: ['refused'] },
  'awaiting-approval': { approve: ['approved'], refuse: ['refused'] },
  approved: { send: ['sent'], return: CAME_BACK },
  sent: { pay: ['paid'], return: ['returned', 'awaiting-approval'] },
  paid: { return: ['returned', 'awaiting-approval'] },
  refused: {},
  returned: { 'give-account': ['awaiting-approval'] },
};

export const REFUND_STATUSES = statusesOf(REFUND_MOVES);

export type RefundGround =
  'refund-move-not-allowed' | 'own-work' | 'account-needed' | 'no-payout-account' | 'nothing-to-pay-out';

/** Only listed moves exist; who comes second reads what the first one did. */
export function decideRefundMove(
  status: RefundStatus,
  move: RefundMove,
): { outcome: 'allow' } | Refusal<'refund-move-not-allowed'> {
  if (isListed(REFUND_MOVES, status, move)) return { outcome: 'allow' };
  return refuse('refund-move-not-allowed', { status, move }, 'look-again');
}

/** Nobody approves what they set in motion, nor releases the file they made: a second person looks (vier ogen, PEERS-032). */
export const decideSecondPerson = (
  madeBy: string | null,
  staffId: string,
): { outcome: 'allow' } | Refusal<'own-work'> =>
  madeBy === staffId ? refuse('own-work', {}, 'ask-colleague') : { outcome: 'allow' };

/** Through the provider that took the payment, or as a credit transfer of our own. */
export type RefundRoute = 'provider' | 'transfer';

/** So long after a payment its provider still gives money back the way it came. */
export const PROVIDER_GIVES_BACK_DAYS = 365;

export interface PaymentToGiveBack {
  paidAt: Instant;
  receivedCents: Cents;
  /** Given back or promised before. */
  givenBackCents: Cents;
}

/** The way it came in, where that still works: no account number is needed and the payer knows it again. */
export function routeOf(
  { paidAt, receivedCents, givenBackCents }: PaymentToGiveBack,
  cents: Cents,
  at: Instant,
): RefundRoute {
  const inTime = epoch(at) - epoch(paidAt) < PROVIDER_GIVES_BACK_DAYS * DAY_MS;
  return inTime && cents <= receivedCents - givenBackCents ? 'provider' : 'transfer';
}

/** Why money goes back: it came in and could not be used, the case was withdrawn, the permit ended, or a guest left before the time they paid for was over. */
export type RefundReason = 'charge-no-longer-open' | 'amount-differs' | 'withdrawn' | 'ended' | 'left-early';

/** What was never used goes back by itself, the way it came; everything else is looked at by a person first. */
export const needsApproval = (reason: RefundReason, route: RefundRoute): boolean =>
  reason === 'ended' || route === 'transfer';

/** Where it stands as soon as its route is known. */
export function standingOf(reason: RefundReason, route: RefundRoute, accountKnown: boolean): RefundStatus {
  if (route === 'transfer' && !accountKnown) return 'due';
  return needsApproval(reason, route) ? 'awaiting-approval' : 'approved';
}

/** Why finance says no; the mail gives its sentence. */
export const REFUSAL_GROUNDS = ['already-refunded', 'not-owed'] as const;
export type RefundRefusalGround = (typeof REFUSAL_GROUNDS)[number];
