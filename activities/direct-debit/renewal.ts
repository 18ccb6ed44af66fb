import { type PoolClient } from 'pg';
import { renewalDebitAt } from '../../rules/direct-debit/terms.ts';
import { lapsesAt } from '../../rules/renewals/terms.ts';
import { civilDateOf, type TimeZone } from '../../rules/values/civil-day.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { lockUnpaidCharge } from '../renewals/charge.ts';
import { subjectOf, type RenewalCase } from '../renewals/dossier.ts';
import { tellHolder } from '../renewals/tell.ts';
import { lockLeave, openDebit, type LeaveToDebit } from './debit.ts';
import { tellHolderOfDebit } from './tell.ts';

/**
 * Whoever gave leave for renewals hears on which day how much is debited. Gives that day; null where it is paid in the ordinary way: the
 * product is not debited, there is no leave, it would be too late, or there is nowhere to announce it.
 */
export async function announceDebit(tx: Db, renewal: RenewalCase, at: Instant): Promise<Instant | null> {
  const { id, terms, offer, timeZone, holder, holderId, permitId, municipalityId, permit } = renewal;
  const until = lapsesAt(terms, offer.since, timeZone);
  const debitAt = renewalDebitAt(terms.debit, { since: offer.since, announcedAt: at, lapsesAt: until }, timeZone);
  if (debitAt === null || holder.email === null || holder.bounced) return null;
  const { applicationId } = permit;
  const about = { id, holderId, permitId, municipalityId, applicationId, cents: offer.cents, timeZone };
  return (await tellDebit(tx, about, debitAt, at)) ? debitAt : null;
}

interface AnnouncedRenewal {
  id: string;
  holderId: string;
  permitId: string;
  municipalityId: string;
  applicationId: string;
  cents: Cents;
  timeZone: TimeZone;
}

/** False when there is no leave. */
export async function tellDebit(tx: Db, renewal: AnnouncedRenewal, debitAt: Instant, at: Instant): Promise<boolean> {
  const { id: renewalId, holderId, permitId, municipalityId, applicationId, cents, timeZone } = renewal;
  const mandate = await readLeave(tx, holderId);
  if (!mandate) return false;
  const on = civilDateOf(debitAt, timeZone);
  const told = { on, debit: { iban: mandate.iban, mandate: mandate.number, cents } };
  await tellHolderOfDebit(tx, { holderId, kind: 'renewal-debit-announced', permitId, renewalId, told }, at);
  const subject = { municipalityId, holderId, permitId, applicationId };
  await record(tx, at, SYSTEM, subject, { kind: 'debit-announced', data: { renewalId, on, cents } });
  return true;
}

/**
 * The announced day is there: the bank is asked once. Not for what is being paid by hand or was paid; and where the leave is gone, or
 * mail proved not to arrive, its holder is asked to pay in the ordinary way.
 */
export async function debitRenewal(tx: PoolClient, renewal: RenewalCase, at: Instant): Promise<RenewalCase> {
  const { id: renewalId, municipalityId, holderId, permitId, holder, permit } = renewal;
  const mandate = holder.bounced ? null : await lockLeave(tx, holderId, 'renewals');
  const charge = await lockUnpaidCharge(tx, renewalId);
  if (!charge) return renewal;
  if (!mandate) {
    await tellHolder(tx, renewal, 'renewal-to-pay', at);
    await record(tx, at, SYSTEM, subjectOf(renewal), { kind: 'reminder-sent', data: { status: renewal.status } });
    return renewal;
  }
  const debit = { municipalityId, holderId, permitId, applicationId: permit.applicationId, mandate };
  await openDebit(tx, { ...debit, chargeId: charge.id, cents: charge.cents, for: { renewalId } }, at);
  return { ...renewal, debiting: true };
}

async function readLeave(tx: Db, holderId: string): Promise<LeaveToDebit | null> {
  const { rows } = await tx.query<LeaveToDebit>({ ...readValid, values: [holderId] });
  return rows[0] ?? null;
}

const readValid = statement(
  'read-mandate-for-renewals',
  `SELECT id, number, coalesce(iban_masked, '') AS iban FROM mandate WHERE holder_id = $1 AND status = 'valid' AND renewals`,
);
