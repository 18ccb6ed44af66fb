import { type PlateChangeDeadline } from '../../rules/plate-changes/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse } from '../../rules/values/refusal.ts';
import type { PlateChanged, PlateChangeState } from '../../workflows/contract/plate-change.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { closeTask, escalate } from '../db/stores/tasks.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { readPlateChange, savePlateChange, stateOf, subjectOf, type PlateChange } from './change.ts';
import { dropFee, returnFee } from './fee.ts';
import { finishOverlap, goBack, mailHolder, takeEffect } from './settle.ts';

export interface Reached {
  plateChangeId: string;
  kind: PlateChangeDeadline['kind'];
  /** In which version the deadline was set; a change that moved on has other deadlines. */
  version: number;
  at: Instant;
  key: string;
}

/** What happens by itself: remind, lapse, warn that a term ends, count, stop counting beside another, go back. */
export function reachPlateChangeDeadline(
  deps: Deps,
  { plateChangeId, kind, version, at, key }: Reached,
): Promise<PlateChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<PlateChanged> => {
      const change = await readPlateChange(tx, deps, plateChangeId);
      if (!change) return refuse('not-found');
      if (change.version !== version) return { outcome: 'changed', state: stateOf(change) };
      return { outcome: 'changed', state: await reach(tx, change, kind, at) };
    }),
  );
}

async function reach(
  tx: Db,
  change: PlateChange,
  kind: PlateChangeDeadline['kind'],
  at: Instant,
): Promise<PlateChangeState> {
  switch (kind) {
    case 'remind':
      await mailHolder(
        tx,
        change,
        change.status === 'awaiting-payment' ? 'plate-change-payment' : 'plate-change-documents',
        at,
      );
      await record(tx, at, SYSTEM, subjectOf(change), { kind: 'reminder-sent', data: { status: change.status } });
      return savePlateChange(tx, change, {}, at);
    case 'lapse':
      // What was paid a moment ago wins over a term that ends now.
      if (!(await dropFee(tx, change.id, 'lapsed', at))) return stateOf(change);
      await closeTask(tx, change.id, at);
      await mailHolder(tx, change, 'plate-change-lapsed', at);
      await record(tx, at, SYSTEM, subjectOf(change), {
        kind: 'plate-change-ended',
        data: { plateChangeId: change.id, status: 'lapsed' },
      });
      return savePlateChange(tx, change, { status: 'lapsed' }, at);
    case 'target':
    case 'legal-term':
      await escalate(tx, change.id, kind === 'target' ? 'target' : 'legal');
      await record(tx, at, SYSTEM, subjectOf(change), { kind: 'term-reached', data: { kind } });
      return savePlateChange(tx, change, {}, at);
    case 'take-effect':
      return takeEffect(tx, change, {}, at);
    case 'end-overlap':
      return finishOverlap(tx, change, at);
    case 'give-back':
      return goBack(tx, change, at);
    default:
      return kind satisfies never;
  }
}

/** What became of a change that something else has ended. */
export function readPlateChangeState(
  deps: Deps,
  { plateChangeId }: { plateChangeId: string; at: Instant },
): Promise<PlateChanged> {
  return inTransaction(deps.pool, async (tx): Promise<PlateChanged> => {
    const change = await readPlateChange(tx, deps, plateChangeId);
    return change ? { outcome: 'changed', state: stateOf(change) } : refuse('not-found');
  });
}

/** A permit that ends takes its changes along: their fees leave the cart or go back, staff need not look, and processes are told. */
export async function stopPlateChanges(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  permitId: string,
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; status: string }>({ ...endChanges, values: [permitId, at] });
  for (const { id: plateChangeId, status } of rows) {
    if (status === 'lapsed') await returnFee(tx, deps, plateChangeId, { status, actor: SYSTEM }, at);
    await closeTask(tx, plateChangeId, at);
    await command(tx, plateChangeId, 'plate-change-stopped', { plateChangeId });
  }
}

const endChanges = statement(
  'end-plate-changes',
  `UPDATE plate_change
      SET status = CASE WHEN status <> 'changed' THEN 'lapsed' WHEN act = 'temporary' THEN 'returned' ELSE 'changed' END,
          ground = 'permit-not-in-force', status_since = $2, deadlines = '[]', closed_at = $2, version = version + 1
    WHERE permit_id = $1 AND closed_at IS NULL
   RETURNING id, status`,
);
