import { randomUUID } from 'node:crypto';
import { refundOwed } from '../../rules/balances.ts';
import { staffBehind, type Actor } from '../../rules/audit.ts';
import { refundDueOn } from '../../rules/refunds/clock.ts';
import { routeOf, standingOf, type RefundReason } from '../../rules/refunds/status.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refundId as processIdOf } from '../../rules/values/process-ids.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { tellOwner } from './tell.ts';
import { lockRefund, stateOf } from './state.ts';

export interface NewRefund {
  paymentId: string;
  chargeId: string | null;
  cents: Cents;
  reason: RefundReason;
  applicationId?: string | null;
  permitId?: string | null;
  /** How it was worked out. */
  steps?: readonly RuleStep[];
  actor: Actor;
}

/**
 * Money is owed back: notes it with its route and its last day, books what had been earned, and starts its process. What was never
 * earned is on the books as owed already. The database refuses more than came in.
 */
export async function openRefund(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  refund: NewRefund,
  at: Instant,
): Promise<string> {
  const { paymentId, chargeId, cents, reason, actor } = refund;
  const { rows } = await tx.query<PaymentRow>({ ...lockPayment, values: [paymentId, chargeId] });
  const payment = rows[0]!;
  const { municipality_id: municipalityId, holder_id: holderId } = payment;
  const { timeZone } = (await releases.inForce(municipalityId, at, tx)).content.municipality;
  const route = routeOf(
    {
      paidAt: (payment.settled_at ?? payment.created_at).toISOString(),
      receivedCents: Number(payment.received_cents),
      givenBackCents: Number(payment.given_back),
    },
    cents,
    at,
  );
  const earned = reason === 'ended' || reason === 'withdrawn' || reason === 'left-early';
  const id = randomUUID();
  const series = `TERUG-${civilDateOf(at, timeZone).slice(0, 4)}`;
  const number = `${series}-${String(await nextNumber(tx, municipalityId, series)).padStart(5, '0')}`;
  await tx.query({
    ...add,
    values: [
      id, municipalityId, holderId, paymentId, chargeId, refund.applicationId ?? null, refund.permitId ?? null, number, cents, reason,
      route, standingOf(reason, route, payment.account_known), JSON.stringify(refund.steps ?? []), earned ? payment.vat_percent : null,
      earned ? payment.ledger_account : null, refundDueOn(at, timeZone), staffBehind(actor), at,
    ], // prettier-ignore
  });
  if (earned) {
    const line = { cents, vatPercent: Number(payment.vat_percent), ledgerAccount: payment.ledger_account! };
    await book(tx, municipalityId, id, 'refund-owed', refundOwed(paymentId, line), at);
  }
  const opened = (await lockRefund(tx, { releases }, id))!;
  await openProcess(tx, {
    workflowId: processIdOf(id),
    kind: 'refund',
    subjectId: id,
    municipalityId,
    openedAt: at,
    nextDueAt: stateOf(opened).next?.at ?? null,
  });
  await command(tx, id, 'start-refund', { refundId: id });
  const { applicationId, permitId } = opened;
  await record(
    tx,
    at,
    actor,
    { municipalityId, holderId, applicationId, permitId, paymentId },
    { kind: 'refund-owed', data: { refundId: id, cents, reason, route } },
  );
  if (opened.status === 'due') await tellOwner(tx, opened, 'refund-account-asked', at);
  return id;
}

/** Gives back what was paid for a case that is withdrawn (PORTAL-059). */
export async function refundWhatWasPaid(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  { chargeId, actor }: { chargeId: string; actor: Actor },
  at: Instant,
): Promise<string> {
  const { rows } = await tx.query<PaidCharge>({
    ...readPaidCharge,
    values: [chargeId],
  });
  const { payment_id: paymentId, cents, application_id: applicationId, permit_id: permitId } = rows[0]!;
  return openRefund(
    tx,
    deps,
    { paymentId, chargeId, cents: Number(cents), reason: 'withdrawn', applicationId, permitId, actor },
    at,
  );
}

interface PaidCharge {
  payment_id: string;
  cents: string;
  application_id: string | null;
  permit_id: string | null;
}

interface PaymentRow {
  municipality_id: string;
  holder_id: string;
  received_cents: string | null;
  settled_at: Date | null;
  created_at: Date;
  given_back: string;
  vat_percent: string | null;
  ledger_account: string | null;
  account_known: boolean;
}

const lockPayment = statement(
  'lock-payment-to-give-back',
  `WITH account AS (
     SELECT FROM bank_account b JOIN payment p ON p.holder_id = b.holder_id WHERE p.id = $1 FOR SHARE OF b -- it is not erased meanwhile
   )
   SELECT p.municipality_id, p.holder_id, p.received_cents, p.settled_at, p.created_at, c.vat_percent, c.ledger_account,
          (SELECT coalesce(sum(cents), 0) FROM refund WHERE payment_id = p.id AND status <> 'refused') AS given_back,
          EXISTS (SELECT FROM account) AS account_known
     FROM payment p LEFT JOIN charge c ON c.id = $2 WHERE p.id = $1 FOR UPDATE OF p`,
);
const add = statement(
  'add-refund',
  `INSERT INTO refund (id, municipality_id, holder_id, payment_id, charge_id, application_id, permit_id, number, cents, reason, route, status,
                       steps, vat_percent, ledger_account, due_on, made_by, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
);
const readPaidCharge = statement(
  'read-paid-charge',
  `SELECT c.payment_id, c.cents, c.application_id, coalesce(r.permit_id, n.permit_id) AS permit_id
     FROM charge c LEFT JOIN renewal r ON r.id = c.renewal_id LEFT JOIN plate_change n ON n.id = c.plate_change_id
    WHERE c.id = $1 AND c.status = 'paid'`,
);
