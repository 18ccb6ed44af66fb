import { sum, type Cents } from './values/money.ts';
import { isListed, type Moves } from './values/moves.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** As the provider reports it, plus our own: `starting` before it knows, `abandoned` when the payer turned back on our side. */
export type PaymentStatus = 'starting' | 'open' | 'pending' | 'abandoned' | 'paid' | 'canceled' | 'expired' | 'failed';

/** Reports only ever move a payment forward: a late or repeated report of an earlier state changes nothing (R9). */
const PAID = { 'report-paid': ['paid'] } as const;
const ENDINGS = {
  ...PAID,
  'report-canceled': ['canceled'],
  'report-expired': ['expired'],
  'report-failed': ['failed'],
} as const;

export type PaymentMove = 'give-up' | `report-${Exclude<PaymentStatus, 'starting' | 'abandoned'>}`;

export const PAYMENT_MOVES: Moves<PaymentStatus, PaymentMove> = {
  starting: { 'report-open': ['open'], 'report-pending': ['pending'], ...ENDINGS },
  open: { 'report-pending': ['pending'], 'give-up': ['abandoned'], ...ENDINGS },
  pending: { 'give-up': ['abandoned'], ...ENDINGS },
  abandoned: ENDINGS,
  canceled: PAID,
  expired: PAID,
  failed: PAID,
  paid: {},
};

export const mayFollow = (current: PaymentStatus, reported: PaymentStatus): boolean => {
  if (reported === 'starting') return false;
  return isListed(PAYMENT_MOVES, current, reported === 'abandoned' ? 'give-up' : `report-${reported}`);
};

/** Nothing more is expected from the provider. */
export const isSettled = (status: PaymentStatus): boolean => ['paid', 'canceled', 'expired', 'failed'].includes(status);

/** Keeps its charges: they cannot be put in another payment meanwhile. */
export const holdsCharges = (status: PaymentStatus): boolean => ['starting', 'open', 'pending'].includes(status);

export type ChargeStatus = 'open' | 'paid' | 'withdrawn' | 'lapsed';

export interface Charge {
  id: string;
  cents: Cents;
  status: ChargeStatus;
}

/** What a received amount does: each charge still open is settled, every other part goes back. */
export interface Settlement {
  settled: Charge[];
  refunds: { chargeId: string | null; cents: Cents; reason: 'charge-no-longer-open' | 'amount-differs' }[];
}

/** Divides what came in over what was to be paid (R9). An amount that differs settles nothing and goes back whole. */
export function settle(charges: readonly Charge[], receivedCents: Cents): Settlement {
  if (receivedCents !== sum(charges.map(({ cents }) => cents))) {
    return { settled: [], refunds: [{ chargeId: null, cents: receivedCents, reason: 'amount-differs' }] };
  }
  return {
    settled: charges.filter(({ status }) => status === 'open'),
    refunds: charges
      .filter(({ status }) => status !== 'open')
      .map(({ id, cents }) => ({ chargeId: id, cents, reason: 'charge-no-longer-open' })),
  };
}

export type CheckoutGround = 'nothing-to-pay' | 'charge-not-open' | 'must-be-paid-now';

export interface CartItem extends Charge {
  selected: boolean;
  postponable: boolean;
}

/** What goes in one payment: only open charges, and those that cannot wait may not be left out (PORTAL-060…062). */
export function decideCheckout(
  chosen: readonly string[],
  cart: readonly CartItem[],
): { outcome: 'allow'; items: CartItem[]; cents: Cents } | Refusal<CheckoutGround> {
  if (chosen.length === 0) return refuse('nothing-to-pay', {}, 'choose-item');
  const items = cart.filter(({ id }) => chosen.includes(id));
  if (items.length < new Set(chosen).size || items.some(({ status }) => status !== 'open')) {
    return refuse('charge-not-open', { chosen: chosen.length }, 'look-again');
  }
  const left = cart.filter((item) => item.status === 'open' && !item.postponable && !chosen.includes(item.id));
  if (left.length > 0) return refuse('must-be-paid-now', { items: left.length }, 'choose-item');
  return { outcome: 'allow', items, cents: sum(items.map(({ cents }) => cents)) };
}

/** Seconds after the checkout began at which the provider is asked, webhook or not; from then on every half hour. */
const POLL_AFTER_SECONDS = [15, 45, 120, 300, 600, 960, 1_200, 1_800];

export function pollAfterSeconds(attempt: number): number {
  const last = POLL_AFTER_SECONDS.length - 1;
  return attempt <= last ? POLL_AFTER_SECONDS[attempt]! : POLL_AFTER_SECONDS[last]! + (attempt - last) * 1_800;
}
