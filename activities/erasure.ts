import { ERASED, erasedUpTo, type Erased } from '../rules/retention.ts';
import { type Instant } from '../rules/values/moment.ts';
import { record, SYSTEM } from './db/stores/audit.ts';
import { inTransaction, statement, type Statement } from './db/transaction.ts';
import { type WorkerDeps } from './ports.ts';
import { ACCOUNT_ERASURES } from './refunds/erasure.ts';

/** So many rows a time: what others wait for is never locked for long. */
const BATCH = 1_000;

/**
 * Empties or deletes what had its term, of each municipality by its own (rules/retention.ts). Rows that stand in the books stay, with
 * their moments, amounts and codes, so that no sum and no count changes. What is gone and its line in the log of deletions are one
 * transaction: the log is neither more nor less than what was removed. Running twice changes nothing more.
 */
export async function erase(
  { pool, releases, log }: Pick<WorkerDeps, 'pool' | 'releases' | 'log'>,
  at: Instant,
): Promise<Record<Erased, number>> {
  const erased = Object.fromEntries(ERASURES.map(({ what }) => [what, 0])) as Record<Erased, number>;
  for (const { municipalityId, content } of await releases.all(at)) {
    for (const { what, empty, stamped } of ERASURES) {
      const upTo = erasedUpTo(ERASED[what], content.municipality, at);
      const values = [municipalityId, upTo, BATCH, ...(stamped ? [at] : [])];
      let found: number;
      do {
        found = await inTransaction(pool, async (tx) => {
          const { rows } = await tx.query<{ count: number }>({ ...empty, values });
          const { count } = rows[0]!;
          if (count > 0)
            await record(tx, at, SYSTEM, { municipalityId }, { kind: 'records-erased', data: { what, count, upTo } });
          return count;
        });
        erased[what] += found;
      } while (found === BATCH);
    }
  }
  log.info({ erased }, 'what had its term has been erased');
  return erased;
}

/** With an action go its rights, what people noted about it, the plate it was corrected from, and what the audit trail knew of it beside the chain. */
const emptyActions = statement(
  'empty-parking-actions',
  `WITH over AS (
     SELECT id FROM parking_action
      WHERE municipality_id = $1 AND plate IS NOT NULL AND state = 'settled' AND ends_at <= $2
        AND NOT EXISTS (SELECT FROM fine_report f WHERE f.action_id = parking_action.id AND f.erased_at IS NULL)
      ORDER BY ends_at LIMIT $3 FOR UPDATE SKIP LOCKED
   ), emptied AS (
     UPDATE parking_action a SET plate = NULL, display = NULL, earlier_plate = NULL, erased_at = $4
       FROM over WHERE a.id = over.id
     RETURNING a.id, a.permit_id
   ), notes AS (
     DELETE FROM parking_note n USING emptied e WHERE n.action_id = e.id
   ), rights AS (
     UPDATE parking_right r SET plate = NULL FROM emptied e WHERE r.action_id = e.id AND r.until <= $2
   ), personal AS (
     DELETE FROM audit_personal p USING audit_event v, emptied e
      WHERE p.event_id = v.id AND v.permit_id = e.permit_id AND v.data ->> 'actionId' = e.id::text
   )
   SELECT count(*)::int AS count FROM emptied`,
);

/** Oldest first, from an index that holds only what still names a plate: the cost follows what is due, not the history. */
const emptying = (name: string, table: string, over: string, order: string, columns: string[]): Statement =>
  statement(
    name,
    `WITH over AS (
       SELECT id FROM ${table} WHERE municipality_id = $1 AND plate IS NOT NULL AND ${over}
        ORDER BY ${order} LIMIT $3 FOR UPDATE SKIP LOCKED
     ), emptied AS (
       UPDATE ${table} t SET ${columns.map((column) => `${column} = NULL`).join(', ')} FROM over WHERE t.id = over.id RETURNING t.id
     )
     SELECT count(*)::int AS count FROM emptied`,
  );

/** Of permits, third parties and temporary plates; those of an action went with it. */
const emptyRights = emptying(
  'empty-parking-rights', 'parking_right', `kind <> 'action' AND until <= $2`, 'until', ['plate', 'provider_asked'],
); // prettier-ignore
const emptyChecks = emptying(
  'empty-plate-checks', 'plate_check',
  `least(asked_about, at) <= $2 AND NOT EXISTS (
       SELECT FROM fine_report_check l JOIN fine_report f ON f.id = l.report_id WHERE l.check_id = plate_check.id AND f.erased_at IS NULL)`, 'least(asked_about, at)', ['plate'],
); // prettier-ignore
const emptyGrants = emptying(
  'empty-grants', 'permit_grant', `status = 'ended' AND ended_at <= $2`, 'ended_at', ['plate', 'country', 'display'],
); // prettier-ignore

