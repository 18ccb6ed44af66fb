import { type Erased } from '../../rules/retention.ts';
import { statement, type Statement } from '../db/transaction.ts';

/** One that a refund looks at in this moment is skipped: it is needed (see `openRefund`). */
const deleteAccounts = statement(
  'delete-bank-accounts',
  `WITH gone AS (
     DELETE FROM bank_account WHERE holder_id = ANY (ARRAY(
     SELECT b.holder_id FROM bank_account b JOIN holder h ON h.id = b.holder_id
      WHERE h.municipality_id = $1 AND b.given_at < $2
        AND NOT EXISTS (SELECT FROM refund r WHERE r.holder_id = b.holder_id
                          AND (r.status NOT IN ('paid', 'refused') OR coalesce(r.paid_at, r.refused_at, r.created_at) >= $2))
      ORDER BY b.given_at LIMIT $3 FOR UPDATE OF b SKIP LOCKED)) RETURNING 1
   )
   SELECT count(*)::int AS count FROM gone`,
);
const emptyFiles = statement(
  'empty-refund-files',
  `WITH gone AS (
     UPDATE refund_file SET content_sealed = NULL WHERE id = ANY (ARRAY(
     SELECT id FROM refund_file WHERE municipality_id = $1 AND made_at < $2 AND content_sealed IS NOT NULL
      ORDER BY made_at LIMIT $3 FOR UPDATE SKIP LOCKED)) RETURNING 1
   )
   SELECT count(*)::int AS count FROM gone`,
);
/** The customer and the mandate at the provider lead to the account, too. */
const emptyMandates = statement(
  'empty-mandates',
  `WITH gone AS (
     UPDATE mandate SET iban_masked = NULL, provider_customer_id = NULL, provider_mandate_id = NULL WHERE id = ANY (ARRAY(
     SELECT id FROM mandate WHERE municipality_id = $1 AND closed_at < $2 AND iban_masked IS NOT NULL
      ORDER BY closed_at LIMIT $3 FOR UPDATE SKIP LOCKED)) RETURNING 1
   )
   SELECT count(*)::int AS count FROM gone`,
);

/**
 * Account numbers nothing goes back to any more, and files the bank had years ago. What was paid, when and under which number stays in
 * the books; a new refund asks for the account again.
 */
export const ACCOUNT_ERASURES: readonly { what: Erased; empty: Statement }[] = [
  { what: 'bankAccounts', empty: deleteAccounts },
  { what: 'refundFiles', empty: emptyFiles },
  { what: 'mandates', empty: emptyMandates },
];
