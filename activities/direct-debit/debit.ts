import { randomUUID } from 'node:crypto';
import { type PoolClient } from 'pg';
import { lapsesAt } from '../../rules/direct-debit/terms.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { mandateId as mandateProcess } from '../../rules/values/process-ids.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { command, processWaitsUntil } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { openPayment } from '../payments/start.ts';
import { type Deps, type ProviderPayment } from '../ports.ts';
import { atProvider, refuseMandate } from './mandate.ts';
import { stopOf } from './choose.ts';
import { tellHolderOfDebit } from './tell.ts';

export interface LeaveToDebit {
  id: string;
  number: string;
  iban: string;
}

/** A mandate in force, held: who revokes it now waits, or came first. */
export async function lockLeave(tx: Db, holderId: string, why: 'renewals' | 'balances'): Promise<LeaveToDebit | null> {
  const { rows } = await tx.query<LeaveToDebit>({ ...lockValid, values: [holderId, why === 'renewals'] });
  return rows[0] ?? null;
}

export interface NewDebitRow {
  municipalityId: string;
  holderId: string;
  permitId: string;
  mandate: LeaveToDebit;
  chargeId: string;
  cents: Cents;
  for: { balanceId: string } | { renewalId: string };
}

/**
 * A payment by mandate, from its charge on: its process asks the provider, and from there on it is a payment like every other. The
 * database refuses a second one for a balance while the first is open, and a second one for a renewal for ever.
 */
export async function openDebit(tx: PoolClient, debit: NewDebitRow, at: Instant): Promise<string> {
  const { municipalityId, holderId, permitId, mandate, chargeId, cents } = debit;
  const paymentId = randomUUID();
  await openPayment(tx, { paymentId, municipalityId, holderId, permitId, actor: SYSTEM }, [chargeId], cents, at);
  const { balanceId = null, renewalId = null } = debit.for as { balanceId?: string; renewalId?: string };
  await tx.query({ ...addDebit, values: [paymentId, mandate.id, balanceId, renewalId] });
  const subject = { municipalityId, holderId, permitId, paymentId };
  const data = { paymentId, mandateId: mandate.id, cents };
  await record(tx, at, SYSTEM, subject, { kind: 'debit-started', data });
  await command(tx, paymentId, 'payment-hint', { paymentId });
  return paymentId;
}

/**
 * Asks the provider for a debit it does not know of yet. Undefined for a payment that is none; failed when its mandate was revoked
 * before anybody was asked, or is not good any more. Throws `Unavailable`.
 */
export async function askForDebit(
  deps: Deps,
  paymentId: string,
): Promise<(Pick<ProviderPayment, 'status' | 'paidCents' | 'chargedBackCents'> & { refused?: true }) | undefined> {
  const { rows } = await deps.pool.query<DebitRow>({ ...readDebit, values: [paymentId] });
  const debit = rows[0];
  if (!debit) return undefined;
  const failed = { status: 'failed', paidCents: 0, chargedBackCents: 0 } as const;
  const mandate = debit.valid ? await atProvider(deps.pool, debit.mandate_id) : null;
  if (!mandate) return failed;
  const asked = await deps.payments.debit(
    mandate,
    {
      cents: Number(debit.cents),
      reference: debit.reference,
      webhookUrl: `${deps.publicUrl}/webhooks/mollie`,
    },
    paymentId,
  );
  if (!asked) return { ...failed, refused: true };
  await deps.pool.query({ ...keepProvider, values: [paymentId, asked.id] });
  return asked;
}

/** The provider will have no debit by this mandate any more. */
export async function debitRefused(tx: PoolClient, paymentId: string, at: Instant): Promise<void> {
  const { rows } = await tx.query<DebitRow>({ ...readDebit, values: [paymentId] });
  if (rows[0]) await refuseMandate(tx, rows[0].mandate_id, at);
}

/**
 * The bank has said what came of it. Paid: the mandate has been used, and the balance is looked at again, for it may still be low.
 * Failed: nothing is topped up by itself until its holder says so again, and a renewal is paid by hand. Nothing for other payments.
 */
