import { mandatesErasedUpTo } from '../../rules/direct-debit/terms.ts';
import { type Municipality } from '../../rules/municipalities/release.ts';
import { accountsErasedUpTo, filesErasedUpTo } from '../../rules/refunds/retention.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** So many rows a time: what others wait for is never locked for long. */
const BATCH = 1_000;

/**
 * Deletes account numbers nothing goes back to any more, and empties files the bank had years ago. What was paid, when and under which
 * number stays in the books; a new refund asks for the account again.
 */
export async function eraseAccounts(
  { pool }: Pick<Deps, 'pool'>,
  { id, timeZone, terms }: Municipality,
  at: Instant,
): Promise<{ bankAccounts: number; refundFiles: number; mandates: number }> {
  const inBatches = async (erasing: typeof deleteAccounts, upTo: Instant) => {
    let erased = 0;
    let found: number;
    do {
      found = (await pool.query({ ...erasing, values: [id, upTo, BATCH] })).rowCount ?? 0;
      erased += found;
    } while (found === BATCH);
    return erased;
  };
  return {
    bankAccounts: await inBatches(deleteAccounts, accountsErasedUpTo(at, timeZone, terms)),
    refundFiles: await inBatches(emptyFiles, filesErasedUpTo(at, timeZone, terms)),
    mandates: await inBatches(emptyMandates, mandatesErasedUpTo(at, timeZone)),
  };
}

/** One that a refund looks at in this moment is skipped: it is needed (see `openRefund`). */
const deleteAccounts = statement(
  'delete-bank-accounts',
  `DELETE FROM bank_account WHERE holder_id = ANY (ARRAY(
     SELECT b.holder_id FROM bank_account b JOIN holder h ON h.id = b.holder_id
      WHERE h.municipality_id = $1 AND b.given_at < $2
        AND NOT EXISTS (SELECT FROM refund r WHERE r.holder_id = b.holder_id
                          AND (r.status NOT IN ('paid', 'refused') OR coalesce(r.paid_at, r.refused_at, r.created_at) >= $2))
      ORDER BY b.given_at LIMIT $3 FOR UPDATE OF b SKIP LOCKED))`,
);
const emptyFiles = statement(
  'empty-refund-files',
  `UPDATE refund_file SET content_sealed = NULL WHERE id = ANY (ARRAY(
     SELECT id FROM refund_file WHERE municipality_id = $1 AND made_at < $2 AND content_sealed IS NOT NULL
      ORDER BY made_at LIMIT $3 FOR UPDATE SKIP LOCKED))`,
);
/** The customer and the mandate at the provider lead to the account, too. */
const emptyMandates = statement(
  'empty-mandates',
  `UPDATE mandate SET iban_masked = NULL, provider_customer_id = NULL, provider_mandate_id = NULL WHERE id = ANY (ARRAY(
     SELECT id FROM mandate WHERE municipality_id = $1 AND closed_at < $2 AND iban_masked IS NOT NULL
      ORDER BY closed_at LIMIT $3 FOR UPDATE SKIP LOCKED))`,
);
