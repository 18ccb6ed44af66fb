import { createHash } from 'node:crypto';
import { areaOf } from '../../rules/municipalities/release.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/**
 * Tells the national register of a right and keeps when it said so: "visible to enforcement since" is that moment (BEYOND-006). The
 * register knows the right by our id and holds a repeat to the same words, so the end it was first asked for stands, even when the right
 * was cut short before we had its answer: `revokeRight` tells that. Throws when it does not answer.
 */
export async function registerRight(deps: Deps, { rightId }: { rightId: string }): Promise<void> {
  const { rows } = await deps.pool.query<RightToEnrol>({ ...beginEnrolment, values: [rightId] });
  const [right] = rows;
  if (!right) return;
  const release = await deps.releases.inForce(right.municipality_id, right.since.toISOString());
  const [first, ...others] = right.areas as [string, ...string[]];
  const enrol = (reference: string, areaId: string) =>
    deps.rights.enrol({
      reference,
      areaManagerId: release.content.municipality.areaManagerId,
      areaId: areaOf(release.content, areaId)?.registerId ?? areaId,
      usageId: right.usage_id,
      plate: right.plate,
      country: right.country,
      from: right.since.toISOString(),
      until: right.enrolled_until.toISOString(),
    });
  const { registerId } = await enrol(rightId, first);
  // The register knows one area to a right. Who moves house has a right in two; its reference is the same whenever it is asked again.
  const elsewhere: string[] = [];
  if (right.kind === 'permit')
    for (const areaId of others) elsewhere.push((await enrol(referenceIn(rightId, areaId), areaId)).registerId);
  await inTransaction(deps.pool, async (tx) => {
    const at = deps.clock();
    const { rowCount } = await tx.query({ ...keepRegistration, values: [rightId, registerId, at, elsewhere] });
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
  const { rows } = await deps.pool.query<RightToRevoke>({ ...readRegistered, values: [rightId] });
  const [right] = rows;
  if (!right) return;
  for (const registerId of [right.register_id, ...right.register_ids_elsewhere])
    await deps.rights.revoke(registerId, right.until.toISOString());
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

interface RightToEnrol {
  municipality_id: string;
  permit_id: string | null;
  country: string;
  plate: string;
  areas: string[];
  since: Date;
  enrolled_until: Date;
  usage_id: string;
  kind: string;
}

/** One right in one area, by a name of its own that is the same every time. */
const referenceIn = (rightId: string, areaId: string): string => {
  const hex = createHash('sha256').update(`${rightId} ${areaId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};

interface RightToRevoke {
  municipality_id: string;
  permit_id: string | null;
  until: Date;
  register_id: string;
  register_ids_elsewhere: string[];
}

const beginEnrolment = statement(
  'begin-enrolment',
  `UPDATE parking_right SET enrolled_until = coalesce(enrolled_until, until)
    WHERE id = $1 AND registered_at IS NULL AND plate IS NOT NULL AND since < coalesce(enrolled_until, until)
   RETURNING municipality_id, permit_id, country, plate, areas, since, enrolled_until, usage_id, kind`,
);
const readRegistered = statement(
  'read-registered-right',
  `SELECT municipality_id, permit_id, until, register_id, register_ids_elsewhere FROM parking_right
    WHERE id = $1 AND register_id IS NOT NULL AND revoked_at IS NULL`,
);
const keepRegistration = statement(
  'keep-registration',
  'UPDATE parking_right SET register_id = $2, registered_at = $3, register_ids_elsewhere = $4 WHERE id = $1 AND registered_at IS NULL',
);
const keepRevocation = statement(
  'keep-revocation',
  'UPDATE parking_right SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
);
