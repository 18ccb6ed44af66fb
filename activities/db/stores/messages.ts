import { isPushKind, type Language, type MessageKind } from '../../../rules/messages.ts';
import { type HintRule } from '../../../rules/misuse-hints.ts';
import { type CivilDate } from '../../../rules/values/civil-day.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { type Unit } from '../../../rules/values/unit.ts';
import { statement, type Db } from '../transaction.ts';
import { command } from './outbox.ts';
import { queuePush } from './push.ts';

export interface NewMessage {
  /** Null for a mail about an account itself: no municipality sends it. */
  municipalityId: string | null;
  /** Only where the holder is who reads it: the mail greets them by name, and a bounce is kept with their address. */
  holderId: string | null;
  /** Only where the recipient is the address of this account; a bounce is kept with it. */
  accountId?: string | null;
  language: Language;
  /** Null for a holder without an address: what must be told goes on paper. */
  recipient: string | null;
  kind: MessageKind;
  applicationId?: string;
  /** A grant and an action bring their permit with them. */
  permitId?: string;
  paymentId?: string;
  renewalId?: string;
  grantId?: string;
  actionId?: string;
  waitlistEntryId?: string;
  refundId?: string;
  fineReportId?: string;
  private?: PrivateToMail;
}

/** What only this mail knows; gone when it is sent. */
export interface PrivateToMail {
  code?: string;
  /** The number somebody signs on with, outside the app. */
  signOnNumber?: string;
  /** Where the button leads: a whole address, with the token of a link after its `#`. */
  link?: string;
  /** What can be done from the mail itself (PEERS-003). */
  links?: { extend?: string; stop?: string };
  /** Why, by its code; the sentence lies in `text/` under `ground`. */
  ground?: string;
  /** From which day it counts. */
  on?: string;
  /** What is left of a balance, and below what its owner wanted to hear of it. */
  balance?: { unit: Unit; left: number; threshold: number };
  /** Which place is offered on a waiting list, and until when. */
  offer?: { areaId: string; endsAt: Instant };
  /** Where and when a car was found without a right (BEYOND-004). */
  seen?: { areaId: string; at: Instant };
  /** What is, was or was not debited, from which account and by which mandate; what is claimed of what a bank took back. */
  debit?: { iban: string; mandate: string; cents?: number; claimedCents?: number };
  /** Which list of the past is written into the mail, as it is when the mail is sent (2PARK-103). */
  history?: 'actions' | 'transactions';
  /** Of which month the statement goes along, and whether the reader may see the balances (PEERS-019). */
  statement?: { from: CivilDate; until: CivilDate; balances: boolean };
  /** What somebody gets who was hit by an outage (PEERS-044). */
  relief?: { unit: Unit; amount: number };
  /** Which count was reached on a permit, of how many days back (BEYOND-031). */
  hint?: { rule: HintRule; counted: number; days: number };
  /** What staff answered to who reported a wrong fine, beside the reason. */
  words?: string;
  /** What staff wrote to everybody in a zone, in the language of this mail (PEERS-034). */
  announcement?: { subject: string; body: string };
  /** Where and when something changes on the street; the last day counts, null stays so (BEYOND-037). */
  notice?: { areas: string[]; startsOn: string; endsOn: string | null };
}

/**
 * Puts a mail in the queue, in the transaction of what it tells about, and the same notice for the browsers of its account. Its text is
 * written when it is sent, from the rows of then.
 */
export async function queueMessage(tx: Db, message: NewMessage, at: Instant): Promise<void> {
  const { municipalityId, holderId, accountId, language, recipient, kind } = message;
  const { applicationId, permitId, paymentId, renewalId, grantId, actionId, waitlistEntryId, refundId, fineReportId } =
    message;
  if (accountId && isPushKind(kind)) await queuePush(tx, { accountId, kind, permitId, grantId, actionId });
  // Who took back the leave to use their address, or never gave one, gets no mail.
  if (recipient === '') return;
  const { rows } = await tx.query<{ id: string }>({
    ...addMessage,
    values: [
      municipalityId, holderId, accountId ?? null, kind, language, applicationId ?? null, permitId ?? null, paymentId ?? null,
      grantId ?? null, actionId ?? null, message.private ? JSON.stringify(message.private) : null, recipient, at,
      waitlistEntryId ?? null, renewalId ?? null, refundId ?? null, fineReportId ?? null,
    ], // prettier-ignore
  });
  const messageId = rows[0]!.id;
  await command(tx, messageId, 'send-mail', { messageId });
}

const addMessage = statement(
  'add-message',
  `INSERT INTO message (municipality_id, holder_id, account_id, kind, language, application_id, permit_id, payment_id, grant_id, action_id,
                        private, recipient, created_at, waitlist_entry_id, renewal_id, refund_id, fine_report_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id`,
);
