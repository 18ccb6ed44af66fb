import { randomInt } from 'node:crypto';
import type { BusinessClock } from './clock.ts';
import type { Deliveries } from './deliveries.ts';
import type { State } from './state.ts';

export const METHODS = {
  ideal: 'iDEAL | Wero',
  bancontact: 'Bancontact',
  creditcard: 'Credit card (Visa, Mastercard)',
} as const;
export type Method = keyof typeof METHODS;

export type PaymentStatus = 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';
export type RefundStatus = 'queued' | 'pending' | 'processing' | 'refunded' | 'failed' | 'canceled';
export type WebhookMode = 'now' | 'late' | 'twice' | 'never';

export interface Amount {
  currency: 'EUR';
  value: string;
}

export interface Refund {
  id: string;
  amount: Amount;
  description: string;
  metadata: unknown;
  status: RefundStatus;
  createdAt: string;
}

export interface Chargeback {
  id: string;
  amount: Amount;
  createdAt: string;
}

export interface NewPayment {
  amount: Amount;
  description: string;
  redirectUrl: string | null;
  cancelUrl: string | null;
  webhookUrl: string | null;
  method: Method | 'directdebit' | null;
  /** What the payer chooses from. */
  offered: Method[];
  locale: string | null;
  metadata: unknown;
}

/** A payment nobody has to make: the bank of the customer is asked for it. */
export interface NewDebit {
  amount: Amount;
  description: string;
  webhookUrl: string | null;
  metadata: unknown;
  recurring: { customerId: string; mandateId: string };
}

export interface Payment extends NewPayment {
  id: string;
  status: PaymentStatus;
  createdAt: string;
  expiresAt: string;
  /** When the present status began. */
  statusAt: string;
  /** The payer has seen the checkout page. */
  opened: boolean;
  refunds: Refund[];
  recurring?: NewDebit['recurring'];
  chargebacks?: Chargeback[];
}

/** Which status may follow which; the ones that are left out are final. */
const NEXT: Partial<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  open: ['paid', 'canceled', 'failed', 'expired', 'pending', 'authorized'],
  pending: ['paid', 'failed', 'canceled', 'expired'],
  authorized: ['paid', 'canceled', 'expired', 'failed'],
};

/** A payout can still bounce weeks after it was done, when the account turns out to be closed. */
const NEXT_REFUND: Partial<Record<RefundStatus, readonly RefundStatus[]>> = {
  queued: ['pending', 'processing', 'refunded', 'failed', 'canceled'],
  pending: ['queued', 'processing', 'refunded', 'failed', 'canceled'],
  processing: ['refunded', 'failed'],
  refunded: ['failed'],
};

const OPEN_FOR_MS = 15 * 60_000;
/** A bank takes its days over a debit. */
const DEBITED_AFTER_MS = 2 * 86_400_000;
const REFUND_PROCESSED_AFTER_MS = 5_000;
const REFUND_PAID_AFTER_MS = 10_000;

export interface Outcome {
  status: PaymentStatus;
  webhook: WebhookMode;
  /** Somebody pays another sum than was asked. */
  amount?: Amount | undefined;
  method?: Method | undefined;
}

export interface PaymentsSettings {
  state: State;
  clock: BusinessClock;
  deliveries: Deliveries;
  lateMs: number;
}

export type Payments = ReturnType<typeof openPayments>;

