import { refundSent } from '../../rules/balances.ts';
import { type Language } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { paymentId as processIdOf } from '../../rules/values/process-ids.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { book } from '../db/stores/ledger.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { closeProcess } from '../db/stores/outbox.ts';

/**
 * Sends back through the provider what came in and could not be used: paid twice, after withdrawing, or a different amount. The
 * refund's id is the key, so a repeat sends nothing twice. Throws `Unavailable`.
 */
export async function sendRefund(deps: Deps, { refundId, at }: { refundId: string; at: Instant }): Promise<void> {
  const { rows } = await deps.pool.query<RefundRow>({ ...readRefund, values: [refundId] });
  const refund = rows[0];
  if (!refund || refund.status !== 'due') return;
  const cents = Number(refund.cents);
  const { refundId: providerRefundId } = await deps.payments.refund(
    refund.provider_id,
    cents,
    refund.reference,
    refundId,
  );
  await inTransaction(deps.pool, async (tx) => {
    const { rowCount } = await tx.query({ ...markSent, values: [refundId, providerRefundId, at] });
    if (rowCount === 0) return;
    const {
      municipality_id: municipalityId,
      holder_id: holderId,
      payment_id: paymentId,
      email: recipient,
      language,
      reason,
    } = refund;
    await book(tx, municipalityId, refundId, 'refund-sent', refundSent(paymentId, cents), at);
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId, holderId, paymentId },
      { kind: 'refund-sent', data: { paymentId, cents, reason } },
    );
    if (recipient !== null) {
      await queueMessage(
        tx,
        {
          municipalityId,
          // Who topped up in the parking app hears of it there, not at the desk.
          holderId: refund.account_id === null ? holderId : null,
          accountId: refund.account_id,
          language,
          recipient,
          kind: 'payment-refunded',
          paymentId,
        },
        at,
      );
    }
  });
}

export async function closePayment(deps: Deps, { paymentId, at }: { paymentId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(paymentId), at);
}

interface RefundRow {
  status: 'due' | 'sent';
  cents: string;
  reason: string;
  payment_id: string;
  provider_id: string;
  reference: string;
  municipality_id: string;
  holder_id: string;
  account_id: string | null;
  email: string | null;
  language: Language;
}

const readRefund = statement(
  'read-refund',
  `SELECT r.status, r.cents, r.reason, r.payment_id, p.provider_id, p.reference, p.municipality_id, p.holder_id,
          a.id AS account_id, coalesce(a.email, h.email) AS email, coalesce(a.language, h.language) AS language
     FROM refund r JOIN payment p ON p.id = r.payment_id JOIN holder h ON h.id = p.holder_id
     LEFT JOIN LATERAL (SELECT t.account_id FROM payment_charge pc JOIN top_up t ON t.charge_id = pc.charge_id
                         WHERE pc.payment_id = p.id LIMIT 1) bought ON true
     LEFT JOIN account a ON a.id = bought.account_id
    WHERE r.id = $1`,
);
const markSent = statement(
  'mark-refund-sent',
  `UPDATE refund SET status = 'sent', provider_id = $2, sent_at = $3 WHERE id = $1 AND status = 'due'`,
);
