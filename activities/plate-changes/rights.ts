import { type Product } from '../../rules/municipalities/product.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { command } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';

/** Which plates of a permit change places; its row is held by whoever calls. */
export interface Swap {
  permitId: string;
  /** The plate of the permit that makes way. */
  goneId: string | null;
  comes: (Omit<Plate, 'display'> & { display: string; zeroEmission?: boolean | null }) | null;
  /** Until then the plate that makes way still counts; null is not a moment longer. */
  overlapUntil: Instant | null;
  /** From then on the plate that makes way counts again, whatever runs then; null where it is put back by hand or by its process. */
  backAt?: Instant | null;
}

/**
 * Puts one plate on a permit and takes another off, rights and all: what the old one was entitled to from now on passes to the new one
 * in the same statement, so that no moment has both or none, but for an overlap that was agreed (R7). Gives the id of the new plate.
 */
export async function swapPlates(
  tx: Db,
  { permitId, goneId, comes, overlapUntil, backAt = null }: Swap,
  product: Product,
  at: Instant,
): Promise<string | null> {
  let givenId: string | null = null;
  if (comes !== null) {
    const { rows } = await tx.query<{ id: string }>({
      ...putOn,
      values: [permitId, goneId, comes.country, comes.key, comes.display, at, comes.zeroEmission ?? null],
    });
    givenId = rows[0]!.id;
  }
  if (goneId !== null && givenId !== null)
    await tx.query({ ...passRights, values: [goneId, givenId, at, overlapUntil] });
  if (goneId !== null && givenId !== null && backAt !== null)
    await tx.query({ ...passBack, values: [givenId, goneId, backAt] });
  if (goneId !== null && overlapUntil === null) {
    await tx.query({ ...cutRightsBefore, values: [goneId, at, backAt] });
    await tx.query({ ...takeOff, values: [goneId, at] });
  }
  await fillUp(tx, permitId, overlapUntil === null ? null : goneId, product, at);
  return givenId;
}

/** The overlap is over: the plate that made way counts no longer, and what it was entitled to beyond that is the new one's. */
export async function endOverlap(
  tx: Db,
  { permitId, goneId, givenId }: { permitId: string; goneId: string; givenId: string },
  product: Product,
  at: Instant,
): Promise<void> {
  await tx.query({ ...passRights, values: [goneId, givenId, at, null] });
  await tx.query({ ...cutRights, values: [goneId, at] });
  await tx.query({ ...takeOff, values: [goneId, at] });
  await fillUp(tx, permitId, null, product, at);
}

/** With no more plates than count at once, all of them count; where plates rest during an action, they rest. */
async function fillUp(
  tx: Db,
  permitId: string,
  leavingId: string | null,
  product: Product,
  at: Instant,
): Promise<void> {
  await tx.query({ ...openMissing, values: [permitId, leavingId, product.plates.atOnce, product.registerUsageId, at] });
  await tx.query({ ...rest, values: [permitId, at, product.parking?.kind === 'temporary-plate'] });
  await tx.query({ ...touchPermit, values: [permitId] });
  await command(tx, permitId, 'permit-rights-changed', { permitId });
}

const putOn = statement(
  'put-plate-on-permit',
  `INSERT INTO permit_plate (permit_id, position, country, plate, display, since, zero_emission)
   SELECT $1, coalesce((SELECT position FROM permit_plate WHERE id = $2),
                       (SELECT coalesce(max(position), 0) + 1 FROM permit_plate WHERE permit_id = $1 AND until IS NULL)), $3, $4, $5, $6, $7
   RETURNING id`,
);
const takeOff = statement(
  'take-plate-off-permit',
  'UPDATE permit_plate SET until = greatest(since, $2::timestamptz) WHERE id = $1',
);
/**
 * Every right the old plate ($1) still has from now ($3) on is the new one's ($2) for the same time; the old one's ends now, or at the end
 * of the overlap ($4). A right the new plate has by then already is not given twice.
 */
