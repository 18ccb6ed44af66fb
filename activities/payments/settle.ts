import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { paymentReceived } from '../../rules/balances.ts';
import {
  holdsCharges,
  isSettled,
  mayFollow,
  settle,
  type ChargeStatus,
  type PaymentStatus,
} from '../../rules/payments.ts';
import { sum, type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { book } from '../db/stores/ledger.ts';
import { fillBalance, judgeTopUps } from '../balances/top-up.ts';
import { issueInvoice } from '../invoices/invoice.ts';
import { bookChargeback } from '../direct-debit/chargeback.ts';
import { askForDebit, debitRefused, debitSettled, tellFilled } from '../direct-debit/debit.ts';
import { guestPaymentFailed, startPaidVisits } from '../guests/pay.ts';
import { openRefund } from '../refunds/open.ts';
import { coverLimbo, cutCoversOf } from './provisional.ts';
import { command, processWaitsUntil } from '../db/stores/outbox.ts';
import { paymentId as processIdOf } from '../../rules/values/process-ids.ts';

export interface ReadPayment {
  paymentId: string;
  at: Instant;
  /** When the process will ask again if nothing is settled now. */
  nextPollAt: Instant;
}

export interface PaymentState {
  status: PaymentStatus;
  /** Only in histories from before refunds had a process of their own: what this one sends back itself. */
  refundIds?: string[];
  /** A bank takes days over it: it is asked after less often. Absent is not. */
  isDebit?: true;
  /** Provisional rights the national register has to hear of, and those that are over; absent is none. */
  toRegister?: string[];
  toRevoke?: string[];
}

/**
 * Asks the provider how the payment stands and books what it says, once, however often it is asked (R9). Only the provider is
 * believed: a webhook merely says that asking is worthwhile. Throws `Unavailable`.
 */
export async function readPayment(deps: Deps, { paymentId, at, nextPollAt }: ReadPayment): Promise<PaymentState> {
  const { rows } = await deps.pool.query<{ provider_id: string | null }>({ ...findProviderId, values: [paymentId] });
  const providerId = rows[0]?.provider_id;
  const report = providerId ? await deps.payments.read(providerId) : ((await askForDebit(deps, paymentId)) ?? UNKNOWN);
  return inTransaction(deps.pool, async (tx) => {
    if ('refused' in report) await debitRefused(tx, paymentId, at);
    await applyReport(tx, deps, paymentId, report.status, report.paidCents, at);
    if (report.status === 'pending') await coverLimbo(tx, deps, paymentId, at);
    if (report.status === 'paid') await askAfterRefunds(tx, paymentId);
    if (report.status === 'paid') await bookChargeback(tx, paymentId, report.chargedBackCents, at);
    await processWaitsUntil(tx, processIdOf(paymentId), nextPollAt);
    return stateOf(tx, paymentId);
  });
}

/** Nobody ever asked the provider for it. */
const UNKNOWN = { status: 'failed', paidCents: 0, chargedBackCents: 0 } as const;

/** The provider never knew of it: its items can be paid again. */
export function failPayment(deps: Deps, { paymentId, at }: { paymentId: string; at: Instant }): Promise<void> {
  return inTransaction(deps.pool, (tx) => applyReport(tx, deps, paymentId, 'failed', 0, at));
}

/**
 * The payer turned back on our side. The provider is asked to stop it; where it will not, the payment is let go of here, and what it
 * may still bring in is used or sent back.
 */
export async function cancelPayment(
  deps: Deps,
  { paymentId, at, actor }: { paymentId: string; at: Instant; actor: Actor },
): Promise<PaymentState> {
  const { rows } = await deps.pool.query<{ provider_id: string | null }>({ ...findProviderId, values: [paymentId] });
  const providerId = rows[0]?.provider_id;
  const stopped = providerId ? await deps.payments.cancel(providerId) : true;
  return inTransaction(deps.pool, async (tx) => {
    await applyReport(tx, deps, paymentId, stopped ? 'canceled' : 'abandoned', 0, at, actor);
    return stateOf(tx, paymentId);
  });
}

export function paymentState(deps: Deps, { paymentId }: { paymentId: string }): Promise<PaymentState> {
  return stateOf(deps.pool, paymentId);
}

async function applyReport(
  tx: PoolClient,
  deps: Deps,
  paymentId: string,
  reported: PaymentStatus,
  paidCents: Cents,
  at: Instant,
  actor: Actor = SYSTEM,
) {
  const { rows } = await tx.query<PaymentRow>({ ...lockPayment, values: [paymentId] });
  const payment = rows[0];
  if (!payment || payment.status === reported || !mayFollow(payment.status, reported)) return;

  const subject = { municipalityId: payment.municipality_id, holderId: payment.holder_id, paymentId };
  const received = reported === 'paid' ? paidCents : null;
  await tx.query({ ...setStatus, values: [paymentId, reported, received, at] });
  if (!holdsCharges(reported)) await tx.query({ ...letGo, values: [paymentId] });
  // A payment that came to nothing covers nothing; one that is paid covers until its permits are there.
  if (!holdsCharges(reported) && reported !== 'paid') {
    await cutCoversOf(tx, paymentId, at);
    await guestPaymentFailed(tx, { paymentId }, at);
  }
  await record(tx, at, actor, subject, { kind: 'payment-changed', data: { paymentId, status: reported } });
  if (isSettled(reported) || !holdsCharges(reported))
    await debitSettled(tx, deps, { paymentId, paid: reported === 'paid' }, at);
  if (reported === 'paid') await takeIn(tx, deps, payment, paymentId, paidCents, at);
}

/** Divides what came in: settled items go on to their cases, the rest is owed back. */
async function takeIn(
  tx: PoolClient,
  deps: Deps,
  payment: PaymentRow,
  paymentId: string,
  paidCents: Cents,
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<ChargeRow>({ ...lockCharges, values: [paymentId] });
  const topUps = await judgeTopUps(
    tx,
    deps,
    rows.filter(({ status }) => status === 'open').map(({ id }) => id),
    at,
  );
  // An amount that differs goes back whole, and starts nothing.
  const exact = paidCents === sum(rows.map(({ cents }) => Number(cents)));
  const visits = rows
    .filter(({ status }) => exact && status === 'open')
    .map((row) => ({ ...row, cents: Number(row.cents) }));
  const lost = new Set([
    ...topUps.giveBack.map(({ chargeId }) => chargeId),
    ...(await startPaidVisits(tx, deps, visits, at)),
  ]);
  const charges = rows.map((row) => ({
    ...row,
    cents: Number(row.cents),
    status: lost.has(row.id) ? ('lapsed' as const) : row.status,
  }));
  const { settled, refunds } = settle(charges, paidCents);
  const used = charges.filter(({ id }) => settled.some((charge) => charge.id === id));

  await tx.query({ ...markPaid, values: [used.map(({ id }) => id), paymentId, at] });
  for (const { application_id: applicationId, plate_change_id: plateChangeId, renewal_id: renewalId } of used) {
    if (applicationId !== null) await command(tx, applicationId, 'application-paid', { applicationId });
    if (plateChangeId !== null) await command(tx, plateChangeId, 'plate-change-paid', { plateChangeId });
    if (renewalId !== null) await command(tx, renewalId, 'renewal-paid', { renewalId });
  }
  const filled = topUps.book.filter(({ chargeId }) => used.some(({ id }) => id === chargeId));
  for (const topUp of filled) {
    await fillBalance(tx, paymentId, payment.municipality_id, topUp, at);
    const { municipality_id: municipalityId } = payment;
    await issueInvoice(tx, deps, { paymentId, municipalityId, permitId: topUp.permitId, cents: paidCents }, at);
  }
  if (filled.length > 0) await tellFilled(tx, paymentId, at);
  const toRefund = sum(refunds.map(({ cents }) => cents));
  const lines = used.map(({ id, cents, vat_percent, ledger_account }) => ({
    cents,
    vatPercent: Number(vat_percent),
    ledgerAccount: ledger_account,
    toBalance: filled.find(({ chargeId }) => chargeId === id),
  }));
  await book(
    tx,
    payment.municipality_id,
    paymentId,
    'payment-received',
    paymentReceived(paymentId, lines, toRefund),
    at,
  );
  for (const { chargeId, cents, reason } of refunds) {
    if (chargeId !== null && lost.has(chargeId)) await tx.query({ ...markLapsed, values: [chargeId, at] });
    await openRefund(tx, deps, { paymentId, chargeId, cents, reason, actor: SYSTEM }, at);
  }
  if (refunds.some(({ reason }) => reason === 'amount-differs')) {
    await openIncident(
      tx,
      payment.municipality_id,
      'payment-amount-differs',
      paymentId,
      { expected: Number(payment.cents), received: paidCents },
      at,
    );
  }
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId: payment.municipality_id, holderId: payment.holder_id, paymentId },
    {
      kind: 'payment-received',
      data: { paymentId, cents: paidCents },
    },
  );
}

