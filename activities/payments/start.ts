import { randomInt } from 'node:crypto';
import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { PAYMENT_METHODS } from '../../rules/municipalities/municipality.ts';
import { type Language } from '../../rules/messages.ts';
import { decideCheckout, pollAfterSeconds, type CartItem, type PaymentStatus } from '../../rules/payments.ts';
import { paymentId as processIdOf } from '../../rules/values/process-ids.ts';
import { plusMs, SECOND_MS, type Instant } from '../../rules/values/moment.ts';
import { type Cents } from '../../rules/values/money.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, isClash, once, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { clockOffsetMs, openProcess } from '../db/stores/outbox.ts';
import { chargeTopUp, type TopUpCommand } from '../balances/top-up.ts';
import { chargeGuestVisit } from '../guests/pay.ts';

export interface StartPayment {
  paymentId: string;
  municipalityId: string;
  holderId: string;
  chargeIds: string[];
  topUp?: TopUpCommand;
  /** Instead of charges there are: the visit a guest pays for. */
  guestVisitId?: string;
  actor: Actor;
  /** By the process, which learns only here how far business time runs ahead: real time. */
  at: Instant;
  key: string;
}

export type PaymentStarted =
  | { outcome: 'started'; reference: string; clockOffsetMs: number }
  /** The same items are being paid already: go on there rather than pay twice. */
  | { outcome: 'under-way'; reference: string; checkoutUrl: string | null }
  | Refusal;

/** Puts the chosen items in a payment of their own; a charge is in one payment at a time (afrekenen, PORTAL-060, PORTAL-064). */
export async function startPayment(deps: Deps, command: StartPayment): Promise<PaymentStarted> {
  try {
    return await inTransaction(deps.pool, (tx) => once(tx, command.key, () => start(tx, deps, command)));
  } catch (error) {
    if (isClash(error)) return refuse('payment-under-way', {}, 'finish-payment');
    throw error;
  }
}

async function start(tx: PoolClient, deps: Deps, command: StartPayment): Promise<PaymentStarted> {
  const { holderId, topUp, at: startedAt } = command;
  const offsetMs = await clockOffsetMs(tx);
  const at = plusMs(startedAt, offsetMs);
  if (topUp) {
    const charged = await chargeTopUp(tx, deps, topUp, at);
    if (isRefusal(charged)) return charged;
    const { chargeId, cents } = charged;
    const reference = await openPayment(tx, { ...command, permitId: topUp.permitId }, [chargeId], cents, at);
    return { outcome: 'started', reference, clockOffsetMs: offsetMs };
  }
  if (command.guestVisitId !== undefined) {
    const charged = await chargeGuestVisit(tx, deps, { visitId: command.guestVisitId }, at);
    if (isRefusal(charged)) return charged;
    const { chargeId, cents, permitId } = charged;
    const { rows: live } = await tx.query<LiveRow>({ ...findLive, values: [[chargeId]] });
    if (live[0]) return { outcome: 'under-way', reference: live[0].reference, checkoutUrl: live[0].checkout_url };
    const reference = await openPayment(tx, { ...command, permitId }, [chargeId], cents, at);
    return { outcome: 'started', reference, clockOffsetMs: offsetMs };
  }
  const { chargeIds } = command;
  const { rows: cart } = await tx.query<CartRow>({ ...lockCart, values: [holderId] });
  const decision = decideCheckout(chargeIds, cart.map(itemOf));
  if (isRefusal(decision)) return decision;

  const { rows: live } = await tx.query<LiveRow>({ ...findLive, values: [chargeIds] });
  if (live[0]) {
    const sameItems =
      live.length === 1 &&
      live[0].charges.length === chargeIds.length &&
      live[0].charges.every((id) => chargeIds.includes(id));
    const { reference, checkout_url: checkoutUrl } = live[0];
    return sameItems
      ? { outcome: 'under-way', reference, checkoutUrl }
      : refuse('payment-under-way', { reference }, 'finish-payment');
  }

  const reference = await openPayment(tx, command, chargeIds, decision.cents, at);
  return { outcome: 'started', reference, clockOffsetMs: offsetMs };
}

export interface NewPaymentRow extends Pick<StartPayment, 'paymentId' | 'municipalityId' | 'holderId' | 'actor'> {
  /** Of the balance it fills. */
  permitId?: string | null;
}

/** The payment in the books, before the provider knows of it; gives what will be on the bank statement. */
export async function openPayment(
  tx: PoolClient,
  { paymentId, municipalityId, holderId, actor, permitId = null }: NewPaymentRow,
  chargeIds: string[],
  cents: Cents,
  at: Instant,
): Promise<string> {
  const reference = newReference();
  await tx.query({ ...addPayment, values: [paymentId, municipalityId, holderId, reference, cents, at] });
  await tx.query({ ...addItems, values: [paymentId, chargeIds] });
  await openProcess(tx, {
    workflowId: processIdOf(paymentId),
    kind: 'payment',
    subjectId: paymentId,
    municipalityId,
    openedAt: at,
    nextDueAt: plusMs(at, pollAfterSeconds(0) * SECOND_MS),
  });
  await record(
    tx,
    at,
    actor,
    { municipalityId, holderId, paymentId, permitId },
    {
      kind: 'payment-started',
      data: { paymentId, cents, charges: chargeIds.length },
    },
  );
  return reference;
}

