import { type Language, type MessageKind } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { queueMessage, type PrivateToMail } from '../db/stores/messages.ts';
import { statement, type Db } from '../db/transaction.ts';

export interface ToldOfDebit {
  holderId: string;
  kind: MessageKind;
  permitId?: string;
  renewalId?: string;
  paymentId?: string;
  told: PrivateToMail;
}

/** Mails whose account it is. False where they have no address at which mail arrives. */
export async function tellHolderOfDebit(
  tx: Db,
  { holderId, kind, permitId, renewalId, paymentId, told }: ToldOfDebit,
  at: Instant,
): Promise<boolean> {
  const { rows } = await tx.query<HolderRow>({ ...readHolder, values: [holderId] });
  const { municipality_id: municipalityId, email: recipient, language } = rows[0]!;
  if (recipient === null) return false;
  const about = { ...(permitId && { permitId }), ...(renewalId && { renewalId }), ...(paymentId && { paymentId }) };
  await queueMessage(tx, { municipalityId, holderId, language, recipient, kind, ...about, private: told }, at);
  return true;
}

interface HolderRow {
  municipality_id: string;
  email: string | null;
  language: Language;
}

const readHolder = statement(
  'read-holder-to-tell-of-debit',
  'SELECT municipality_id, CASE WHEN email_bounced_at IS NULL THEN email END AS email, language FROM holder WHERE id = $1',
);