/** A report about a payment that was paid is news of a refund: each of them asks what came of it. */
async function askAfterRefunds(tx: Db, paymentId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({ ...findSentRefunds, values: [paymentId] });
  for (const { id: refundId } of rows) await command(tx, refundId, 'refund-changed', { refundId });
}

async function stateOf(db: Db, paymentId: string): Promise<PaymentState> {
  const { rows } = await db.query<{
    status: PaymentStatus;
    is_debit: boolean;
    to_register: string[];
    to_revoke: string[];
  }>({ ...readState, values: [paymentId] });
  if (!rows[0]) throw new Error(`payment ${paymentId} is gone`);
  const { status, is_debit: isDebit, to_register: toRegister, to_revoke: toRevoke } = rows[0];
  return {
    status,
    ...(isDebit && { isDebit }),
    ...(toRegister.length > 0 && { toRegister }),
    ...(toRevoke.length > 0 && { toRevoke }),
  };
}

interface PaymentRow {
  municipality_id: string;
  holder_id: string;
  status: PaymentStatus;
  cents: string;
}

interface ChargeRow {
  id: string;
  application_id: string | null;
  plate_change_id: string | null;
  renewal_id: string | null;
  guest_visit_id: string | null;
  cents: string;
  vat_percent: string;
  ledger_account: string;
  status: ChargeStatus;
}