export async function debitSettled(
  tx: PoolClient,
  deps: Pick<Deps, 'releases'>,
  { paymentId, paid }: { paymentId: string; paid: boolean },
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<DebitRow>({ ...closeDebit, values: [paymentId] });
  const debit = rows[0];
  if (!debit) return;
  const {
    mandate_id: mandateId,
    balance_id: balanceId,
    renewal_id: renewalId,
    municipality_id,
    holder_id: holderId,
  } = debit;
  const subject = { municipalityId: municipality_id, holderId, paymentId, permitId: debit.permit_id };
  if (paid) {
    const { content } = await deps.releases.inForce(municipality_id, at, tx);
    const until = lapsesAt(at, content.municipality.timeZone);
    const { rowCount } = await tx.query({ ...useMandate, values: [mandateId, until] });
    if (rowCount === 1) await processWaitsUntil(tx, mandateProcess(mandateId), until);
    if (rowCount === 1) await command(tx, mandateId, 'mandate-changed', { mandateId });
    if (balanceId !== null) await command(tx, balanceId, 'alarm-crossed', { balanceId, crossingId: randomUUID() });
  } else {
    await record(tx, at, SYSTEM, subject, { kind: 'debit-failed', data: { paymentId, cents: Number(debit.cents) } });
    if (renewalId === null && debit.permit_id !== null)
      await stopOf(tx, { permitId: debit.permit_id, ground: 'debit-failed', actor: SYSTEM }, at);
  }
  if (paid) return; // what was paid for tells it
  const kind = renewalId === null ? 'top-up-debit-failed' : 'renewal-debit-failed';
  await tellHolderOfDebit(tx, { ...told(debit, paymentId), kind }, at);
}

/** A balance was filled by itself. Nothing for one that was topped up by hand: who does that looks on. */
export async function tellFilled(tx: PoolClient, paymentId: string, at: Instant): Promise<void> {
  const { rows } = await tx.query<DebitRow>({ ...readDebit, values: [paymentId] });
  if (rows[0]) await tellHolderOfDebit(tx, { ...told(rows[0], paymentId), kind: 'top-up-debited' }, at);
}

export const told = (debit: DebitRow, paymentId: string) => ({
  holderId: debit.holder_id,
  paymentId,
  ...(debit.permit_id !== null && { permitId: debit.permit_id }),
  ...(debit.renewal_id !== null && { renewalId: debit.renewal_id }),
  told: { debit: { iban: debit.iban ?? '', mandate: debit.number, cents: Number(debit.cents) } },
});

export interface DebitRow {
  mandate_id: string;
  valid: boolean;
  number: string;
  iban: string | null;
  balance_id: string | null;
  renewal_id: string | null;
  permit_id: string | null;
  municipality_id: string;
  holder_id: string;
  reference: string;
  cents: string;
}

const lockValid = statement(
  'lock-valid-mandate',
  `SELECT id, number, coalesce(iban_masked, '') AS iban FROM mandate
    WHERE holder_id = $1 AND status = 'valid' AND (renewals OR NOT $2) FOR UPDATE`,
);
const addDebit = statement(
  'add-debit',
  'INSERT INTO debit (payment_id, mandate_id, balance_id, renewal_id) VALUES ($1, $2, $3, $4)',
);
const DEBIT = `SELECT d.mandate_id, m.status = 'valid' AS valid, m.number, m.iban_masked AS iban, d.balance_id, d.renewal_id,
          coalesce(t.permit_id, r.permit_id) AS permit_id, p.municipality_id, p.holder_id, p.reference, p.cents
     FROM debit d JOIN mandate m ON m.id = d.mandate_id JOIN payment p ON p.id = d.payment_id
     JOIN payment_charge pc ON pc.payment_id = p.id
     LEFT JOIN top_up t ON t.charge_id = pc.charge_id
     LEFT JOIN renewal r ON r.id = d.renewal_id`;
export const readDebit = statement('read-debit', `${DEBIT} WHERE d.payment_id = $1`);
const closeDebit = statement(
  'close-debit',
  `WITH closed AS (UPDATE debit SET open = false WHERE payment_id = $1 AND open RETURNING payment_id)
   ${DEBIT} JOIN closed c ON c.payment_id = d.payment_id`,
);
const keepProvider = statement(
  'keep-provider-of-debit',
  `UPDATE payment SET provider_id = $2, status = CASE status WHEN 'starting' THEN 'open' ELSE status END WHERE id = $1`,
);
const useMandate = statement('use-mandate', `UPDATE mandate SET lapses_at = $2 WHERE id = $1 AND status = 'valid'`);
