import { type AreaId, type ProductId } from '../../rules/municipalities/names.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';
import { command } from '../db/stores/outbox.ts';
import { type Deps } from '../ports.ts';
import { releaseCard } from './cards.ts';
import { type Dossier } from './dossier.ts';

/** A product in one location: what places are counted by. */
export interface PlaceKey {
  municipalityId: string;
  productId: ProductId;
  areaId: AreaId;
}

/** Places given out for the chosen area, this application's own not counted. */
export async function placesTaken(tx: Db, { id, municipalityId, product, answers }: Dossier): Promise<number> {
  const { rows } = await tx.query<{ taken: number }>({
    ...readTaken,
    values: [municipalityId, product.id, answers.areaId, id],
  });
  return rows[0]?.taken ?? 0;
}

/** Has nobody else a place left there? Who waits in line comes first. A place this application has is its own. */
export async function isFull(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  { id, municipalityId, product }: Dossier,
  areaId: AreaId,
  at: Instant,
): Promise<boolean> {
  const key = { municipalityId, productId: product.id, areaId };
  const ceiling = await ceilingAt(tx, deps, key, at, product);
  if (ceiling === null) return false;
  const { rows } = await tx.query<{ spoken_for: number; own: boolean }>({
    ...readSpokenFor,
    values: [municipalityId, product.id, areaId, id],
  });
  const { spoken_for: spokenFor, own } = rows[0]!;
  return !own && spokenFor >= ceiling;
}

/** Of these locations those without a place left. */
export async function fullAmong(
  tx: Db,
  municipalityId: string,
  product: Product,
  areaIds: readonly AreaId[],
): Promise<AreaId[]> {
  const full: AreaId[] = [];
  for (const areaId of areaIds) {
    const ceiling = product.places.find(({ area }) => area === areaId)?.ceiling ?? null;
    if (ceiling === null) continue;
    const { rows } = await tx.query<{ spoken_for: number }>({
      ...readSpokenFor,
      values: [municipalityId, product.id, areaId, null],
    });
    if (rows[0]!.spoken_for >= ceiling) full.push(areaId);
  }
  return full;
}

/**
 * Takes a place, or finds none left: the counter's row decides between two who want the last one. Who has a place already keeps it, and
 * who chose another location gives the first one back once there is one there. What is counted by is the ceiling of today: a case may
 * be older than a lower one.
 */
export async function claimPlace(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  dossier: Dossier,
  at: Instant,
): Promise<boolean> {
  const { id, municipalityId, product, answers } = dossier;
  const areaId = answers.areaId ?? '';
  const { rows } = await tx.query<{ area_id: AreaId }>({ ...readClaim, values: [id] });
  const held = rows[0]?.area_id;
  if (held === areaId) return true;
  const ceiling = await ceilingAt(tx, deps, { municipalityId, productId: product.id, areaId }, at, product);
  const { rowCount } = await tx.query({ ...countUp, values: [municipalityId, product.id, areaId, ceiling] });
  if (rowCount !== 1) return false;
  if (held !== undefined) await giveBackPlace(tx, id, at);
  await tx.query({ ...keepClaim, values: [id, municipalityId, product.id, areaId] });
  return true;
}

/** Gives the place back, once, and the card it rests on; where people wait for a place, the line is asked (R12). */
export async function releasePlace(tx: Db, applicationId: string, at: Instant): Promise<void> {
  await releaseCard(tx, applicationId, at);
  await giveBackPlace(tx, applicationId, at);
}

async function giveBackPlace(tx: Db, applicationId: string, at: Instant): Promise<void> {
  const { rows } = await tx.query<PlaceKey & { awaited: boolean }>({ ...giveBack, values: [applicationId, at] });
  const [freed] = rows;
  if (!freed?.awaited) return;
  const { municipalityId, productId, areaId } = freed;
  await askLine(tx, applicationId, { municipalityId, productId, areaId });
}

/** Leaves word that a place may be offered to who waits longest; harmless when there is none, or nobody. */
export async function askLine(tx: Db, subjectId: string, place: PlaceKey): Promise<void> {
  const { municipalityId, productId, areaId } = place;
  await tx.query({ ...markToOffer, values: [municipalityId, productId, areaId] });
  await command(tx, subjectId, 'offer-places', place);
}

/** How many there may be there now; that of the case where its product is not issued any more. */
async function ceilingAt(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  { municipalityId, productId, areaId }: PlaceKey,
  at: Instant,
  ofCase: Product,
): Promise<number | null> {
  const { content } = await releases.inForce(municipalityId, at, tx);
  const product = productOf(content, productId) ?? ofCase;
  const placeIn = ({ places }: Product) => places.find(({ area }) => area === areaId);
  return (placeIn(product) ?? placeIn(ofCase))?.ceiling ?? null;
}

const readTaken = statement(
  'read-places-taken',
  `SELECT taken - (SELECT count(*)::int FROM place_claim WHERE application_id = $4 AND released_at IS NULL) AS taken
     FROM place_count WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3`,
);
const readSpokenFor = statement(
  'read-places-spoken-for',
  `SELECT coalesce((SELECT taken FROM place_count WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3), 0)
          + coalesce((SELECT waiting FROM place_demand WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3), 0) AS spoken_for,
          EXISTS (SELECT FROM place_claim WHERE application_id = $4::uuid AND area_id = $3 AND released_at IS NULL) AS own`,
);
const readClaim = statement(
  'read-place-claim',
  'SELECT area_id FROM place_claim WHERE application_id = $1 AND released_at IS NULL',
);
const keepClaim = statement(
  'keep-place-claim',
  `INSERT INTO place_claim (application_id, municipality_id, product_id, area_id) VALUES ($1, $2, $3, $4)
   ON CONFLICT (application_id) DO UPDATE SET released_at = NULL, area_id = excluded.area_id`,
);
const countUp = statement(
  'count-place-up',
  `WITH demand AS (
     SELECT coalesce((SELECT waiting FROM place_demand WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3), 0) AS waiting
   )
   INSERT INTO place_count (municipality_id, product_id, area_id, taken)
   SELECT $1, $2, $3, 1 WHERE $4::int IS NULL OR $4 > (SELECT waiting FROM demand)
   ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = place_count.taken + 1
   WHERE $4::int IS NULL OR place_count.taken + (SELECT waiting FROM demand) < $4`,
);
const giveBack = statement(
  'release-place',
  `WITH released AS (
     UPDATE place_claim SET released_at = $2 WHERE application_id = $1 AND released_at IS NULL
     RETURNING municipality_id, product_id, area_id
   )
   UPDATE place_count c SET taken = c.taken - 1, freed_at = greatest(c.freed_at, $2::timestamptz) FROM released r
    WHERE c.municipality_id = r.municipality_id AND c.product_id = r.product_id AND c.area_id = r.area_id
   RETURNING c.municipality_id AS "municipalityId", c.product_id AS "productId", c.area_id AS "areaId",
             EXISTS (SELECT FROM waitlist_place p WHERE p.left_at IS NULL AND p.municipality_id = c.municipality_id
                        AND p.product_id = c.product_id AND p.area_id = c.area_id) AS awaited`,
);
const markToOffer = statement(
  'mark-place-to-offer',
  `INSERT INTO place_count (municipality_id, product_id, area_id, taken, to_offer) VALUES ($1, $2, $3, 0, true)
   ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET to_offer = true`,
);
