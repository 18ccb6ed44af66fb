import { type Books } from '../../rules/old-system/rows.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement } from '../db/transaction.ts';
import { hashOf, itemKey, readItems, type KnownItem, type OldSystemDeps } from './item.ts';

/** What is here already, for the judge; numbers of people are compared by their hashes and stay sealed. */
export async function readBooks(
  deps: OldSystemDeps,
  municipalityId: string,
  { content }: Release,
  at: Instant,
): Promise<{ books: Books; items: ReadonlyMap<string, KnownItem> }> {
  const { pool, vault } = deps;
  const { timeZone } = content.municipality;
  const items = await readItems(pool, municipalityId);
  const { rows: places } = await pool.query<{ place: string; taken: number }>({
    ...readTaken,
    values: [municipalityId],
  });
  const { rows: plates } = await pool.query<PlateRow>({ ...readPlates, values: [municipalityId, at] });
  const { rows: waiting } = await pool.query<{ hash: Buffer; product_id: string }>({
    ...readWaiting,
    values: [municipalityId],
  });
  const inLine = new Set(waiting.map(({ hash, product_id: product }) => `${hash.toString('hex')} ${product}`));
  return {
    items,
    books: {
      timeZone,
      now: at,
      cameBefore: (kind, reference) =>
        items.get(itemKey(kind, hashOf(deps, municipalityId, kind, reference)))?.cameOver === true,
      taken: new Map(places.map(({ place, taken }) => [place, taken])),
      plates: plates.map(({ valid_from: from, valid_until: to, ...plate }) => ({
        ...plate,
        from: from.toISOString(),
        to: to.toISOString(),
      })),
      waits: ({ type, value }, productId) =>
        inLine.has(`${vault.fingerprint('subject', `${type}:${value}`).toString('hex')} ${productId}`),
    },
  };
}

interface PlateRow {
  productId: string;
  country: string;
  key: string;
  valid_from: Date;
  valid_until: Date;
}

const readTaken = statement(
  'read-places-for-old-system',
  `SELECT product_id || ' ' || area_id AS place, taken FROM place_count WHERE municipality_id = $1`,
);
const readPlates = statement(
  'read-plates-for-old-system',
  `SELECT p.product_id AS "productId", n.country, n.plate AS key, p.valid_from, p.valid_until
     FROM permit p JOIN permit_plate n ON n.permit_id = p.id AND n.until IS NULL
    WHERE p.municipality_id = $1 AND p.status = 'issued' AND p.valid_until > $2`,
);
const readWaiting = statement(
  'read-waiting-for-old-system',
  `SELECT h.subject_hash AS hash, e.product_id FROM waitlist_entry e JOIN holder h ON h.id = e.holder_id
    WHERE e.municipality_id = $1 AND e.closed_at IS NULL`,
);
