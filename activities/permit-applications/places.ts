import { statement, type Db } from '../db/transaction.ts';
import { type Dossier } from './dossier.ts';

/** Places given out for the chosen area, this application's own not counted. */
export async function placesTaken(tx: Db, { id, municipalityId, product, answers }: Dossier): Promise<number> {
  const { rows } = await tx.query<{ taken: number }>({
    ...readTaken,
    values: [municipalityId, product.id, answers.areaId, id],
  });
  return rows[0]?.taken ?? 0;
}

/**
 * Takes a place, or finds none left: the counter's row decides between two who want the last one. Who has a place already keeps it.
 */
export async function claimPlace(tx: Db, { id, municipalityId, product, answers }: Dossier): Promise<boolean> {
  const ceiling = product.places.find((place) => place.area === answers.areaId)?.ceiling ?? null;
  const { rowCount: claimed } = await tx.query({
    ...addClaim,
    values: [id, municipalityId, product.id, answers.areaId],
  });
  if (claimed === 0) return true;
  const { rowCount } = await tx.query({ ...countUp, values: [municipalityId, product.id, answers.areaId, ceiling] });
  if (rowCount === 1) return true;
  await tx.query({ ...dropClaim, values: [id] });
  return false;
}

/** Gives the place back, once. */
export async function releasePlace(tx: Db, applicationId: string, at: string): Promise<void> {
  await tx.query({ ...giveBack, values: [applicationId, at] });
}

const readTaken = statement(
  'read-places-taken',
  `SELECT taken - (SELECT count(*)::int FROM place_claim WHERE application_id = $4 AND released_at IS NULL) AS taken
     FROM place_count WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3`,
);
const addClaim = statement(
  'add-place-claim',
  `INSERT INTO place_claim (application_id, municipality_id, product_id, area_id) VALUES ($1, $2, $3, $4)
   ON CONFLICT (application_id) DO UPDATE SET released_at = NULL WHERE place_claim.released_at IS NOT NULL`,
);
const dropClaim = statement('drop-place-claim', 'DELETE FROM place_claim WHERE application_id = $1');
const countUp = statement(
  'count-place-up',
  `INSERT INTO place_count (municipality_id, product_id, area_id, taken) SELECT $1, $2, $3, 1 WHERE $4::int IS NULL OR $4 > 0
   ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = place_count.taken + 1
   WHERE $4::int IS NULL OR place_count.taken < $4`,
);
const giveBack = statement(
  'release-place',
  `WITH released AS (
     UPDATE place_claim SET released_at = $2 WHERE application_id = $1 AND released_at IS NULL
     RETURNING municipality_id, product_id, area_id
   )
   UPDATE place_count c SET taken = c.taken - 1 FROM released r
    WHERE c.municipality_id = r.municipality_id AND c.product_id = r.product_id AND c.area_id = r.area_id`,
);
