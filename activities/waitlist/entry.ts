import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { type Language, type MessageKind } from '../../rules/messages.ts';
import { type Address } from '../../rules/municipalities/places.ts';
import { type AreaId, type ProductId } from '../../rules/municipalities/names.ts';
import { waitlistEntryId } from '../../rules/values/process-ids.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import {
  isWaitOver,
  mayMoveInLine,
  type OfferDeadline,
  type WaitlistMove,
  type WaitlistStatus,
} from '../../rules/waitlist.ts';
import type { WaitlistState } from '../../workflows/contract/waitlist-entry.ts';
import { queueMessage, type PrivateToMail } from '../db/stores/messages.ts';
import { processWaitsUntil } from '../db/stores/outbox.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** A wish for a place with whose it is, read in a transaction that holds its row. */
export interface Entry {
  id: string;
  municipalityId: string;
  holderId: string;
  productId: ProductId;
  status: WaitlistStatus;
  statusSince: Instant;
  skipped: number;
  offeredArea: AreaId | null;
  offerEndsAt: Instant | null;
  deadlines: OfferDeadline[];
  version: number;
  holder: { kind: 'person' | 'business'; address: Address | null; email: string | null; language: Language };
}

export interface EntryAct {
  entryId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

/** One act on an entry: its row is held, the state must allow the move, and a repeat with the same key gets the first answer. */
export function actInLine<Result extends { outcome: string }>(
  deps: Deps,
  { entryId, key }: EntryAct,
  move: WaitlistMove,
  step: (tx: PoolClient, entry: Entry) => Promise<Result>,
): Promise<Result | Refusal> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async () => {
      const entry = await lockEntry(tx, entryId);
      if (!entry) return refuse('not-found');
      const allowed = mayMoveInLine(entry.status, move);
      return isRefusal(allowed) ? allowed : step(tx, entry);
    }),
  );
}

export async function lockEntry(tx: Db, id: string): Promise<Entry | undefined> {
  const { rows } = await tx.query<EntryRow>({ ...lock, values: [id] });
  return rows[0] && entryOf(rows[0]);
}

export const entryOf = (row: EntryRow): Entry => ({
  id: row.id,
  municipalityId: row.municipality_id,
  holderId: row.holder_id,
  productId: row.product_id,
  status: row.status,
  statusSince: row.status_since.toISOString(),
  skipped: row.skipped,
  offeredArea: row.offered_area,
  offerEndsAt: row.offer_ends_at?.toISOString() ?? null,
  deadlines: row.deadlines,
  version: row.version,
  holder: {
    kind: row.holder_kind,
    address: row.holder_address,
    email: row.holder_email,
    language: row.holder_language,
  },
});

export const stateOfEntry = ({ status, version, deadlines }: Entry): WaitlistState => ({ status, version, deadlines });

export type EntryChanges = Partial<Pick<Entry, 'status' | 'skipped' | 'offeredArea' | 'offerEndsAt' | 'deadlines'>> & {
  applicationId?: string;
};

/** Writes the changes with the next version, and tells the clock what is due. */
export async function saveEntry(tx: Db, entry: Entry, changes: EntryChanges, at: Instant): Promise<WaitlistState> {
  const { applicationId, ...rest } = changes;
  const merged = { ...entry, ...rest };
  const next = merged.status === 'offered' ? merged : { ...merged, ...NO_OFFER };
  const version = entry.version + 1;
  const statusSince = next.status === entry.status ? entry.statusSince : at;
  const over = isWaitOver(next.status);
  await tx.query({
    ...write,
    values: [
      entry.id, version, next.status, statusSince, next.skipped, next.offeredArea, next.offerEndsAt, JSON.stringify(next.deadlines),
      applicationId ?? null, over ? at : null,
    ], // prettier-ignore
  });
  await processWaitsUntil(tx, waitlistEntryId(entry.id), next.deadlines[0]?.at ?? null);
  return { status: next.status, version, deadlines: next.deadlines };
}

