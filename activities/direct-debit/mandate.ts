import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { moveMandate, type MandateMove, type MandateStatus } from '../../rules/direct-debit/mandate-status.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { epoch, type Instant } from '../../rules/values/moment.ts';
import { mandateId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import type { MandateChanged, MandateState } from '../../workflows/contract/mandate.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { closeProcess, command, processWaitsUntil } from '../db/stores/outbox.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps, type MandateAtProvider } from '../ports.ts';
import { lookAtAllOf, stopAllOf } from './choose.ts';
import { tellHolderOfDebit } from './tell.ts';

export async function mandateState(deps: Deps, { mandateId }: { mandateId: string }): Promise<MandateState> {
  const { rows } = await deps.pool.query<MandateRow>({ ...readMandate, values: [mandateId] });
  if (!rows[0]) throw new Error(`mandate ${mandateId} is gone`);
  return stateOf(rows[0]);
}

/**
 * Has the provider take it; from then on nobody here knows the number of the account. An account that is no good ends it. Throws
 * `Unavailable`.
 */
export async function registerMandate(
  deps: Deps,
  { mandateId, at }: { mandateId: string; at: Instant },
): Promise<MandateState> {
  const { rows } = await deps.pool.query<MandateRow>({ ...readMandate, values: [mandateId] });
  const known = rows[0];
  if (!known) throw new Error(`mandate ${mandateId} is gone`);
  if (known.status !== 'requested' || !known.iban_sealed || !known.name_sealed) return stateOf(known);
  const { content } = await deps.releases.inForce(known.municipality_id, at);
  const given = await deps.payments.mandate(
    {
      iban: deps.vault.open(known.iban_sealed).toString(),
      name: deps.vault.open(known.name_sealed).toString(),
      reference: known.number,
      signedOn: civilDateOf(known.consented_at.toISOString(), content.municipality.timeZone),
    },
    mandateId,
  );
  return inTransaction(deps.pool, async (tx) => {
    // Kept also when it was revoked meanwhile: then the provider has one to give up.
    if (given) await tx.query({ ...keepProvider, values: [mandateId, given.customerId, given.mandateId] });
    const state = await move(tx, mandateId, given ? 'accept' : 'refuse', SYSTEM, at);
    if (state.status === 'valid') await processWaitsUntil(tx, processIdOf(mandateId), state.lapsesAt);
    return state;
  });
}

/** Whoever gave it takes it back: from this moment nothing more is debited (intrekken). */
export function revokeMandate(
  deps: Deps,
  { mandateId, actor, at, key }: { mandateId: string; actor: Actor; at: Instant; key: string },
): Promise<MandateChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<MandateChanged> => {
      const { rows } = await tx.query<MandateRow>({ ...lockMandate, values: [mandateId] });
      const allowed = moveMandate(rows[0]?.status ?? 'revoked', 'revoke');
      if (isRefusal(allowed)) return allowed;
      return { outcome: 'changed', state: await move(tx, mandateId, 'revoke', actor, at) };
    }),
  );
}

/** Unused for so long that it lapses; one that was used meanwhile waits on. */
export function lapseMandate(deps: Deps, { mandateId, at }: { mandateId: string; at: Instant }): Promise<MandateState> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<MandateRow>({ ...lockMandate, values: [mandateId] });
    const state = stateOf(rows[0]!);
    if (state.status === 'valid' && epoch(state.lapsesAt) <= epoch(at)) return move(tx, mandateId, 'lapse', SYSTEM, at);
    await processWaitsUntil(tx, processIdOf(mandateId), state.status === 'valid' ? state.lapsesAt : null);
    return state;
  });
}

/** The provider said at a debit that the bank's leave is gone. Its process hears of it. */
export async function refuseMandate(tx: PoolClient, mandateId: string, at: Instant): Promise<void> {
  await move(tx, mandateId, 'refuse', SYSTEM, at);
  await command(tx, mandateId, 'mandate-changed', { mandateId });
}

/** Gives it up at the provider, too. Throws `Unavailable`. */
export async function dropMandate(deps: Deps, { mandateId }: { mandateId: string }): Promise<void> {
  const given = await atProvider(deps.pool, mandateId);
  if (given) await deps.payments.revokeMandate(given);
}

export async function closeMandate(deps: Deps, { mandateId, at }: { mandateId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(mandateId), at);
}

/** Moves it where that is allowed, and tells its holder; what is topped up by it is so no longer. Otherwise it stays as it is. */
async function move(tx: Db, mandateId: string, how: MandateMove, actor: Actor, at: Instant): Promise<MandateState> {
  const { rows } = await tx.query<MandateRow>({ ...lockMandate, values: [mandateId] });
  const row = rows[0]!;
  const moved = moveMandate(row.status, how);
  if (isRefusal(moved)) return stateOf(row);
  const { next } = moved as { next: MandateStatus };
  await tx.query({ ...setStatus, values: [mandateId, next, at, next === 'valid' ? null : at] });
  const { municipality_id: municipalityId, holder_id: holderId, iban_masked: iban, number: mandate } = row;
  const subject = { municipalityId, holderId };
  const data = { mandateId, status: next };
  await record(tx, at, actor, subject, next === 'valid' ? { kind: 'mandate-valid', data: { mandateId } } : { kind: 'mandate-ended', data }); // prettier-ignore
  if (next === 'valid') await lookAtAllOf(tx, mandateId);
  else await stopAllOf(tx, mandateId, 'mandate-over', actor, at);
  const told = { debit: { iban: iban ?? '', mandate }, ...(next !== 'valid' && { ground: `mandate-${next}` }) };
  await tellHolderOfDebit(tx, { holderId, kind: next === 'valid' ? 'mandate-valid' : 'mandate-ended', told }, at);
  return { status: next, lapsesAt: row.lapses_at.toISOString() };
}

/** Which one it is at the provider; null while it has none. */
export async function atProvider(db: Db, mandateId: string): Promise<MandateAtProvider | null> {
  const { rows } = await db.query<{ customer: string | null; mandate: string | null }>({
    ...readProvider,
    values: [mandateId],
  });
  const { customer, mandate } = rows[0] ?? {};
  return customer && mandate ? { customerId: customer, mandateId: mandate } : null;
}

const stateOf = ({ status, lapses_at }: MandateRow): MandateState => ({ status, lapsesAt: lapses_at.toISOString() });

interface MandateRow {
  municipality_id: string;
  holder_id: string;
  number: string;
  status: MandateStatus;
  iban_masked: string | null;
  iban_sealed: Buffer | null;
  name_sealed: Buffer | null;
  consented_at: Date;
  lapses_at: Date;
}

const MANDATE = `SELECT municipality_id, holder_id, number, status, iban_masked, iban_sealed, name_sealed, consented_at, lapses_at
     FROM mandate WHERE id = $1`;
const readMandate = statement('read-mandate', MANDATE);
const lockMandate = statement('lock-mandate', `${MANDATE} FOR UPDATE`);
const keepProvider = statement(
  'keep-provider-mandate',
  'UPDATE mandate SET provider_customer_id = $2, provider_mandate_id = $3 WHERE id = $1',
);
const readProvider = statement(
  'read-provider-mandate',
  'SELECT provider_customer_id AS customer, provider_mandate_id AS mandate FROM mandate WHERE id = $1',
);
const setStatus = statement(
  'set-mandate-status',
  `UPDATE mandate SET status = $2, status_since = $3, closed_at = $4, iban_sealed = NULL, name_sealed = NULL WHERE id = $1`,
);
