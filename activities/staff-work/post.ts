import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** As many envelopes as somebody fills in one go. */
const MOST_IN_A_BATCH = 200;

interface ByStaff {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

/** Takes what waits for the post together in one file to print, the oldest first. Two at once get different letters. */
export function makePostBatch(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor }: ByStaff,
  at: Instant,
): Promise<{ outcome: 'made' } | Refusal<'nothing-to-post'>> {
  return inTransaction(pool, async (tx) => {
    const { rows: made } = await tx.query({ ...findBatch, values: [id, municipalityId] });
    if (made[0]) return { outcome: 'made' }; // asked for before, under the same key
    const { rows } = await tx.query<{ id: string }>({ ...takeWaiting, values: [municipalityId, MOST_IN_A_BATCH] });
    if (rows.length === 0) return refuse('nothing-to-post', {}, 'look-again');
    const number = `POST-${await nextNumber(tx, municipalityId, 'POST')}`;
    await tx.query({ ...addBatch, values: [id, municipalityId, number, rows.length, actor.id, at] });
    await tx.query({ ...putInBatch, values: [id, rows.map((item) => item.id)] });
    await command(tx, id, 'print-batch', { batchId: id });
    const data = { batchId: id, letters: rows.length };
    await record(tx, at, actor, { municipalityId }, { kind: 'post-batch-made', data });
    return { outcome: 'made' };
  });
}

/** It is in the letter box: whom a letter is for can see that it was sent. Two clerks at once: one of them did it. */
export function markPostBatchSent(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor }: ByStaff,
  at: Instant,
): Promise<{ outcome: 'sent' } | Refusal<'not-found' | 'post-not-printed' | 'post-already-sent'>> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ printed: boolean; sent: boolean }>({
      ...lockBatch,
      values: [id, municipalityId],
    });
    const [batch] = rows;
    if (!batch) return refuse('not-found');
    if (batch.sent) return refuse('post-already-sent', {}, 'look-again');
    if (!batch.printed) return refuse('post-not-printed', {}, 'try-later');
    await tx.query({ ...setSent, values: [id, actor.id, at] });
    await record(tx, at, actor, { municipalityId }, { kind: 'post-batch-sent', data: { batchId: id } });
    const { rows: items } = await tx.query<SentItem>({ ...readItems, values: [id] });
    for (const { what, holder_id: holderId, application_id: applicationId, permit_id: permitId } of items) {
      const subject = { municipalityId, holderId, applicationId, permitId };
      await record(tx, at, actor, subject, { kind: 'letter-posted', data: { batchId: id, what } });
    }
    return { outcome: 'sent' };
  });
}

/** The file to print: names and addresses, so who took it is written down. Undefined while it is being made, and after its term. */
export function readPostBatch(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  { id, municipalityId, actor }: ByStaff,
  at: Instant,
): Promise<{ number: string; pdf: Buffer } | undefined> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ number: string; pdf_sealed: Buffer }>({
      ...readPdf,
      values: [id, municipalityId],
    });
    const [batch] = rows;
    if (!batch) return undefined;
    await record(tx, at, actor, { municipalityId }, { kind: 'post-batch-read', data: { batchId: id } });
    return { number: batch.number, pdf: vault.open(batch.pdf_sealed) };
  });
}

interface SentItem {
  what: string;
  holder_id: string;
  application_id: string | null;
  permit_id: string | null;
}

const findBatch = statement('find-post-batch', 'SELECT FROM post_batch WHERE id = $1 AND municipality_id = $2');
/** Without an address in the register nothing can be put in an envelope: it waits until there is one. */
const takeWaiting = statement(
  'take-waiting-post',
  `SELECT i.id FROM post_item i JOIN holder h ON h.id = i.holder_id
    WHERE i.municipality_id = $1 AND i.batch_id IS NULL AND h.address IS NOT NULL
    ORDER BY i.put_at, i.id LIMIT $2 FOR UPDATE OF i SKIP LOCKED`,
);
const addBatch = statement(
  'add-post-batch',
  'INSERT INTO post_batch (id, municipality_id, number, items, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)',
);
const putInBatch = statement('put-in-post-batch', 'UPDATE post_item SET batch_id = $1 WHERE id = ANY ($2::uuid[])');
const lockBatch = statement(
  'lock-post-batch',
  `SELECT printed_at IS NOT NULL AS printed, sent_at IS NOT NULL AS sent FROM post_batch
    WHERE id = $1 AND municipality_id = $2 FOR UPDATE`,
);
const setSent = statement('set-post-batch-sent', 'UPDATE post_batch SET sent_by = $2, sent_at = $3 WHERE id = $1');
const readItems = statement(
  'read-items-of-post-batch',
  `SELECT i.what, i.holder_id, coalesce(m.application_id, l.application_id) AS application_id, coalesce(m.permit_id, l.permit_id) AS permit_id
     FROM post_item i LEFT JOIN message m ON m.id = i.message_id LEFT JOIN letter l ON l.id = i.letter_id
    WHERE i.batch_id = $1 ORDER BY i.put_at, i.id`,
);
const readPdf = statement(
  'read-pdf-of-post-batch',
  'SELECT number, pdf_sealed FROM post_batch WHERE id = $1 AND municipality_id = $2 AND pdf_sealed IS NOT NULL',
);
