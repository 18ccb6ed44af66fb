import { type LetterKind } from '../../rules/documents.ts';
import { type Language } from '../../rules/messages.ts';
import { letterId } from '../../rules/values/process-ids.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';
import { command, openProcess } from '../db/stores/outbox.ts';

export interface NewLetter {
  municipalityId: string;
  holderId: string;
  applicationId: string;
  permitId: string | null;
  plateChangeId?: string;
  renewalId?: string;
  refundId?: string;
  /** Of a letter about nothing that keeps one itself: why, by its code. */
  ground?: string;
  kind: LetterKind;
  language: Language;
}

/** A letter is due: its own process renders and keeps it. */
export async function requestLetter(tx: Db, letter: NewLetter, at: Instant): Promise<void> {
  const { municipalityId, holderId, applicationId, permitId, refundId, kind, language } = letter;
  const { rows } = await tx.query<{ id: string }>({
    ...addLetter,
    values: [
      municipalityId, holderId, applicationId, permitId, letter.plateChangeId ?? null, kind, language, at, letter.renewalId ?? null,
      refundId ?? null, letter.ground ?? null,
    ], // prettier-ignore
  });
  const id = rows[0]!.id;
  await openProcess(tx, {
    workflowId: letterId(id),
    kind: 'letter',
    subjectId: id,
    municipalityId,
    openedAt: at,
    nextDueAt: null,
  });
  await command(tx, id, 'start-letter', { letterId: id });
}

const addLetter = statement(
  'add-letter',
  `INSERT INTO letter (municipality_id, holder_id, application_id, permit_id, plate_change_id, kind, language, due_at, renewal_id, refund_id, ground)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
);