const findProviderId = statement('find-provider-id', 'SELECT provider_id FROM payment WHERE id = $1');
const lockPayment = statement(
  'lock-payment',
  'SELECT municipality_id, holder_id, status, cents FROM payment WHERE id = $1 FOR UPDATE',
);
const setStatus = statement(
  'set-payment-status',
  `UPDATE payment SET status = $2, received_cents = coalesce($3, received_cents),
                      pending_since = CASE $2 WHEN 'pending' THEN coalesce(pending_since, $4::timestamptz) END,
                      settled_at = CASE WHEN $2 IN ('paid', 'canceled', 'expired', 'failed') THEN $4::timestamptz ELSE settled_at END
    WHERE id = $1`,
);
const letGo = statement('let-go-of-charges', 'UPDATE payment_charge SET live = false WHERE payment_id = $1 AND live');
const lockCharges = statement(
  'lock-charges',
  `SELECT c.id, c.application_id, c.plate_change_id, c.renewal_id, c.guest_visit_id, c.cents, c.vat_percent, c.ledger_account, c.status
     FROM charge c JOIN payment_charge a ON a.charge_id = c.id WHERE a.payment_id = $1 ORDER BY c.id FOR UPDATE OF c`,
);
const markPaid = statement(
  'mark-charges-paid',
  `UPDATE charge SET status = 'paid', payment_id = $2, settled_at = $3 WHERE id = ANY ($1::uuid[])`,
);
const markLapsed = statement('lapse-charge', `UPDATE charge SET status = 'lapsed', settled_at = $2 WHERE id = $1`);
const findSentRefunds = statement(
  'find-sent-refunds',
  `SELECT id FROM refund WHERE payment_id = $1 AND route = 'provider' AND status IN ('sent', 'paid') ORDER BY id`,
);
const readState = statement(
  'read-payment-state',
  `SELECT p.status, EXISTS (SELECT FROM debit WHERE payment_id = p.id) AS is_debit,
          ARRAY(SELECT r.id FROM provisional_cover v JOIN parking_right r ON r.id = ANY (v.right_ids)
                 WHERE v.payment_id = p.id AND r.open AND r.registered_at IS NULL ORDER BY r.id) AS to_register,
          ARRAY(SELECT r.id FROM provisional_cover v JOIN parking_right r ON r.id = ANY (v.right_ids)
                 WHERE v.payment_id = p.id AND NOT r.open AND r.registered_at IS NOT NULL AND r.revoked_at IS NULL ORDER BY r.id) AS to_revoke
     FROM payment p WHERE p.id = $1`,
);
