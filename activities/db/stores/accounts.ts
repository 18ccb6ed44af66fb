import { type Language } from '../../../rules/values/language.ts';
import { MINUTE_MS, plusMs, type Instant } from '../../../rules/values/moment.ts';
import { MAIL_PAUSE_MINUTES, type LinkPurpose } from '../../../rules/accounts.ts';
import { type MessageKind } from '../../../rules/messages.ts';
import { statement, type Db } from '../transaction.ts';
import { queueMessage, type PrivateToMail } from './messages.ts';

/** What signing in asks of an account. */
export interface AccountRow {
  id: string;
  email: string;
  password_hash: string | null;
  verified_at: Date | null;
  language: Language;
}

export async function accountAt(db: Db, emailKey: string): Promise<AccountRow | undefined> {
  const { rows } = await db.query<AccountRow>({ ...findByAddress, values: [emailKey] });
  return rows[0];
}

export async function accountOf(db: Db, id: string): Promise<AccountRow | undefined> {
  const { rows } = await db.query<AccountRow>({ ...findById, values: [id] });
  return rows[0];
}

/** Mails somebody about their account. */
export async function mailAccount(
  tx: Db,
  { id, email, language }: Pick<AccountRow, 'id' | 'email' | 'language'>,
  kind: MessageKind,
  at: Instant,
  privately?: PrivateToMail,
): Promise<void> {
  await queueMessage(
    tx,
    {
      municipalityId: null,
      holderId: null,
      accountId: id,
      language,
      recipient: email,
      kind,
      ...(privately && { private: privately }),
    },
    at,
  );
}

/** Somebody who asks twice in a minute gets one mail. */
export async function wasJustMailed(tx: Db, accountId: string, kind: MessageKind, at: Instant): Promise<boolean> {
  const since = plusMs(at, -MAIL_PAUSE_MINUTES * MINUTE_MS);
  const { rowCount } = await tx.query({ ...findRecentMail, values: [accountId, kind, since] });
  return (rowCount ?? 0) > 0;
}

/** Links of this purpose that were mailed to an account and not used do nothing any more. */
export async function dropLinks(tx: Db, accountId: string, purpose: LinkPurpose): Promise<void> {
  await tx.query({ ...removeLinks, values: [accountId, purpose] });
}

const COLUMNS = 'id, email, password_hash, verified_at, language';
const findByAddress = statement('find-account-by-address', `SELECT ${COLUMNS} FROM account WHERE email_key = $1`);
const findById = statement('find-account', `SELECT ${COLUMNS} FROM account WHERE id = $1`);
const findRecentMail = statement(
  'find-recent-account-mail',
  'SELECT FROM message WHERE account_id = $1 AND kind = $2 AND created_at > $3 LIMIT 1',
);
const removeLinks = statement(
  'remove-account-links',
  'DELETE FROM account_link WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL',
);
