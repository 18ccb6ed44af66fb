import { MUST_ARRIVE, onPaper, type Language, type MessageKind } from '../../rules/messages.ts';
import { postMessage } from '../letters/paper.ts';
import { requestLetter } from '../letters/request.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { type Instant } from '../../rules/values/moment.ts';

export interface Bounced {
  id: string;
  municipality_id: string | null;
  holder_id: string | null;
  account_id: string | null;
  kind: MessageKind;
  recipient: string | null;
  application_id: string | null;
  permit_id: string | null;
  payment_id: string | null;
  renewal_id: string | null;
}

/** The mail server of the other side said later that the address does not work. Unknown ids are let go. */
export async function recordBounce(
  deps: Pick<Deps, 'pool' | 'clock'>,
  { smtpId, status }: { smtpId: string; status: string },
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<Bounced>({ ...findSent, values: [smtpId] });
    if (rows[0]) await keepBounce(tx, rows[0], status, deps.clock());
  });
}

/** Kept with the message and with the address, so that whoever it belongs to and staff see that mail does not arrive. */
export async function keepBounce(tx: Db, message: Bounced, status: string, at: Instant): Promise<void> {
  const { id, municipality_id: municipalityId, holder_id: holderId, account_id: accountId, kind, recipient } = message;
  await tx.query({ ...markBounced, values: [id, status] });
  if (holderId !== null) await tx.query({ ...flagAddress, values: [holderId, recipient, at] });
  if (accountId !== null) await tx.query({ ...flagAccount, values: [accountId, recipient, at] });
  if (municipalityId === null) return;
  await writeInstead(tx, message, at);
  const way = onPaper(kind);
  if (holderId !== null && way !== 'never') await postMessage(tx, id, way, at);
  const subject = {
    municipalityId,
    holderId,
    applicationId: message.application_id,
    permitId: message.permit_id,
    paymentId: message.payment_id,
  };
  await record(tx, at, SYSTEM, subject, { kind: 'message-bounced', data: { message: kind, status } });
}

/** What somebody must hear goes by letter when its mail did not arrive (PEERS-021). */
async function writeInstead(tx: Db, message: Bounced, at: Instant): Promise<void> {
  const { municipality_id: municipalityId, permit_id: permitId, renewal_id: renewalId } = message;
  if (municipalityId === null || renewalId === null || !MUST_ARRIVE.includes(message.kind)) return;
  const { rows } = await tx.query<{ holder_id: string; application_id: string; language: Language }>({
    ...findOpenRenewal,
    values: [renewalId],
  });
  if (!rows[0]) return;
  const { holder_id: holderId, application_id: applicationId, language } = rows[0];
  await requestLetter(
    tx,
    { municipalityId, holderId, applicationId, permitId, renewalId, kind: 'renewal-reminder', language },
    at,
  );
}

const findOpenRenewal = statement(
  'find-open-renewal-of-message',
  `SELECT r.holder_id, p.application_id, h.language
     FROM renewal r JOIN permit p ON p.id = r.permit_id JOIN holder h ON h.id = r.holder_id
    WHERE r.id = $1 AND r.closed_at IS NULL`,
);
const markBounced = statement(
  'mark-message-bounced',
  `UPDATE message SET status = 'bounced', bounce_status = $2, private = NULL WHERE id = $1`,
);
const flagAddress = statement(
  'flag-bounced-address',
  'UPDATE holder SET email_bounced_at = $3 WHERE id = $1 AND email = $2',
);
const flagAccount = statement(
  'flag-bounced-account',
  'UPDATE account SET bounced_at = $3 WHERE id = $1 AND email = $2',
);
const findSent = statement(
  'find-sent-message',
  `SELECT id, municipality_id, holder_id, account_id, kind, application_id, permit_id, payment_id, renewal_id, recipient FROM message
    WHERE smtp_id = $1 AND status = 'sent' FOR UPDATE`,
);
