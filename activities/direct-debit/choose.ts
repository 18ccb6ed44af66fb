import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { decideAutomaticTopUp, type AutomaticChoice, type WhyStopped } from '../../rules/direct-debit/terms.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { record } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { topUpState } from '../balances/top-up.ts';
import { type Deps } from '../ports.ts';

export interface ChooseTopUp {
  permitId: string;
  holderId: string;
  choice: AutomaticChoice;
  actor: Actor;
}

/**
 * Has a balance topped up by itself from now on (automatisch opwaarderen). Who is below the threshold already is topped up at once;
 * choosing again also takes away what stopped it.
 */
export function chooseAutomaticTopUp(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { permitId, holderId, choice, actor }: ChooseTopUp,
  at: Instant,
): Promise<{ outcome: 'chosen' } | Refusal> {
  return inTransaction(deps.pool, async (tx): Promise<{ outcome: 'chosen' } | Refusal> => {
    const state = await topUpState(tx, deps, permitId, at, { lock: true });
    if (state?.holderId !== holderId) return refuse('automatic-top-up-not-offered', {}, 'choose-other-product');
    const { rows } = await tx.query<{ id: string }>({ ...lockMandateOf, values: [holderId] });
    const mandateId = rows[0]?.id;
    const { facts, municipalityId } = state;
    const { status, blocked, validity } = facts.permit;
    const permitInForce = status === 'issued' && !blocked && at < validity.to;
    const decided = decideAutomaticTopUp(choice, facts.terms, { hasMandate: mandateId !== undefined, permitInForce });
    if (isRefusal(decided)) return decided;
    const { unit } = decided as { unit: Unit };
    const { optionId, threshold } = choice;
    await tx.query({ ...keepChoice, values: [permitId, mandateId, optionId, unit, threshold, at] });
    const { rows: balances } = await tx.query<{ id: string }>({ ...watch, values: [permitId, unit] });
    await lookAt(tx, balances);
    const data = { permitId, optionId, threshold };
    await record(tx, at, actor, { municipalityId, holderId, permitId }, { kind: 'top-up-automated', data });
    return { outcome: 'chosen' };
  });
}

/** Its mandate is good now: what is below its threshold already is topped up. */
export async function lookAtAllOf(tx: Db, mandateId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({ ...findBalances, values: [mandateId] });
  await lookAt(tx, rows);
}

async function lookAt(tx: Db, balances: readonly { id: string }[]): Promise<void> {
  for (const { id: balanceId } of balances)
    await command(tx, balanceId, 'alarm-crossed', { balanceId, crossingId: randomUUID() });
}

/** From now on it is topped up by hand: said by its holder, or by whoever parks with it. */
export function stopAutomaticTopUp(
  { pool }: Pick<Deps, 'pool'>,
  { permitId, ground, actor }: { permitId: string; ground: WhyStopped; actor: Actor },
  at: Instant,
): Promise<void> {
  return inTransaction(pool, (tx) => stopOf(tx, { permitId, ground, actor }, at).then(() => undefined));
}

/** False when it did not run. */
export async function stopOf(
  tx: Db,
  { permitId, ground, actor }: { permitId: string; ground: WhyStopped; actor: Actor },
  at: Instant,
): Promise<boolean> {
  const { rows } = await tx.query<StoppedRow>({ ...stop, values: [permitId, at, ground] });
  const [row] = rows;
  if (!row) return false;
  await tx.query({ ...unwatch, values: [permitId, row.unit] });
  const subject = { municipalityId: row.municipality_id, holderId: row.holder_id, permitId };
  await record(tx, at, actor, subject, { kind: 'top-up-by-hand-again', data: { permitId, ground } });
  return true;
}

/** Its mandate is over: nothing is topped up by it any more. */
export async function stopAllOf(tx: Db, mandateId: string, ground: WhyStopped, actor: Actor, at: Instant) {
  const { rows } = await tx.query<{ permit_id: string }>({ ...findByMandate, values: [mandateId] });
  for (const { permit_id: permitId } of rows) await stopOf(tx, { permitId, ground, actor }, at);
}

interface StoppedRow {
  unit: Unit;
  municipality_id: string;
  holder_id: string;
}

/** One that is asked for and not there yet is enough: it is used when it is. */
const lockMandateOf = statement(
  'lock-mandate-of-holder',
  'SELECT id FROM mandate WHERE holder_id = $1 AND closed_at IS NULL FOR UPDATE',
);
const keepChoice = statement(
  'keep-automatic-top-up',
  `INSERT INTO automatic_top_up (permit_id, mandate_id, option_id, unit, threshold, set_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (permit_id) DO UPDATE
      SET mandate_id = excluded.mandate_id, option_id = excluded.option_id, unit = excluded.unit, threshold = excluded.threshold,
          set_at = excluded.set_at, stopped_at = NULL, stopped_ground = NULL`,
);
/** From here on no booking passes unnoticed: one under way is waited for, a later one finds the choice. */
const watch = statement(
  'watch-balances-to-top-up',
  `UPDATE balance b SET alarmed = true FROM permit_balance pb WHERE pb.permit_id = $1 AND b.id = pb.balance_id AND b.unit = $2 RETURNING b.id`,
);
const stop = statement(
  'stop-automatic-top-up',
  `UPDATE automatic_top_up t SET stopped_at = $2, stopped_ground = $3 FROM permit p
    WHERE t.permit_id = $1 AND t.stopped_at IS NULL AND p.id = t.permit_id
   RETURNING t.unit, p.municipality_id, p.holder_id`,
);
const unwatch = statement(
  'unwatch-balances',
  `UPDATE balance b SET alarmed = false FROM permit_balance pb
    WHERE pb.permit_id = $1 AND b.id = pb.balance_id AND b.unit = $2
      AND NOT EXISTS (SELECT FROM permit_balance other JOIN balance_alarm a ON a.permit_id = other.permit_id AND a.unit = b.unit
                       WHERE other.balance_id = b.id)
      AND NOT EXISTS (SELECT FROM permit_balance other JOIN automatic_top_up t ON t.permit_id = other.permit_id AND t.unit = b.unit
                       WHERE other.balance_id = b.id AND t.stopped_at IS NULL)`,
);
const findByMandate = statement(
  'find-automatic-top-ups',
  'SELECT permit_id FROM automatic_top_up WHERE mandate_id = $1 AND stopped_at IS NULL ORDER BY permit_id',
);
const findBalances = statement(
  'find-balances-to-top-up',
  `SELECT b.id FROM automatic_top_up t JOIN permit_balance pb ON pb.permit_id = t.permit_id JOIN balance b ON b.id = pb.balance_id AND b.unit = t.unit
    WHERE t.mandate_id = $1 AND t.stopped_at IS NULL ORDER BY b.id`,
);