export interface Checkout {
  checkoutUrl: string;
  status: PaymentStatus;
}

/** Opens the payment at the provider; the payment's id is the key, so a repeat opens no second one. Throws `Unavailable`. */
export async function createAtProvider(deps: Deps, { paymentId }: { paymentId: string }): Promise<Checkout> {
  const { rows } = await deps.pool.query<{
    municipality_id: string;
    reference: string;
    cents: string;
    language: Language;
    status: PaymentStatus;
    checkout_url: string | null;
    tops_up: boolean;
    on_demand: boolean;
    of_guest: boolean;
  }>({ ...readNew, values: [paymentId] });
  const payment = rows[0];
  if (!payment) throw new Error(`payment ${paymentId} is gone`);
  if (payment.checkout_url !== null) return { checkoutUrl: payment.checkout_url, status: payment.status };

  const town = payment.municipality_id;
  const { content } = await deps.releases.inForce(town, deps.clock());
  const { name, onDemand, payout, paymentMethods = PAYMENT_METHODS } = content.municipality;
  const page = payment.of_guest
    ? 'guest'
    : payment.on_demand
      ? `${town}/on-demand/top-ups`
      : payment.tops_up
        ? 'parking/top-ups'
        : `${town}/desk/payments`;
  const { id, checkoutUrl, expiresAt } = await deps.payments.create(
    {
      cents: Number(payment.cents),
      reference: payment.reference,
      payee: payment.on_demand && onDemand ? onDemand.beneficiary : (payout?.name ?? name),
      returnUrl: `${deps.publicUrl}/${page}/${payment.reference}`,
      webhookUrl: `${deps.publicUrl}/webhooks/mollie`,
      methods: paymentMethods,
      language: payment.language,
    },
    paymentId,
  );
  if (checkoutUrl === null) throw new Error(`the provider gave payment ${paymentId} no checkout page`);
  await deps.pool.query({ ...keepProvider, values: [paymentId, id, checkoutUrl, expiresAt] });
  return { checkoutUrl, status: 'open' };
}

interface CartRow {
  id: string;
  cents: string;
  status: CartItem['status'];
  selected: boolean;
  postponable: boolean;
}

interface LiveRow {
  reference: string;
  checkout_url: string | null;
  charges: string[];
}

const itemOf = ({ cents, ...row }: CartRow): CartItem => ({ ...row, cents: Number(cents) });

/** Letters and digits that cannot be mistaken for each other on a bank statement. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function newReference(): string {
  const characters = Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');
  return `PW-${characters.slice(0, 5)}-${characters.slice(5)}`;
}

const lockCart = statement(
  'lock-cart',
  `SELECT id, cents, status, selected, postponable FROM charge
    WHERE holder_id = $1 AND status = 'open' AND guest_visit_id IS NULL AND NOT EXISTS (SELECT FROM top_up WHERE charge_id = charge.id) ORDER BY id FOR UPDATE`,
);
const findLive = statement(
  'find-live-payments',
  `SELECT p.reference, p.checkout_url, array_agg(a.charge_id) AS charges
     FROM payment p JOIN payment_charge a ON a.payment_id = p.id
    WHERE p.id IN (SELECT payment_id FROM payment_charge WHERE live AND charge_id = ANY ($1::uuid[]))
    GROUP BY p.id`,
);
const addPayment = statement(
  'add-payment',
  'INSERT INTO payment (id, municipality_id, holder_id, reference, cents, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
);
const addItems = statement(
  'add-payment-charges',
  'INSERT INTO payment_charge (payment_id, charge_id) SELECT $1, unnest($2::uuid[])',
);
const readNew = statement(
  'read-new-payment',
  `SELECT p.municipality_id, p.reference, p.cents, p.status, p.checkout_url, coalesce(v.language, a.language, h.language) AS language,
          a.id IS NOT NULL AS tops_up, a.holder_id IS NOT NULL AS on_demand, v.id IS NOT NULL AS of_guest
     FROM payment p JOIN holder h ON h.id = p.holder_id
     LEFT JOIN payment_charge pc ON pc.payment_id = p.id
     LEFT JOIN top_up t ON t.charge_id = pc.charge_id
     LEFT JOIN account a ON a.id = t.account_id
     LEFT JOIN charge c ON c.id = pc.charge_id LEFT JOIN guest_visit v ON v.id = c.guest_visit_id
    WHERE p.id = $1 LIMIT 1`,
);
const keepProvider = statement(
  'keep-provider-payment',
  `UPDATE payment SET provider_id = $2, checkout_url = $3, expires_at = $4, status = 'open' WHERE id = $1 AND status = 'starting'`,
);
