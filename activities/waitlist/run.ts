import { productOf } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type PlaceKey } from '../permit-applications/places.ts';
import { type Deps } from '../ports.ts';
import { ENTRY_COLUMNS, entryOf, type EntryRow } from './entry.ts';
import { offerPlaces } from './offer.ts';
import { closeEntry } from './time.ts';

/**
 * Looks at every line: places that came free in another way than by somebody leaving (a release with a higher ceiling) are offered, and
 * who waits for what is not issued any more is told so. Running twice changes nothing.
 */
export async function runWaitingLists(deps: Deps, at: Instant): Promise<Record<string, number>> {
  const closed = await closeUnissued(deps, at);
  const { rows: lines } = await deps.pool.query<PlaceKey>(readLines);
  let [offered, passed] = [0, 0];
  for (const line of lines) {
    const made = await offerPlaces(deps, line, at);
    offered += made.offered;
    passed += made.passed;
  }
  return { lines: lines.length, offered, passed, closed };
}

async function closeUnissued(deps: Deps, at: Instant): Promise<number> {
  const { rows } = await deps.pool.query<{ municipality_id: string; product_id: string }>(readWaitedFor);
  let closed = 0;
  for (const { municipality_id: municipalityId, product_id: productId } of rows) {
    const { content } = await deps.releases.inForce(municipalityId, at);
    const product = productOf(content, productId);
    if (isIssued(product) && product.waitingList) continue;
    const { rows: waiting } = await deps.pool.query<{ id: string }>({
      ...readWaiting,
      values: [municipalityId, productId],
    });
    for (const { id } of waiting) {
      closed += await inTransaction(deps.pool, async (tx) => {
        const { rows: open } = await tx.query<EntryRow>({ ...lockOpen, values: [id] });
        if (!open[0]) return 0;
        await closeEntry(tx, entryOf(open[0]), at);
        await command(tx, id, 'waitlist-changed', { entryId: id });
        return 1;
      });
    }
  }
  return closed;
}

const readLines = statement(
  'read-waiting-lines',
  `SELECT DISTINCT municipality_id AS "municipalityId", product_id AS "productId", area_id AS "areaId" FROM waitlist_place
    WHERE left_at IS NULL ORDER BY 1, 2, 3`,
);
const readWaitedFor = statement(
  'read-products-waited-for',
  'SELECT DISTINCT municipality_id, product_id FROM waitlist_entry WHERE closed_at IS NULL ORDER BY 1, 2',
);
const readWaiting = statement(
  'read-waiting-for-product',
  'SELECT id FROM waitlist_entry WHERE municipality_id = $1 AND product_id = $2 AND closed_at IS NULL ORDER BY entered_at, id',
);
const lockOpen = statement(
  'lock-open-waitlist-entry',
  `SELECT ${ENTRY_COLUMNS} FROM waitlist_entry e JOIN holder h ON h.id = e.holder_id WHERE e.id = $1 AND e.closed_at IS NULL FOR UPDATE OF e`,
);
