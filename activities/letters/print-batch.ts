import { addressLines, type Address } from '../../rules/municipalities/places.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { type LetterContent } from './page.ts';
import { type PrintTogether } from './printer.ts';

/** Makes one file of a batch, each letter with the name and the address of now, and keeps it sealed. Once, however often asked. */
export async function printPostBatch(
  deps: Deps,
  print: PrintTogether,
  { batchId }: { batchId: string },
): Promise<void> {
  const { rows } = await deps.pool.query<ItemRow>({ ...readItems, values: [batchId] });
  if (rows.length === 0) return; // printed before, or its term is over
  const letters = rows.map(({ content_sealed: sealed, name, address }): LetterContent => {
    const content = JSON.parse(deps.vault.open(sealed).toString()) as LetterContent;
    return { ...content, recipient: [name, ...(address ? addressLines(address) : [])] };
  });
  const pdf = await print(letters);
  await deps.pool.query({ ...keep, values: [batchId, deps.vault.seal(pdf), deps.clock()] });
}

/** Printing failed to the last try: a person must look, and what is in it waits. */
export async function batchFailed(deps: Deps, { batchId }: { batchId: string }): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ municipality_id: string; items: number }>({ ...findBatch, values: [batchId] });
    const [batch] = rows;
    if (!batch) return;
    const { municipality_id: municipalityId, items: letters } = batch;
    await openIncident(tx, municipalityId, 'batch-not-printed', batchId, { letters }, deps.clock());
  });
}

interface ItemRow {
  content_sealed: Buffer;
  name: string;
  address: Address | null;
}

const readItems = statement(
  'read-items-to-print',
  `SELECT i.content_sealed, h.name, h.address
     FROM post_batch b JOIN post_item i ON i.batch_id = b.id JOIN holder h ON h.id = i.holder_id
    WHERE b.id = $1 AND b.printed_at IS NULL AND i.content_sealed IS NOT NULL ORDER BY i.put_at, i.id`,
);
const keep = statement(
  'keep-printed-batch',
  'UPDATE post_batch SET pdf_sealed = $2, printed_at = $3 WHERE id = $1 AND printed_at IS NULL',
);
const findBatch = statement('find-batch-to-print', 'SELECT municipality_id, items FROM post_batch WHERE id = $1');
