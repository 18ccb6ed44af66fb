import { type Language, type MessageKind } from '../../../rules/messages.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { statement, type Db } from '../transaction.ts';
import { command } from './outbox.ts';

export interface NewMessage {
  municipalityId: string;
  holderId: string;
  language: Language;
  recipient: string;
  kind: MessageKind;
  applicationId?: string;
  permitId?: string;
  paymentId?: string;
  /** What only this mail knows, such as a code; gone when it is sent. */
  private?: Record<string, unknown>;
}

/** Puts a mail in the queue, in the transaction of what it tells about. Its text is written when it is sent, from the rows of then. */
export async function queueMessage(tx: Db, message: NewMessage, at: Instant): Promise<void> {
  const { municipalityId, holderId, language, recipient, kind, applicationId, permitId, paymentId } = message;
  const { rows } = await tx.query<{ id: string }>({
    ...addMessage,
    values: [
      municipalityId, holderId, kind, language, applicationId ?? null, permitId ?? null, paymentId ?? null,
      message.private ? JSON.stringify(message.private) : null, recipient, at,
    ], // prettier-ignore
  });
  const messageId = rows[0]!.id;
  await command(tx, messageId, 'send-mail', { messageId });
}

const addMessage = statement(
  'add-message',
  `INSERT INTO message (municipality_id, holder_id, kind, language, application_id, permit_id, payment_id, private, recipient, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
);