/** The provider's books: payments and refunds, and a webhook for each change the receiver did not make itself. */
export function openPayments({ state, clock, deliveries, lateMs }: PaymentsSettings) {
  const payments = state.table<Payment>('payments');
  const waiting = new Set<string>();
  let nextDue = Infinity;
  let timer: NodeJS.Timeout | undefined;

  function save(payment: Payment): Payment {
    payments.put(payment.id, payment);
    watch(payment);
    return payment;
  }

  function watch(payment: Payment): void {
    const due = dueMoments(payment);
    if (due.length === 0) return void waiting.delete(payment.id);
    waiting.add(payment.id);
    wakeAt(Math.min(nextDue, ...due));
  }

  function wakeAt(due: number): void {
    nextDue = due;
    clearTimeout(timer);
    if (!Number.isFinite(due)) return;
    const inMs = Math.min(Math.max(due - clock.now().getTime(), 0), 86_400_000);
    timer = setTimeout(catchUp, inMs + 1).unref();
  }

  function tell({ id, webhookUrl }: Payment, mode: WebhookMode = 'now'): void {
    if (!webhookUrl || mode === 'never') return;
    const message = {
      url: webhookUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ id }).toString(),
    };
    deliveries.post(message, mode === 'late' ? lateMs : 0);
    if (mode === 'twice') deliveries.post(message);
  }

  /** Lets happen what business time has brought about: expiry, and the payout of refunds. */
  function catchUp(): void {
    const now = clock.now();
    if (now.getTime() >= nextDue) {
      nextDue = Infinity;
      for (const id of [...waiting]) {
        const before = payments.get(id);
        if (!before) continue;
        const after = asOf(before, now);
        if (after === before) watch(before);
        else tell(save(after));
      }
    }
    wakeAt(nextDue);
  }

  function find(id: string): Payment | undefined {
    catchUp();
    return payments.get(id);
  }

  payments.all().forEach(watch);
  clock.onMoved(catchUp);

  return {
    find,
    /** Newest first. */
    list(): Payment[] {
      catchUp();
      return payments.all().reverse();
    },

    create(asked: NewPayment): Payment {
      const now = clock.now();
      return save({
        ...asked,
        id: `tr_${code()}`,
        status: 'open',
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + OPEN_FOR_MS).toISOString(),
        statusAt: now.toISOString(),
        opened: false,
        refunds: [],
      });
    },

    debit(asked: NewDebit): Payment {
      const now = clock.now();
      return save({
        ...asked,
        id: `tr_${code()}`,
        status: 'pending',
        method: 'directdebit',
        offered: [],
        redirectUrl: null,
        cancelUrl: null,
        locale: null,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + DEBITED_AFTER_MS).toISOString(),
        statusAt: now.toISOString(),
        opened: false,
        refunds: [],
      });
    },

    /** Whoever was debited has the bank take it back. Undefined when there is nothing to take back. */
    chargeBack(payment: Payment, webhook: WebhookMode): Payment | undefined {
      if (!payment.recurring || payment.status !== 'paid' || chargedBackCents(payment) > 0) return undefined;
      const chargeback = { id: `chb_${code()}`, amount: payment.amount, createdAt: clock.now().toISOString() };
      const taken = save({ ...payment, chargebacks: [chargeback] });
      tell(taken, webhook);
      return taken;
    },

    /** The payer opened the checkout page. */
    open(id: string): Payment | undefined {
      const payment = find(id);
      return payment && !payment.opened ? save({ ...payment, opened: true }) : payment;
    },

    /** Undefined when the payment cannot go there. A repeated status is only told again. */
    settle(payment: Payment, { status, webhook, amount, method }: Outcome): Payment | undefined {
      const repeated = status === payment.status && status !== 'open';
      if (!repeated && !NEXT[payment.status]?.includes(status)) return undefined;
      const settled = repeated
        ? payment
        : save({
            ...payment,
            status,
            statusAt: clock.now().toISOString(),
            amount: amount ?? payment.amount,
            method: method ?? payment.method ?? payment.offered[0] ?? null,
          });
      tell(settled, webhook);
      return settled;
    },

    refund(payment: Payment, asked: Pick<Refund, 'amount' | 'description' | 'metadata'>): Refund {
      const refund: Refund = { ...asked, id: `re_${code()}`, status: 'pending', createdAt: clock.now().toISOString() };
      save({ ...payment, refunds: [...payment.refunds, refund] });
      return refund;
    },

    /** Undefined when the refund cannot go there. */
    settleRefund(payment: Payment, refund: Refund, status: RefundStatus, webhook: WebhookMode): Refund | undefined {
      if (!NEXT_REFUND[refund.status]?.includes(status)) return undefined;
      const settled = { ...refund, status };
      const refunds = payment.refunds.map((other) => (other.id === refund.id ? settled : other));
      tell(save({ ...payment, refunds }), webhook);
      return settled;
    },

    clear(): void {
      payments.clear();
      waiting.clear();
      wakeAt(Infinity);
    },
    stop: () => clearTimeout(timer),
  };
}

export function possibleOutcomes({ status }: Payment): readonly PaymentStatus[] {
  return NEXT[status] ?? [];
}

export function possibleRefundOutcomes({ status }: Refund): readonly RefundStatus[] {
  return NEXT_REFUND[status] ?? [];
}

/** An iDEAL payment is in the bank's hands from the moment its page is open. */
export function isCancelable({ status, method, opened }: Payment): boolean {
  return status === 'authorized' || (status === 'open' && !(method === 'ideal' && opened));
}

export function cents({ value }: Amount): number {
  return Number(value.replace('.', ''));
}

export function euros(amountInCents: number): Amount {
  return { currency: 'EUR', value: (amountInCents / 100).toFixed(2) };
}

export function refundedCents({ refunds }: Payment): number {
  return refunds
    .filter(({ status }) => status !== 'failed' && status !== 'canceled')
    .reduce((sum, { amount }) => sum + cents(amount), 0);
}

export function chargedBackCents({ chargebacks = [] }: Payment): number {
  return chargebacks.reduce((sum, { amount }) => sum + cents(amount), 0);
}

/** When the payment will change by itself, as far as is known now. */
function dueMoments(payment: Payment): number[] {
  const ends = payment.status === 'open' || isWithBank(payment);
  const expiry = ends ? [Date.parse(payment.expiresAt)] : [];
  const payouts = payment.refunds.flatMap(({ status, createdAt }) => {
    if (status === 'pending') return [Date.parse(createdAt) + REFUND_PROCESSED_AFTER_MS];
    return status === 'processing' ? [Date.parse(createdAt) + REFUND_PAID_AFTER_MS] : [];
  });
  return [...expiry, ...payouts];
}

function asOf(payment: Payment, now: Date): Payment {
  if (!dueMoments(payment).some((due) => due <= now.getTime())) return payment;
  const over = Date.parse(payment.expiresAt) <= now.getTime();
  const next =
    payment.status === 'open' ? ('expired' as const) : isWithBank(payment) ? ('paid' as const) : payment.status;
  return {
    ...payment,
    ...(over && next !== payment.status ? { status: next, statusAt: payment.expiresAt } : {}),
    refunds: payment.refunds.map((refund) => ({ ...refund, status: payoutStatus(refund, now) })),
  };
}

/** A debit nobody decided about is paid in the end. */
const isWithBank = ({ recurring, status }: Payment): boolean => recurring !== undefined && status === 'pending';

function payoutStatus({ status, createdAt }: Refund, now: Date): RefundStatus {
  if (status !== 'pending' && status !== 'processing') return status;
  const age = now.getTime() - Date.parse(createdAt);
  if (age >= REFUND_PAID_AFTER_MS) return 'refunded';
  return age >= REFUND_PROCESSED_AFTER_MS ? 'processing' : status;
}

function code(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
  return Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}
