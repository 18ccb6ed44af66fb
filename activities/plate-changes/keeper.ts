import { mayMove } from '../../rules/plate-changes/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Keeper } from '../../rules/vehicles.ts';
import type { PlateChanged } from '../../workflows/contract/plate-change.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, once, statement } from '../db/transaction.ts';
import { askRegister, type RegisterQuestion } from '../permit-applications/keeper.ts';
import { type Deps } from '../ports.ts';
import { filling } from './answer.ts';
import { readPlateChange, savePlateChange, stateOf, subjectOf } from './change.ts';

/** Asks the vehicle register whether the plate that comes is in the holder's name; only the answer leaves this step. */
export async function askKeeperOfChange(
  deps: Deps,
  { plateChangeId }: { plateChangeId: string },
): Promise<{ keeper: Keeper }> {
  const { rows } = await deps.pool.query<RegisterQuestion>({ ...readQuestion, values: [plateChangeId] });
  if (!rows[0]) return { keeper: 'unknown' };
  return askRegister(deps, rows[0], ({ vehicle, colour, zeroEmission }) =>
    deps.pool.query({ ...writeVehicle, values: [plateChangeId, vehicle, colour, zeroEmission] }),
  );
}

/** Writes the answer, or that there was none: whether proof is asked follows from it. */
export function recordKeeperOfChange(
  deps: Deps,
  { plateChangeId, keeper, at, key }: { plateChangeId: string; keeper: Keeper; at: Instant; key: string },
): Promise<PlateChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<PlateChanged> => {
      const change = await readPlateChange(tx, deps, plateChangeId);
      if (!change) throw new Error(`plate change ${plateChangeId} is gone`);
      // Withdrawn while the register took its time: nothing is filled in any more.
      if (mayMove(change.status, 'answer-keeper').outcome !== 'allow' || !change.plate)
        return { outcome: 'changed', state: stateOf(change) };
      await tx.query({ ...writeKeeper, values: [plateChangeId, keeper] });
      await record(tx, at, SYSTEM, subjectOf(change), { kind: 'keeper-asked', data: { plate: 1, answer: keeper } });
      const known = { ...change, plate: { ...change.plate, keeper } };
      return {
        outcome: 'changed',
        state: await savePlateChange(tx, known, { status: filling(known, known.documents) }, at),
      };
    }),
  );
}

const readQuestion = statement(
  'read-keeper-question-of-change',
  `SELECT n.plate, h.subject_type, h.subject_sealed FROM plate_change n JOIN holder h ON h.id = n.holder_id
    WHERE n.id = $1 AND n.plate IS NOT NULL`,
);
const writeKeeper = statement('write-keeper-of-change', 'UPDATE plate_change SET keeper = $2 WHERE id = $1');
const writeVehicle = statement(
  'write-vehicle-of-change',
  'UPDATE plate_change SET vehicle = $2, colour = $3, zero_emission = $4 WHERE id = $1',
);
