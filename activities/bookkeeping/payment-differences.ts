import { type Actor } from '../../rules/audit.ts';
import { canBeBooked, type DifferenceKind, type Explanation } from '../../rules/bookkeeping/provider.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { closeIncident } from '../db/stores/incidents.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface ByFinance {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

/** Says why a difference is as it should be; it is asked again when its amounts change. */
export function explainDifference(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor, explanation }: ByFinance & { explanation: Explanation },
  at: Instant,
): Promise<{ outcome: 'changed' } | Refusal<'not-found' | 'difference-over'>> {
  return inTransaction(pool, async (tx) => {
    const difference = await lockOpen(tx, id, municipalityId);
    if ('ground' in difference) return difference;
    await tx.query({ ...explain, values: [id, explanation, actor.id, at] });
    await closeIncident(tx, 'payment-difference', id, at);
    const data = { differenceId: id, explanation };
    await record(tx, at, actor, { municipalityId }, { kind: 'payment-difference-explained', data });
    return { outcome: 'changed' };
  });
}

/** Has the provider asked once more about its payment, and books what it says; the next match sees both sides agree. */
export function bookDifference(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor }: ByFinance,
  at: Instant,
): Promise<{ outcome: 'changed' } | Refusal<'not-found' | 'difference-over' | 'cannot-be-booked'>> {
  return inTransaction(pool, async (tx) => {
    const difference = await lockOpen(tx, id, municipalityId);
    if ('ground' in difference) return difference;
    const { kind, payment_id: paymentId, provider_cents, books_cents } = difference;
    const amounts = { providerCents: Number(provider_cents), booksCents: Number(books_cents) };
    if (paymentId === null || !canBeBooked({ kind, paymentId, ...amounts }))
      return refuse('cannot-be-booked', {}, 'explain-difference');
    await command(tx, paymentId, 'payment-hint', { paymentId });
    const data = { differenceId: id, paymentId };
    await record(tx, at, actor, { municipalityId, paymentId }, { kind: 'payment-difference-booked', data });
    return { outcome: 'changed' };
  });
}

interface OpenRow {
  kind: DifferenceKind;
  payment_id: string | null;
  provider_cents: string;
  books_cents: string;
  over: boolean;
}

async function lockOpen(
  tx: Db,
  id: string,
  municipalityId: string,
): Promise<OpenRow | Refusal<'not-found' | 'difference-over'>> {
  const { rows } = await tx.query<OpenRow>({ ...lock, values: [id, municipalityId] });
  if (!rows[0]) return refuse('not-found');
  return rows[0].over ? refuse('difference-over', {}, 'look-again') : rows[0];
}

/** A payment nobody here knows of may be anybody's: whoever finds out says so. */
const lock = statement(
  'lock-payment-difference',
  `SELECT kind, payment_id, provider_cents, books_cents, gone_at IS NOT NULL OR explained_at IS NOT NULL AS over FROM payment_difference
    WHERE id = $1 AND coalesce(municipality_id, $2) = $2 FOR UPDATE`,
);
const explain = statement(
  'explain-payment-difference',
  'UPDATE payment_difference SET explanation = $2, explained_by = $3, explained_at = $4 WHERE id = $1',
);
