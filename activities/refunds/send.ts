import { refundReturned, refundSent } from '../../rules/balances.ts';
import { type Instant } from '../../rules/values/moment.ts';
import type { RefundChanged } from '../../workflows/contract/refund.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { arrived } from './act.ts';
import { lockRefund, saveRefund, stateOf, subjectOf, type Refund } from './state.ts';
import { tellOwner } from './tell.ts';

interface Errand {
  refundId: string;
  at: Instant;
}

/**
 * Sends an approved refund back through the provider that took the payment. The refund's id is the key, so a repeat sends nothing
 * twice. Where the provider will not, it goes the other way. Throws `Unavailable`.
 */
export async function sendRefund(deps: Deps, { refundId, at }: Errand): Promise<RefundChanged> {
  const { rows } = await deps.pool.query<ToSend>({ ...readToSend, values: [refundId] });
  const [waiting] = rows;
  const given =
    waiting && (await deps.payments.refund(waiting.provider_id, Number(waiting.cents), waiting.reference, refundId));
  return inTransaction(deps.pool, async (tx) => {
    const refund = await held(tx, deps, refundId);
    if (given === undefined || refund.status !== 'approved' || refund.route !== 'provider')
      return { outcome: 'changed', state: stateOf(refund) };
    if (given === null) return { outcome: 'changed', state: await goTheOtherWay(tx, refund, at) };
    const { municipalityId, paymentId, cents, reason } = refund;
    await book(tx, municipalityId, refundId, 'refund-sent', refundSent(paymentId, cents), at);
    await record(tx, at, SYSTEM, subjectOf(refund), { kind: 'refund-sent', data: { paymentId, cents, reason } });
    await tellOwner(tx, refund, 'payment-refunded', at);
    const state = await saveRefund(tx, refund, { status: 'sent', sentAt: at, providerRefundId: given.refundId });
    return { outcome: 'changed', state };
  });
}

/** Asks the provider what came of it, weeks later too: money can come back from an account that is closed. Throws `Unavailable`. */
export async function lookAtRefund(deps: Deps, { refundId, at }: Errand): Promise<RefundChanged> {
  const { rows } = await deps.pool.query<ToLookAt>({ ...readToLookAt, values: [refundId] });
  const [sent] = rows;
  const came = sent && (await deps.payments.refundState(sent.provider_payment, sent.provider_id));
  return inTransaction(deps.pool, async (tx) => {
    const refund = await held(tx, deps, refundId);
    const { municipalityId, paymentId, cents, status } = refund;
    if (came === undefined || (status !== 'sent' && status !== 'paid'))
      return { outcome: 'changed', state: stateOf(refund) };
    if (came === 'paid' && status === 'sent')
      return { outcome: 'changed', state: await arrived(tx, refund, SYSTEM, at) };
    if (came !== 'failed') return { outcome: 'changed', state: await saveRefund(tx, refund, { lookedAt: at }) };
    await book(tx, municipalityId, refundId, 'refund-returned', refundReturned(paymentId, cents), at);
    await record(tx, at, SYSTEM, subjectOf(refund), { kind: 'refund-returned', data: { refundId, cents } });
    return { outcome: 'changed', state: await goTheOtherWay(tx, refund, at) };
  });
}

/** Back to the queue, as a transfer: a person looks, and its owner is asked for an account where we know none. */
async function goTheOtherWay(tx: Db, refund: Refund, at: Instant) {
  const wasSent = refund.sentAt !== null;
  const state = await saveRefund(tx, refund, {
    status: refund.accountKnown ? 'awaiting-approval' : wasSent ? 'returned' : 'due',
    route: 'transfer',
    attempt: refund.attempt + 1,
    approved: null,
    sentAt: null,
    ...(wasSent && { returnedAt: at }),
  });
  if (!refund.accountKnown) await tellOwner(tx, refund, 'refund-account-asked', at);
  return state;
}

async function held(tx: Db, deps: Deps, refundId: string): Promise<Refund> {
  const refund = await lockRefund(tx, deps, refundId);
  if (!refund) throw new Error(`refund ${refundId} is gone`);
  return refund;
}

interface ToSend {
  provider_id: string;
  cents: string;
  reference: string;
}

interface ToLookAt {
  provider_payment: string;
  provider_id: string;
}

const readToSend = statement(
  'read-refund-to-send',
  `SELECT p.provider_id, r.cents, p.reference FROM refund r JOIN payment p ON p.id = r.payment_id
    WHERE r.id = $1 AND r.status = 'approved' AND r.route = 'provider'`,
);
const readToLookAt = statement(
  'read-refund-to-look-at',
  `SELECT p.provider_id AS provider_payment, r.provider_id FROM refund r JOIN payment p ON p.id = r.payment_id
    WHERE r.id = $1 AND r.status IN ('sent', 'paid') AND r.route = 'provider'`,
);