/** A guest's plate and name go with the plates of that time, and what the host called the link with them; the visit stays as a row. */
const emptyVisits = emptying(
  'empty-guest-visits', 'guest_visit', 'ends_at <= $2', 'ends_at', ['plate', 'country', 'display', 'name'],
); // prettier-ignore
const emptyPasses = statement(
  'empty-guest-passes',
  `WITH over AS (
     SELECT id FROM guest_pass WHERE municipality_id = $1 AND name IS NOT NULL AND ends_at <= $2 ORDER BY ends_at LIMIT $3 FOR UPDATE SKIP LOCKED
   ), emptied AS (
     UPDATE guest_pass g SET name = NULL FROM over WHERE g.id = over.id RETURNING g.id
   )
   SELECT count(*)::int AS count FROM emptied`,
);

/** What staff wrote down about people goes when the permits of then go. */
const forgetNotes = statement(
  'forget-staff-notes',
  `WITH over AS (
     SELECT id FROM staff_note WHERE municipality_id = $1 AND written_at <= $2 LIMIT $3 FOR UPDATE SKIP LOCKED
   ), gone AS (
     DELETE FROM staff_note n USING over WHERE n.id = over.id RETURNING n.id
   )
   SELECT count(*)::int AS count FROM gone`,
);

/** Who tried in vain during an outage goes with the plates of that time: nobody asks for relief any more. */
const forgetTries = statement(
  'forget-failed-tries',
  `WITH over AS (
     SELECT id FROM failed_try WHERE municipality_id = $1 AND at <= $2::timestamptz LIMIT $3 FOR UPDATE SKIP LOCKED
   ), gone AS (
     DELETE FROM failed_try t USING over WHERE t.id = over.id RETURNING t.id
   )
   SELECT count(*)::int AS count FROM gone`,
);

/** What a case rested on is needed as long as its permit counts, or until it came to nothing. */
const CASE_OVER = `coalesce(p.ended_at, CASE WHEN p.status <> 'issued' THEN p.valid_until END, CASE WHEN p.id IS NULL THEN a.closed_at END) <= $2`;
const emptyCards = statement(
  'empty-disabled-cards',
  `WITH over AS (
     SELECT c.application_id FROM disabled_card c JOIN application a ON a.id = c.application_id LEFT JOIN permit p ON p.application_id = a.id
      WHERE c.municipality_id = $1 AND c.erased_at IS NULL AND ${CASE_OVER}
      ORDER BY c.application_id LIMIT $3 FOR UPDATE OF c SKIP LOCKED
   ), emptied AS (
     UPDATE disabled_card c SET number_sealed = NULL, number_hash = NULL, erased_at = $4 FROM over
      WHERE c.application_id = over.application_id RETURNING c.application_id
   )
   SELECT count(*)::int AS count FROM emptied`,
);
const emptySecondAddresses = statement(
  'empty-second-addresses',
  `WITH over AS (
     SELECT s.application_id FROM second_address s JOIN application a ON a.id = s.application_id LEFT JOIN permit p ON p.application_id = a.id
      WHERE a.municipality_id = $1 AND s.erased_at IS NULL AND ${CASE_OVER}
      ORDER BY s.application_id LIMIT $3 FOR UPDATE OF s SKIP LOCKED
   ), emptied AS (
     UPDATE second_address s SET postcode = NULL, house_number = NULL, erased_at = $4 FROM over
      WHERE s.application_id = over.application_id RETURNING s.application_id
   )
   SELECT count(*)::int AS count FROM emptied`,
);

/** The words of mails and letters are kept as long as one may still come back, and those of post until it was sent that long ago. */
const forgetWords = (name: string, table: string, over: string): Statement =>
  statement(
    name,
    `WITH over AS (
       SELECT id FROM ${table} WHERE municipality_id = $1 AND content_sealed IS NOT NULL AND ${over} LIMIT $3 FOR UPDATE SKIP LOCKED
     ), gone AS (
       UPDATE ${table} t SET content_sealed = NULL FROM over WHERE t.id = over.id RETURNING t.id
     )
     SELECT count(*)::int AS count FROM gone`,
  );
