import { type Language, type MessageKind } from '../../rules/messages.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { keepBounce } from './bounce.ts';
import { composeMessage } from './compose.ts';

/**
 * Sends one queued mail. Throws when another try may help; a refused address is a bounce, kept with the message and shown to staff.
 * A mail sent twice after a crash carries the same Message-ID.
 */
export async function sendMessage(deps: Deps, { messageId }: { messageId: string }): Promise<void> {
  const { rows } = await deps.pool.query<MessageRow>({ ...readMessage, values: [messageId] });
  const message = rows[0];
  if (!message || message.status !== 'queued') return;
  const at = deps.clock();
  const release = message.release
    ? await deps.releases.numbered(message.municipality_id, message.release)
    : await deps.releases.inForce(message.municipality_id, at);
  const { contact } = release.content.municipality;
  const composed = composeMessage(
    factsOf(message, release, at, deps.publicUrl),
    deps.texts.in(message.language, release.content),
  );
  const delivery = await deps.mailer.send({
    id: messageId,
    to: message.recipient,
    from: `"${composed.fromName}" <${deps.mailFrom}>`,
    replyTo: contact.email,
    subject: composed.subject,
    text: composed.text,
    html: composed.html,
  });
  await inTransaction(deps.pool, async (tx) => {
    if (delivery.outcome === 'bounced') return keepBounce(tx, { ...message, id: messageId }, delivery.status, at);
    const { rowCount } = await tx.query({ ...markSent, values: [messageId, delivery.smtpId, at] });
    if (rowCount === 1)
      await record(tx, at, SYSTEM, subjectOf(message), { kind: 'message-sent', data: { message: message.kind } });
  });
}

/** After the last try: a person must look, and the letter or the screen still tells the citizen. */
export async function giveUpMessage(deps: Deps, { messageId }: { messageId: string }): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ municipality_id: string; kind: string }>({ ...markGivenUp, values: [messageId] });
    if (rows[0])
      await openIncident(
        tx,
        rows[0].municipality_id,
        'message-given-up',
        messageId,
        { message: rows[0].kind },
        deps.clock(),
      );
  });
}

const subjectOf = (message: MessageRow) => ({
  municipalityId: message.municipality_id,
  holderId: message.holder_id,
  applicationId: message.application_id,
  permitId: message.permit_id,
  paymentId: message.payment_id,
});

function factsOf(
  row: MessageRow,
  release: Parameters<typeof composeMessage>[0]['release'],
  at: Instant,
  publicUrl: string,
) {
  const { application_id: applicationId, permit_id: permitId, payment_reference: reference } = row;
  return {
    kind: row.kind,
    language: row.language,
    at,
    name: row.name,
    release,
    publicUrl,
    application:
      applicationId && row.application_number && row.product_id
        ? {
            id: applicationId,
            number: row.application_number,
            productId: row.product_id,
            ground: row.ground,
            deadlines: row.deadlines ?? [],
          }
        : null,
    permit:
      permitId && row.permit_number && row.permit_product && row.valid_from && row.valid_until
        ? {
            id: permitId,
            number: row.permit_number,
            productId: row.permit_product,
            validFrom: row.valid_from.toISOString(),
            validUntil: row.valid_until.toISOString(),
          }
        : null,
    payment: reference ? { reference, refundedCents: Number(row.refunded ?? 0) } : null,
    code: row.private?.code ?? null,
  };
}

interface MessageRow {
  municipality_id: string;
  holder_id: string;
  kind: MessageKind;
  language: Language;
  application_id: string | null;
  permit_id: string | null;
  payment_id: string | null;
  private: { code?: string } | null;
  recipient: string;
  status: 'queued' | 'sent' | 'bounced' | 'given-up';
  name: string;
  application_number: string | null;
  product_id: string | null;
  ground: string | null;
  deadlines: Deadline[] | null;
  permit_number: string | null;
  permit_product: string | null;
  valid_from: Date | null;
  valid_until: Date | null;
  payment_reference: string | null;
  refunded: string | null;
  release: number | null;
}

const readMessage = statement(
  'read-message',
  `SELECT m.municipality_id, m.holder_id, m.kind, m.language, m.application_id, m.permit_id, m.payment_id, m.private, m.recipient,
          m.status, h.name, a.number AS application_number, a.product_id, a.ground, a.deadlines,
          p.number AS permit_number, p.product_id AS permit_product, p.valid_from, p.valid_until,
          y.reference AS payment_reference,
          (SELECT sum(cents) FROM refund WHERE payment_id = m.payment_id AND status = 'sent') AS refunded,
          coalesce(p.release, a.release) AS release
     FROM message m
     JOIN holder h ON h.id = m.holder_id
     LEFT JOIN application a ON a.id = m.application_id
     LEFT JOIN permit p ON p.id = m.permit_id
     LEFT JOIN payment y ON y.id = m.payment_id
    WHERE m.id = $1`,
);
const markSent = statement(
  'mark-message-sent',
  `UPDATE message SET status = 'sent', smtp_id = $2, sent_at = $3, private = NULL WHERE id = $1 AND status = 'queued'`,
);
const markGivenUp = statement(
  'mark-message-given-up',
  `UPDATE message SET status = 'given-up', private = NULL WHERE id = $1 AND status = 'queued' RETURNING municipality_id, kind`,
);