const passRights = statement(
  'pass-rights-to-plate',
  `WITH had AS (
     UPDATE parking_right r
        SET until = greatest(r.since, least(r.until, coalesce($4::timestamptz, $3::timestamptz))),
            open = $4::timestamptz IS NOT NULL AND r.since < $4::timestamptz
       FROM permit_plate gone
      WHERE gone.id = $1 AND r.permit_id = gone.permit_id AND r.kind = 'permit' AND r.open AND r.until > $3::timestamptz
        AND r.country = gone.country AND r.plate = gone.plate
     RETURNING r.municipality_id, r.permit_id, r.areas, r.usage_id, greatest(old.since, $3::timestamptz) AS since, old.until
   )
   INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   SELECT had.municipality_id, had.permit_id, given.country, given.plate, had.areas, had.since, had.until, 'permit', had.usage_id
     FROM had, permit_plate given
    WHERE given.id = $2
      AND NOT EXISTS (SELECT FROM parking_right r
                       WHERE r.permit_id = had.permit_id AND r.open AND r.country = given.country AND r.plate = given.plate
                         AND tstzrange(r.since, r.until) && tstzrange(had.since, had.until))`,
);
/** What the given plate ($1) would have beyond this moment ($3) is the other one's ($2) again. */
const passBack = statement(
  'pass-rights-back-to-plate',
  `WITH had AS (
     UPDATE parking_right r SET until = greatest(r.since, $3::timestamptz)
       FROM permit_plate given
      WHERE given.id = $1 AND r.permit_id = given.permit_id AND r.kind = 'permit' AND r.open AND r.until > $3::timestamptz
        AND r.country = given.country AND r.plate = given.plate
     RETURNING r.municipality_id, r.permit_id, r.areas, r.usage_id, greatest(old.since, $3::timestamptz) AS since, old.until
   )
   INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   SELECT had.municipality_id, had.permit_id, own.country, own.plate, had.areas, had.since, had.until, 'permit', had.usage_id
     FROM had, permit_plate own WHERE own.id = $2`,
);
/** Those that begin later ($3) stay: they are what it goes back to. */
const cutRightsBefore = statement(
  'cut-rights-of-plate-before',
  `UPDATE parking_right r SET until = greatest(r.since, least(r.until, $2::timestamptz)), open = false
     FROM permit_plate gone
    WHERE gone.id = $1 AND r.permit_id = gone.permit_id AND r.kind = 'permit' AND r.open AND r.country = gone.country AND r.plate = gone.plate
      AND ($3::timestamptz IS NULL OR r.since < $3::timestamptz)`,
);
const cutRights = statement(
  'cut-rights-of-plate',
  `UPDATE parking_right r SET until = greatest(r.since, least(r.until, $2::timestamptz)), open = false
     FROM permit_plate gone
    WHERE gone.id = $1 AND r.permit_id = gone.permit_id AND r.kind = 'permit' AND r.open AND r.country = gone.country AND r.plate = gone.plate`,
);
const openMissing = statement(
  'open-missing-rights',
  `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   SELECT p.municipality_id, p.id, pp.country, pp.plate, p.area_id || p.more_area_ids, greatest(p.valid_from, $5::timestamptz), greatest(p.valid_until, p.kept_until),
          'permit', $4
     FROM permit p JOIN permit_plate pp ON pp.permit_id = p.id AND pp.until IS NULL AND pp.id IS DISTINCT FROM $2::uuid
    WHERE p.id = $1 AND p.status = 'issued' AND greatest(p.valid_until, p.kept_until) > $5::timestamptz
      AND (SELECT count(*) FROM permit_plate WHERE permit_id = p.id AND until IS NULL AND id IS DISTINCT FROM $2::uuid) <= $3::int
      AND NOT EXISTS (SELECT FROM parking_right r
                       WHERE r.permit_id = p.id AND r.kind = 'permit' AND r.open AND r.until > $5::timestamptz
                         AND r.country = pp.country AND r.plate = pp.plate)`,
);
const rest = statement('rest-plates-of-changed-permit', 'SELECT rest_own_plates($1, $2, $3)');
const touchPermit = statement('touch-permit', 'UPDATE permit SET version = version + 1 WHERE id = $1');
