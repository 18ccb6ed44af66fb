import { areaOf } from '../../rules/municipalities/release.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/**
 * Tells the national register of a right and keeps when it said so: "visible to enforcement since" is that moment (BEYOND-006). The
 * register knows the right by our id, so a repeat changes nothing there. Throws when it does not answer.
 */
export async function registerRight(deps: Deps, { rightId }: { rightId: string }): Promise<void> {
  const right = await read(deps, rightId);
  if (!right || right.registered_at !== null || right.plate === null || right.since >= right.until) return;
  const release = await deps.releases.inForce(right.municipality_id, right.since.toISOString());
  const area = areaOf(release.content, right.areas[0]!);
  const { registerId } = await deps.rights.enrol({
    reference: rightId,
    areaManagerId: release.content.municipality.areaManagerId,
    areaId: area?.registerId ?? right.areas[0]!,
    usageId: right.usage_id,
    plate: right.plate,
    country: right.country,
    from: right.since.toISOString(),
    until: right.until.toISOString(),
  });
  await inTransaction(deps.pool, async (tx) => {
    const at = deps.clock();
    const { rowCount } = await tx.query({ ...keepRegistration, values: [rightId, registerId, at] });
    if (rowCount === 0) return;
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId: right.municipality_id, permitId: right.permit_id },
      {
        kind: 'right-registered',
        data: { rightId, registerId },
      },
    );
  });
}

/** Tells the national register that a right is over. Throws when it does not answer. */
export async function revokeRight(deps: Deps, { rightId }: { rightId: string }): Promise<void> {
  const right = await read(deps, rightId);
  if (!right || right.register_id === null || right.revoked_at !== null) return;
  await deps.rights.revoke(right.register_id, right.until.toISOString());
  await inTransaction(deps.pool, async (tx) => {
    const at = deps.clock();
    const { rowCount } = await tx.query({ ...keepRevocation, values: [rightId, at] });
    if (rowCount === 0) return;
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId: right.municipality_id, permitId: right.permit_id },
      {
        kind: 'right-revoked',
        data: { rightId },
      },
    );
  });
}

interface RightRow {
  municipality_id: string;
  permit_id: string | null;
  country: string;
  plate: string | null;
  areas: string[];
  since: Date;
  until: Date;
  usage_id: string;
  register_id: string | null;
  registered_at: Date | null;
  revoked_at: Date | null;
}

async function read(deps: Deps, rightId: string): Promise<RightRow | undefined> {
  const { rows } = await deps.pool.query<RightRow>({ ...readRight, values: [rightId] });
  return rows[0];
}

const readRight = statement(
  'read-right',
  `SELECT municipality_id, permit_id, country, plate, areas, since, until, usage_id, register_id, registered_at, revoked_at
     FROM parking_right WHERE id = $1`,
);
const keepRegistration = statement(
  'keep-registration',
  'UPDATE parking_right SET register_id = $2, registered_at = $3 WHERE id = $1 AND registered_at IS NULL',
);
const keepRevocation = statement(
  'keep-revocation',
  'UPDATE parking_right SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
);
