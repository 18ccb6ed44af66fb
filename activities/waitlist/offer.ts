import { type PoolClient } from 'pg';
import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { offerDeadlines } from '../../rules/waitlist-terms.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { applicantFacts } from '../permit-applications/dossier.ts';
import { type PlaceKey } from '../permit-applications/places.ts';
import { type Deps } from '../ports.ts';
import {
  ENTRY_COLUMNS,
  entryOf,
  leaveLines,
  mailEntry,
  saveEntry,
  subjectOfEntry,
  type Entry,
  type EntryRow,
} from './entry.ts';

export interface Offers {
  offered: number;
  passed: number;
}

/** So many in one transaction: whoever applies for the same product waits no longer than that takes. */
const BATCH = 50;

/**
 * Offers the places that are free to those who stand in line longest, one each, in order (R12). Running it again, or twice at once,
 * offers nothing more: the counter's row is held while the line is asked.
 */
export async function offerPlaces(deps: Deps, place: PlaceKey, at: Instant): Promise<Offers> {
  const all = { offered: 0, passed: 0 };
  for (;;) {
    const { offered, passed, more } = await inTransaction(deps.pool, (tx) => offerSome(tx, deps, place, at));
    all.offered += offered;
    all.passed += passed;
    if (!more) return all;
  }
}

async function offerSome(
  tx: PoolClient,
  deps: Deps,
  place: PlaceKey,
  at: Instant,
): Promise<Offers & { more: boolean }> {
  const key = [place.municipalityId, place.productId, place.areaId];
  const release = await deps.releases.inForce(place.municipalityId, at, tx);
  const product = productOf(release.content, place.productId);
  const sold = product?.places.find(({ area }) => area === place.areaId);
  const ceiling = sold?.ceiling ?? null;
  await tx.query({ ...lookAt, values: [...key, ceiling, at] });
  const all = { offered: 0, passed: 0 };
  if (isIssued(product) && product.waitingList && sold) {
    for (let asked = 0; asked < BATCH; asked += 1) {
      const { rows } = await tx.query<EntryRow>({ ...nextInLine, values: [...key, ceiling] });
      if (!rows[0]) return { ...all, more: await closed() };
      const entry = entryOf(rows[0]);
      if (await offerTo(tx, entry, { place, product, release, at })) all.offered += 1;
      else all.passed += 1;
    }
    return { ...all, more: true };
  }
  return { ...all, more: await closed() };

  async function closed(): Promise<false> {
    await tx.query({ ...askedFor, values: key });
    return false;
  }
}

interface Offer {
  place: PlaceKey;
  product: Product;
  release: Release;
  at: Instant;
}

/** Holds the place for this one, or passes over who may not have it any more: they keep their place, and read why. */
async function offerTo(tx: PoolClient, entry: Entry, { place, product, release, at }: Offer): Promise<boolean> {
  const { municipalityId, productId, areaId } = place;
  const entitled = decideEligibility(product, applicantFacts(entry.holder, release.content));
  const ground = isRefusal(entitled)
    ? entitled.ground
    : entitled.places.some(({ area }) => area === areaId)
      ? null
      : 'location-not-available';
  if (ground !== null) {
    await tx.query({ ...passOver, values: [entry.id, areaId, at, ground] });
    await record(tx, at, SYSTEM, subjectOfEntry(entry), {
      kind: 'waitlist-passed',
      data: { entryId: entry.id, area: areaId, ground },
    });
    return false;
  }
  await tx.query({ ...countOffered, values: [municipalityId, productId, areaId] });
  await tx.query({ ...holdPlace, values: [entry.id, municipalityId, productId, areaId] });
  await leaveLines(tx, entry.id, at);
  await tx.query({ ...noteOffer, values: [entry.id, areaId, at] });
  const deadlines = offerDeadlines(product.waitingList!, at, release.content.municipality.timeZone);
  const offerEndsAt = deadlines.at(-1)!.at;
  await saveEntry(tx, entry, { status: 'offered', offeredArea: areaId, offerEndsAt, deadlines }, at);
  await record(tx, at, SYSTEM, subjectOfEntry(entry), {
    kind: 'waitlist-offered',
    data: { entryId: entry.id, area: areaId, until: offerEndsAt },
  });
  await mailEntry(tx, entry, 'waitlist-offered', at, { areaId, endsAt: offerEndsAt });
  await command(tx, entry.id, 'waitlist-changed', { entryId: entry.id });
  return true;
}

/** Holds the counter's row. A ceiling that was raised frees places as somebody who leaves does; one that was lowered takes none away. */
const lookAt = statement(
  'look-at-places',
  `INSERT INTO place_count (municipality_id, product_id, area_id, taken, ceiling_seen) VALUES ($1, $2, $3, 0, $4)
   ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE
      SET ceiling_seen = $4,
          freed_at = CASE WHEN coalesce($4::int, 2147483647) > coalesce(place_count.ceiling_seen, 2147483647)
                          THEN greatest(place_count.freed_at, $5::timestamptz) ELSE place_count.freed_at END`,
);
const askedFor = statement(
  'line-was-asked',
  'UPDATE place_count SET to_offer = false WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3 AND to_offer',
);
/** Nobody when there is no place: the row that counts them is held, so this stays true until the commit. */
const nextInLine = statement(
  'next-in-line',
  `SELECT ${ENTRY_COLUMNS}
     FROM waitlist_place p JOIN waitlist_entry e ON e.id = p.entry_id JOIN holder h ON h.id = e.holder_id
     JOIN place_count c ON (c.municipality_id, c.product_id, c.area_id) = (p.municipality_id, p.product_id, p.area_id)
    WHERE p.municipality_id = $1 AND p.product_id = $2 AND p.area_id = $3 AND p.left_at IS NULL AND e.status = 'waiting'
      AND (p.passed_at IS NULL OR p.passed_at < c.freed_at) AND ($4::int IS NULL OR c.taken < $4)
    ORDER BY p.entered_at, p.position LIMIT 1
      FOR UPDATE OF e, p`,
);
const passOver = statement(
  'pass-over-in-line',
  'UPDATE waitlist_place SET passed_at = $3, passed_ground = $4 WHERE entry_id = $1 AND area_id = $2',
);
const noteOffer = statement(
  'note-offer-in-line',
  'UPDATE waitlist_place SET offered_at = $3 WHERE entry_id = $1 AND area_id = $2',
);
const countOffered = statement(
  'count-offered-place',
  'UPDATE place_count SET taken = taken + 1 WHERE municipality_id = $1 AND product_id = $2 AND area_id = $3',
);
const holdPlace = statement(
  'hold-place-in-line',
  `INSERT INTO place_claim (waitlist_entry_id, municipality_id, product_id, area_id) VALUES ($1, $2, $3, $4)
   ON CONFLICT (waitlist_entry_id) DO UPDATE SET released_at = NULL, area_id = excluded.area_id`,
);