const NO_OFFER = { offeredArea: null, offerEndsAt: null, deadlines: [] } as const satisfies EntryChanges;

/** Out of every line it stands in. */
export async function leaveLines(tx: Db, entryId: string, at: Instant): Promise<void> {
  await tx.query({ ...leave, values: [entryId, at] });
}

export const subjectOfEntry = ({ municipalityId, holderId }: Entry) => ({ municipalityId, holderId });

/** Told by mail, or on paper where there is no address; the screen tells it too. */
export async function mailEntry(
  tx: Db,
  entry: Entry,
  kind: MessageKind,
  at: Instant,
  offer?: PrivateToMail['offer'],
): Promise<void> {
  const { municipalityId, holderId, holder, id: waitlistEntryId } = entry;
  const { email: recipient, language } = holder;
  const message = { municipalityId, holderId, language, recipient, kind, waitlistEntryId };
  await queueMessage(tx, { ...message, ...(offer && { private: { offer } }) }, at);
}

/** What an offer's mails tell of it, whatever has become of it when they are sent. */
export const offerOf = ({ offeredArea, offerEndsAt }: Pick<Entry, 'offeredArea' | 'offerEndsAt'>) =>
  offeredArea !== null && offerEndsAt !== null ? { areaId: offeredArea, endsAt: offerEndsAt } : undefined;

/** The place that was held for it is nobody's any more. Says where it was. */
export async function dropOfferedPlace(tx: Db, entryId: string, at: Instant): Promise<AreaId | undefined> {
  const { rows } = await tx.query<{ area_id: AreaId }>({ ...dropHeld, values: [entryId, at] });
  return rows[0]?.area_id;
}

export interface EntryRow {
  id: string;
  municipality_id: string;
  holder_id: string;
  product_id: string;
  status: WaitlistStatus;
  status_since: Date;
  skipped: number;
  offered_area: string | null;
  offer_ends_at: Date | null;
  deadlines: OfferDeadline[];
  version: number;
  holder_kind: 'person' | 'business';
  holder_address: Address | null;
  holder_email: string | null;
  holder_language: Language;
}

/** What an `Entry` is made of, of `waitlist_entry e` and its holder `h`. */
export const ENTRY_COLUMNS = `e.id, e.municipality_id, e.holder_id, e.product_id, e.status, e.status_since, e.skipped, e.offered_area,
  e.offer_ends_at, e.deadlines, e.version, h.kind AS holder_kind, h.address AS holder_address, h.email AS holder_email,
  h.language AS holder_language`;

const lock = statement(
  'lock-waitlist-entry',
  `SELECT ${ENTRY_COLUMNS} FROM waitlist_entry e JOIN holder h ON h.id = e.holder_id WHERE e.id = $1 FOR UPDATE OF e`,
);
const write = statement(
  'write-waitlist-entry',
  `UPDATE waitlist_entry SET version = $2, status = $3, status_since = $4, skipped = $5, offered_area = $6, offer_ends_at = $7, deadlines = $8,
                             application_id = coalesce($9, application_id), closed_at = $10
    WHERE id = $1`,
);
const leave = statement(
  'leave-waitlist-lines',
  'UPDATE waitlist_place SET left_at = $2 WHERE entry_id = $1 AND left_at IS NULL',
);
/** Not a place that somebody gave back: who let it pass before is not asked about it again. */
const dropHeld = statement(
  'drop-offered-place',
  `WITH released AS (
     UPDATE place_claim SET released_at = $2 WHERE waitlist_entry_id = $1 AND released_at IS NULL
     RETURNING municipality_id, product_id, area_id
   ), not_taken AS (
     UPDATE waitlist_place p SET offered_at = NULL FROM released r WHERE p.entry_id = $1 AND p.area_id = r.area_id
   )
   UPDATE place_count c SET taken = c.taken - 1 FROM released r
    WHERE c.municipality_id = r.municipality_id AND c.product_id = r.product_id AND c.area_id = r.area_id
   RETURNING c.area_id`,
);
