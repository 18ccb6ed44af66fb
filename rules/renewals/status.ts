import { type RenewalTerms } from '../municipalities/product.ts';
import { type Due } from '../values/due.ts';
import { isEnd, isListed, type Moves } from '../values/moves.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** Where a renewal stands. The first two are those of the portal manual (PORTAL-085, PORTAL-086); words lie under `status.renewal`. */
export type RenewalStatus = 'awaiting-confirmation' | 'awaiting-payment' | 'renewed' | 'withdrawn' | 'lapsed';

/** What happens by itself while it is open. */
export type RenewalDeadlineKind = 'remind' | 'debit' | 'lapse';
export type RenewalDeadline = Due<RenewalDeadlineKind>;

export type RenewalMove = 'confirm' | 'pay' | 'withdraw' | 'lapse';

const GIVING_UP = { withdraw: ['withdrawn'], lapse: ['lapsed'] } as const;

export const RENEWAL_MOVES: Moves<RenewalStatus, RenewalMove> = {
  'awaiting-confirmation': { confirm: ['awaiting-payment', 'renewed'], ...GIVING_UP },
  // Paid when the permit had ended meanwhile: the money goes back.
  'awaiting-payment': { pay: ['renewed', 'withdrawn'], ...GIVING_UP },
  renewed: {},
  withdrawn: {},
  lapsed: {},
};

export const isOver = (status: RenewalStatus): boolean => isEnd(RENEWAL_MOVES, status);

/** Only listed moves; whoever comes second reads what the first one did (R13). */
export function mayRenewalMove(
  status: RenewalStatus,
  move: RenewalMove,
): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  if (isListed(RENEWAL_MOVES, status, move)) return { outcome: 'allow' };
  return refuse('move-not-allowed', { status, move }, 'look-again');
}

/** Withdrawing is for the municipality to allow (PORTAL-087). */
export function decideRenewalWithdrawal(
  status: RenewalStatus,
  terms: RenewalTerms,
): { outcome: 'allow' } | Refusal<'move-not-allowed' | 'not-allowed-by-product'> {
  if (!terms.mayWithdraw) return refuse('not-allowed-by-product', { act: 'withdraw-renewal' }, 'let-it-lapse');
  return mayRenewalMove(status, 'withdraw');
}

export type RenewalAction = 'confirm' | 'to-cart' | 'withdraw';

/** What the holder can press. */
export function renewalActions(status: RenewalStatus, terms: RenewalTerms): RenewalAction[] {
  if (isOver(status)) return [];
  const first: RenewalAction = status === 'awaiting-confirmation' ? 'confirm' : 'to-cart';
  return terms.mayWithdraw ? [first, 'withdraw'] : [first];
}
