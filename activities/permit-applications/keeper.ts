import { mayMove } from '../../rules/permit-applications/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Keeper } from '../../rules/vehicles.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, once, statement } from '../db/transaction.ts';
import { Unavailable, type Deps } from '../ports.ts';
import { subjectOf, type Changed } from './act.ts';
import { saveFilling, withPlates } from './answer.ts';
import { readDossier, stateOf } from './dossier.ts';

export interface KeeperQuestion {
  applicationId: string;
  plateId: string;
}

/**
 * Asks the vehicle register whether a plate is in the applicant's name (kentekencontrole, PORTAL-039). Only the answer leaves this
 * step; throws when the register does not answer.
 */
export async function askKeeper(deps: Deps, { applicationId, plateId }: KeeperQuestion): Promise<{ keeper: Keeper }> {
  const { rows } = await deps.pool.query<RegisterQuestion>({
    ...readQuestion,
    values: [plateId, applicationId],
  });
  if (!rows[0]) return { keeper: 'unknown' };
  return askRegister(deps, rows[0], ({ vehicle, colour, zeroEmission }) =>
    deps.pool.query({ ...writeVehicle, values: [plateId, vehicle, colour, zeroEmission] }),
  );
}

export interface RegisterQuestion {
  plate: string;
  subject_type: string;
  subject_sealed: Buffer;
}

/** Is this plate in the name of this person? What the register tells of the car itself is kept beside the plate. Throws `Unavailable`. */
export async function askRegister(
  deps: Deps,
  { plate, subject_type: type, subject_sealed: sealed }: RegisterQuestion,
  keep: (car: { vehicle: string; colour: string | null; zeroEmission: boolean | null }) => Promise<unknown>,
): Promise<{ keeper: Keeper }> {
  if (type !== 'bsn') return { keeper: 'unknown' };
  const value = deps.vault.open(sealed).toString('utf8');
  const [keeper] = await Promise.all([
    deps.vehicles.keeperOf(plate, { type: 'bsn', value }),
    describe(deps, plate, keep),
  ]);
  return { keeper };
}

/**
 * Colour and make, so that a person recognises the car, and its emission, which a price may follow from. Without an answer the plate
 * stands alone, at the listed price.
 */
async function describe(deps: Deps, plate: string, keep: Parameters<typeof askRegister>[2]): Promise<void> {
  try {
    const [found, zeroEmission] = await Promise.all([
      deps.vehicles.describe(plate),
      deps.vehicles.isZeroEmission(plate),
    ]);
    if (!found) return;
    await keep({ vehicle: [found.make, found.model].join(' ').trim(), colour: found.colour, zeroEmission });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    deps.log.info('vehicle data do not answer; a plate is shown without a description');
  }
}

/** Writes the answer, or that there was none; the wizard's steps follow from it. A plate taken back meanwhile is let go. */
export function recordKeeper(
  deps: Deps,
  command: KeeperQuestion & { keeper: Keeper; at: Instant; key: string },
): Promise<Changed> {
  const { applicationId, plateId, keeper, at, key } = command;
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<Changed> => {
      const dossier = await readDossier(tx, deps, applicationId, at);
      if (!dossier) throw new Error(`application ${applicationId} is gone`);
      const { rows } = await tx.query<{ position: number }>({ ...writeKeeper, values: [plateId, keeper, at] });
      if (!rows[0]) return { outcome: 'changed', state: stateOf(dossier) };
      await record(tx, at, SYSTEM, subjectOf(dossier), {
        kind: 'keeper-asked',
        data: { plate: rows[0].position + 1, answer: keeper },
      });
      // While the register took its time the applicant may have withdrawn, or staff have the case: then nothing is filled in any more.
      const filling = mayMove(dossier.status, 'answer').outcome === 'allow';
      if (!filling) return { outcome: 'changed', state: stateOf(dossier) };
      const answers = await withPlates(tx, dossier, dossier.answers);
      return { outcome: 'changed', state: await saveFilling(tx, dossier, answers, at) };
    }),
  );
}

const readQuestion = statement(
  'read-keeper-question',
  `SELECT p.plate, h.subject_type, h.subject_sealed
     FROM application_plate p JOIN application a ON a.id = p.application_id JOIN holder h ON h.id = a.holder_id
    WHERE p.id = $1 AND p.application_id = $2`,
);
const writeKeeper = statement(
  'write-keeper',
  'UPDATE application_plate SET keeper = $2, keeper_asked_at = $3 WHERE id = $1 RETURNING position',
);
const writeVehicle = statement(
  'write-plate-vehicle',
  'UPDATE application_plate SET vehicle = $2, colour = $3, zero_emission = $4 WHERE id = $1',
);
