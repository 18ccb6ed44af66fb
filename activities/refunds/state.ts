import { type Language } from '../../rules/messages.ts';
import { isRefundOver, lateStepOf, nextLook, type RefundClock } from '../../rules/refunds/clock.ts';
import { type RefundReason, type RefundRoute, type RefundStatus } from '../../rules/refunds/status.ts';
import { refundId as processIdOf } from '../../rules/values/process-ids.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import type { RefundState } from '../../workflows/contract/refund.ts';
import { type AuditSubject } from '../db/stores/audit.ts';
import { closeProcess, processWaitsUntil } from '../db/stores/outbox.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** A refund as the database has it, with who hears of it. */
export interface Refund extends RefundClock {
  id: string;
  municipalityId: string;
  holderId: string;
  applicationId: string | null;
  permitId: string | null;
  paymentId: string;
  number: string;
  reason: RefundReason;
  cents: Cents;
  attempt: number;
  /** What it was earned as; null for money that was never earned. */
  earned: { vatPercent: number; ledgerAccount: string } | null;
  madeBy: string | null;
  fileId: string | null;
  /** As the provider knows the payment and, once it was sent, the refund. */
  provider: { paymentId: string; reference: string; refundId: string | null };
  version: number;
  /** A guest paid without an address or an account: the provider tells them, and nobody else is told. */
  owner: { email: string | null; accountId: string | null; language: Language; isGuest: boolean };
  accountKnown: boolean;
}

type Reading = Pick<Deps, 'releases'>;

/** Held until the transaction ends, so that one act at a time decides. */
export const lockRefund = (tx: Db, deps: Reading, id: string): Promise<Refund | undefined> =>
  readOne(tx, deps, lock, id);

async function readOne(db: Db, { releases }: Reading, reading: typeof lock, id: string): Promise<Refund | undefined> {
  const { rows } = await db.query<RefundRow>({ ...reading, values: [id] });
  const row = rows[0];
  if (!row) return undefined;
  // Which zone a municipality lies in does not change with its data.
  const { content } = await releases.inForce(row.municipality_id, row.created_at.toISOString(), db);
  return {
    id,
    municipalityId: row.municipality_id,
    holderId: row.holder_id,
    applicationId: row.application_id,
    permitId: row.permit_id,
    paymentId: row.payment_id,
    number: row.number,
    reason: row.reason,
    status: row.status,
    route: row.route,
    cents: Number(row.cents),
    attempt: row.attempt,
    earned:
      row.ledger_account === null ? null : { vatPercent: Number(row.vat_percent), ledgerAccount: row.ledger_account },
    dueOn: row.due_on,
    timeZone: content.municipality.timeZone,
    told: row.told,
    madeBy: row.made_by,
    fileId: row.file_id,
    provider: { paymentId: row.provider_payment, reference: row.reference, refundId: row.provider_id },
    sentAt: row.sent_at?.toISOString() ?? null,
    lookedAt: row.looked_at?.toISOString() ?? null,
    version: row.version,
    owner: { email: row.email, accountId: row.account_id, language: row.language, isGuest: row.of_guest },
    accountKnown: row.account_known,
  };
}

/** What one act may change. */
export type RefundChanges = Partial<
  Pick<Refund, 'status' | 'route' | 'told' | 'attempt' | 'sentAt' | 'lookedAt' | 'fileId'>
> & {
  providerRefundId?: string;
  approved?: { by: string | null; at: Instant } | null;
  refused?: { by: string; ground: string; at: Instant };
  paidAt?: Instant;
  returnedAt?: Instant;
};

/** Writes the changes with the next version, and tells the clock what is due. */
export async function saveRefund(tx: Db, refund: Refund, changes: RefundChanges): Promise<RefundState> {
  const { providerRefundId, approved, refused, paidAt, returnedAt, ...own } = changes;
  const next = { ...refund, ...own, version: refund.version + 1 };
  await tx.query({
    ...write,
    values: [
      refund.id, next.version, next.status, next.route, next.told, next.attempt, next.sentAt, next.lookedAt, next.fileId,
      providerRefundId ?? null, approved !== undefined, approved?.by ?? null, approved?.at ?? null, refused?.by ?? null,
      refused?.ground ?? null, refused?.at ?? null, paidAt ?? null, returnedAt ?? null,
    ], // prettier-ignore
  });
  const state = stateOf(next);
  const due = [state.next?.at, state.lookAt ?? undefined].filter((at) => at !== undefined).sort()[0] ?? null;
  await processWaitsUntil(tx, processIdOf(refund.id), due);
  return state;
}

