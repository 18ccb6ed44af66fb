import { statement, type Db } from '../../activities/db/transaction.ts';
import type { Succession } from '../../workflows/contract/permit-application.ts';
import { type OpenBody } from './shapes.ts';

/**
 * What a permit takes the place of, by ids only. Whether the number an heir typed exists is not told: a person looks at it beside the deed.
 */
export async function successionOf(
  db: Db,
  municipalityId: string,
  { replacesPermitId, inheritsNumber }: OpenBody,
): Promise<{ succession?: Succession }> {
  if (replacesPermitId) return { succession: { permitId: replacesPermitId, inherited: false } };
  if (!inheritsNumber) return {};
  const { rows } = await db.query<{ id: string }>({
    ...findByNumber,
    values: [municipalityId, inheritsNumber.toUpperCase()],
  });
  return { succession: { permitId: rows[0]?.id ?? null, inherited: true } };
}

const findByNumber = statement(
  'find-permit-by-number',
  `SELECT id FROM permit WHERE municipality_id = $1 AND number = $2 AND status = 'issued'`,
);
