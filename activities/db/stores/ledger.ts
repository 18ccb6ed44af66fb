import { type Entry } from '../../../rules/balances.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { statement, type Db } from '../transaction.ts';

/** Books a journal entry, once per subject and reason; the database refuses one that does not sum to zero. */
export async function book(
  tx: Db,
  municipalityId: string,
  subjectId: string,
  reason: string,
  entry: Entry,
  at: Instant,
): Promise<void> {
  await tx.query({
    ...addEntry,
    values: [
      municipalityId,
      reason,
      subjectId,
      at,
      entry.map(({ account }) => account),
      entry.map(({ ref }) => ref),
      entry.map(({ unit }) => unit),
      entry.map(({ amount }) => amount),
    ],
  });
}

const addEntry = statement(
  'book-entry',
  `WITH entry AS (
     INSERT INTO journal_entry (municipality_id, reason, subject_id, at) VALUES ($1, $2, $3, $4) RETURNING id
   )
   INSERT INTO posting (entry_id, account, ref, unit, amount)
   SELECT entry.id, line.account, line.ref, line.unit, line.amount
     FROM entry, unnest($5::text[], $6::text[], $7::text[], $8::bigint[]) AS line (account, ref, unit, amount)`,
);