const forgetMessages = forgetWords('forget-words-of-messages', 'message', 'created_at <= $2');
const forgetLetters = forgetWords('forget-words-of-letters', 'letter', 'due_at <= $2');
const forgetPost = forgetWords(
  'forget-words-of-post',
  'post_item',
  'batch_id IN (SELECT id FROM post_batch WHERE municipality_id = $1 AND sent_at <= $2)',
);
const forgetBatches = statement(
  'forget-printed-batches',
  `WITH over AS (
     SELECT id FROM post_batch WHERE municipality_id = $1 AND pdf_sealed IS NOT NULL AND sent_at <= $2 LIMIT $3 FOR UPDATE SKIP LOCKED
   ), gone AS (
     UPDATE post_batch b SET pdf_sealed = NULL FROM over WHERE b.id = over.id RETURNING b.id
   )
   SELECT count(*)::int AS count FROM gone`,
);
/** What was said in a call goes when the call cannot go on any more; that a stranger was answered, when they may be answered again. */
const dropCalls = statement(
  'drop-phone-calls',
  `WITH over AS (
     SELECT call_hash FROM phone_call WHERE municipality_id = $1 AND ends_at <= $2 LIMIT $3 FOR UPDATE SKIP LOCKED
   ), gone AS (
     DELETE FROM phone_call c USING over WHERE c.call_hash = over.call_hash RETURNING c.call_hash
   )
   SELECT count(*)::int AS count FROM gone`,
);
const dropStrangers = statement(
  'drop-unknown-senders',
  `WITH over AS (
     SELECT sender_hash FROM unknown_sender
      WHERE municipality_id = $1 AND told_at <= $2 LIMIT $3 FOR UPDATE SKIP LOCKED
   ), gone AS (
     DELETE FROM unknown_sender u USING over WHERE u.municipality_id = $1 AND u.sender_hash = over.sender_hash RETURNING u.sender_hash
   )
   SELECT count(*)::int AS count FROM gone`,
);
/** A telephone of a permit that is over has nothing to text about any more. */
const forgetPhones = statement(
  'forget-linked-phones',
  `WITH over AS (
     SELECT l.id FROM linked_phone l JOIN permit p ON p.id = l.permit_id
      WHERE l.municipality_id = $1 AND l.number_hash IS NOT NULL
        AND coalesce(p.ended_at, CASE WHEN p.status <> 'issued' THEN p.valid_until END) <= $2
      ORDER BY l.id LIMIT $3 FOR UPDATE OF l SKIP LOCKED
   ), emptied AS (
     UPDATE linked_phone l SET number_hash = NULL, number_sealed = NULL, removed_at = $4 FROM over WHERE l.id = over.id RETURNING l.id
   )
   SELECT count(*)::int AS count FROM emptied`,
);

const emptyInvoices = (name: string, over: string): Statement =>
  statement(
    name,
    `WITH over AS (
       SELECT id FROM invoice WHERE municipality_id = $1 AND party_sealed IS NOT NULL AND ${over} ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
     ), emptied AS (
       UPDATE invoice i SET party_sealed = NULL, erased_at = $4 FROM over WHERE i.id = over.id RETURNING i.id
     )
     SELECT count(*)::int AS count FROM emptied`,
  );
const emptyIssued = emptyInvoices('empty-invoices', 'number IS NOT NULL AND issued_at <= $2');
/** What was never paid needs no invoice. */
const emptyUnpaid = emptyInvoices('empty-unpaid-invoices', 'number IS NULL AND requested_at <= $2');

/** What can be asked for again, and what came to nothing. */
const removal = (name: string, table: string, over: string): Statement =>
  statement(
    name,
    `WITH gone AS (
       DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE municipality_id = $1 AND ${over} LIMIT $3)) RETURNING 1
     )
     SELECT count(*)::int AS count FROM gone`,
  );