export const stateOf = (refund: Refund): RefundState => ({
  status: refund.status,
  route: refund.route,
  version: refund.version,
  next: lateStepOf(refund),
  lookAt: nextLook(refund),
  over: isRefundOver(refund),
});

/** What the process of a refund waits for. */
export function refundFacts(
  deps: Deps,
  { refundId }: { refundId: string },
): Promise<{ outcome: 'changed'; state: RefundState }> {
  return inTransaction(deps.pool, async (tx) => {
    const refund = await lockRefund(tx, deps, refundId);
    if (!refund) throw new Error(`refund ${refundId} is gone`);
    return { outcome: 'changed', state: await saveRefund(tx, refund, {}) };
  });
}

/** Its process has done everything there was to do. */
export async function closeRefund(deps: Deps, { refundId, at }: { refundId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(refundId), at);
}

/** Ids of a refund for the audit trail. */
export const subjectOf = ({ municipalityId, holderId, applicationId, permitId, paymentId }: Refund): AuditSubject => ({
  municipalityId,
  holderId,
  applicationId,
  permitId,
  paymentId,
});

interface RefundRow {
  municipality_id: string;
  holder_id: string;
  application_id: string | null;
  permit_id: string | null;
  payment_id: string;
  number: string;
  reason: RefundReason;
  status: RefundStatus;
  route: RefundRoute;
  cents: string;
  attempt: number;
  vat_percent: string | null;
  ledger_account: string | null;
  due_on: CivilDate;
  told: Refund['told'];
  made_by: string | null;
  file_id: string | null;
  provider_id: string | null;
  provider_payment: string;
  reference: string;
  sent_at: Date | null;
  looked_at: Date | null;
  created_at: Date;
  version: number;
  email: string | null;
  language: Language;
  account_id: string | null;
  account_known: boolean;
  of_guest: boolean;
}

/** Who topped up in the parking app hears of it there, not at the desk. */
const lock = statement(
  'lock-refund',
  `SELECT r.municipality_id, r.holder_id, r.application_id, r.permit_id, r.payment_id, r.number, r.reason, r.status, r.route, r.cents, r.attempt,
          r.vat_percent, r.ledger_account, r.due_on::text AS due_on, r.told, r.made_by, r.file_id, r.provider_id, p.provider_id AS provider_payment,
          p.reference, r.sent_at, r.looked_at, r.created_at, r.version, coalesce(a.email, h.email) AS email,
          coalesce(a.language, h.language) AS language, a.id AS account_id,
          -- The account of a host is not the account of a guest.
          guest.visit IS NULL AND EXISTS (SELECT FROM bank_account b WHERE b.holder_id = r.holder_id) AS account_known,
          guest.visit IS NOT NULL AS of_guest
     FROM refund r JOIN payment p ON p.id = r.payment_id JOIN holder h ON h.id = r.holder_id
     LEFT JOIN LATERAL (SELECT t.account_id FROM payment_charge pc JOIN top_up t ON t.charge_id = pc.charge_id
                         WHERE pc.payment_id = p.id LIMIT 1) bought ON true
     LEFT JOIN account a ON a.id = bought.account_id
     LEFT JOIN LATERAL (SELECT c.guest_visit_id AS visit FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id
                         WHERE pc.payment_id = p.id AND c.guest_visit_id IS NOT NULL LIMIT 1) guest ON true
    WHERE r.id = $1
      FOR UPDATE OF r`,
);
const write = statement(
  'write-refund',
  `UPDATE refund
      SET version = $2, status = $3, route = $4, told = $5, attempt = $6, sent_at = $7, looked_at = $8, file_id = $9,
          provider_id = coalesce($10, provider_id), approved_by = CASE WHEN $11::boolean THEN $12::uuid ELSE approved_by END,
          approved_at = CASE WHEN $11::boolean THEN $13::timestamptz ELSE approved_at END, refused_by = coalesce($14::uuid, refused_by),
          ground = coalesce($15, ground), refused_at = coalesce($16::timestamptz, refused_at), paid_at = coalesce($17::timestamptz, paid_at),
          returned_at = coalesce($18::timestamptz, returned_at)
    WHERE id = $1`,
);