const removeCaseChecks = removal('remove-case-checks', 'case_check', 'asked_at <= $2');
/** One that goes with a report of a wrong fine stays as long as that does. */
const removeBundles = removal(
  'remove-objection-bundles',
  'objection_bundle',
  `asked_at <= $2::timestamptz
     AND NOT EXISTS (SELECT FROM fine_report f WHERE f.bundle_id = objection_bundle.id AND f.erased_at IS NULL)`,
);
const removeHints = removal('remove-misuse-hints', 'misuse_hint', 'coalesce(asked_at, found_at) <= $2');
const removeHintReviews = removal('remove-hint-reviews', 'hint_review', 'reviewed_at <= $2');
/** That it came over stays known by a hash alone, so that it never comes over twice. */
const emptyOldSystem = statement(
  'empty-old-system-items',
  `WITH over AS (
     SELECT id FROM old_system_item WHERE municipality_id = $1 AND erased_at IS NULL AND judged_at <= $2 LIMIT $3 FOR UPDATE SKIP LOCKED
   ), emptied AS (
     UPDATE old_system_item i SET holder_id = NULL, permit_id = NULL, waitlist_entry_id = NULL, label_sealed = NULL, erased_at = $4
       FROM over WHERE i.id = over.id RETURNING i.id
   )
   SELECT count(*)::int AS count FROM emptied`,
);
/** A roster of a permit that is over, and what became of the visits of long ago. */
const removeVisitPlans = removal(
  'remove-visit-plans',
  'visit_plan',
  `permit_id IN (SELECT id FROM permit p WHERE p.municipality_id = $1
                    AND coalesce(p.ended_at, CASE WHEN p.status <> 'issued' THEN p.valid_until END) <= $2::timestamptz)`,
);
/** A day is over here before it is over in UTC, so its first moment there lies before the end of the term, and that of the next behind it. */
const removeVisits = removal('remove-visits', 'visit', `on_date::timestamp AT TIME ZONE 'UTC' < $2::timestamptz`);
/** Its chunks go; that there was a file, how large and with which fingerprint stays with the case. */
const removeFiles = statement(
  'remove-files-taken-back',
  `WITH over AS (
     SELECT id FROM document WHERE municipality_id = $1 AND removed_at <= $2 AND file_name <> '' LIMIT $3 FOR UPDATE SKIP LOCKED
   ), chunks AS (
     DELETE FROM document_chunk c USING over WHERE c.document_id = over.id
   ), readings AS (
     DELETE FROM document_reading r USING over WHERE r.document_id = over.id
   ), emptied AS (
     UPDATE document d SET file_name = '' FROM over WHERE d.id = over.id RETURNING d.id
   )
   SELECT count(*)::int AS count FROM emptied`,
);
/** One inside an outage is kept as long as the plates of that time. */
const removeStrayTries = removal(
  'remove-failed-tries',
  'failed_try',
  'at <= $2::timestamptz AND NOT EXISTS (SELECT FROM hit_try h WHERE h.id = failed_try.id)',
);

/** A report of a wrong fine; before it goes, nothing it rests on goes either. */
const emptyFineReports = statement(
  'empty-fine-reports',
  `WITH over AS (
     SELECT id FROM fine_report WHERE municipality_id = $1 AND erased_at IS NULL AND closed_at <= $2 ORDER BY closed_at LIMIT $3 FOR UPDATE SKIP LOCKED
   ), documents AS (
     DELETE FROM document d USING over WHERE d.fine_report_id = over.id
   ), emptied AS (
     UPDATE fine_report f SET fine_number_sealed = NULL, fine_number_hash = NULL, words_sealed = NULL, answer_sealed = NULL, erased_at = $4
       FROM over WHERE f.id = over.id RETURNING f.id
   )
   SELECT count(*)::int AS count FROM emptied`,
);

const ERASURES: readonly { what: Erased; empty: Statement; stamped?: true }[] = [
  // First: what a report rests on may go once it is empty itself.
  { what: 'fineReports', empty: emptyFineReports, stamped: true },
  { what: 'actions', empty: emptyActions, stamped: true },
  { what: 'rights', empty: emptyRights },
  { what: 'checks', empty: emptyChecks },
  { what: 'grants', empty: emptyGrants },
  { what: 'guestVisits', empty: emptyVisits },
  { what: 'guestLinks', empty: emptyPasses },
  { what: 'notes', empty: forgetNotes },
  { what: 'mailedWords', empty: forgetMessages },
  { what: 'writtenWords', empty: forgetLetters },
  { what: 'postedWords', empty: forgetPost },
  { what: 'printedPost', empty: forgetBatches },
  { what: 'failedTries', empty: forgetTries },
  { what: 'invoices', empty: emptyIssued, stamped: true },
  { what: 'unpaidInvoices', empty: emptyUnpaid, stamped: true },
  { what: 'cards', empty: emptyCards, stamped: true },
  { what: 'secondAddresses', empty: emptySecondAddresses, stamped: true },
  { what: 'calls', empty: dropCalls },
  { what: 'strangers', empty: dropStrangers },
  { what: 'phones', empty: forgetPhones, stamped: true },
  { what: 'caseChecks', empty: removeCaseChecks },
  { what: 'bundles', empty: removeBundles },
  { what: 'strayTries', empty: removeStrayTries },
  { what: 'removedFiles', empty: removeFiles },
  { what: 'hints', empty: removeHints },
  { what: 'hintReviews', empty: removeHintReviews },
  { what: 'oldSystemRows', empty: emptyOldSystem, stamped: true },
  { what: 'visitPlans', empty: removeVisitPlans },
  { what: 'visits', empty: removeVisits },
  ...ACCOUNT_ERASURES,
];
