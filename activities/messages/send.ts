import { onPaper } from '../../rules/messages.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Attachment, type Deps } from '../ports.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { renderLetter } from '../letters/page.ts';
import { postMessage } from '../letters/paper.ts';
import { statementPage } from '../statements/print.ts';
import { readStatement } from '../statements/read.ts';
import { keepBounce } from './bounce.ts';
import { composeMessage, mailOnPaper } from './compose.ts';
import { historyFile, loadHistory } from './history.ts';
import { factsOf, readMessage, type MessageRow } from './read.ts';

/**
 * Sends one queued mail. Throws when another try may help; a refused address is a bounce, kept with the message and shown to staff.
 * A mail sent twice after a crash carries the same Message-ID.
 */
export async function sendMessage(deps: Deps, { messageId }: { messageId: string }): Promise<void> {
  const message = await readMessage(deps.pool, messageId);
  if (!message || message.status !== 'queued') return;
  const at = deps.clock();
  const release = await releaseFor(deps, message, at);
  const say = release
    ? deps.texts.in(message.language, release.content)
    : deps.texts.withoutMunicipality(message.language);
  const history = await historyOf(deps, message, release, at);
  const facts = { ...factsOf(message, release, at, deps.publicUrl), history };
  const composed = composeMessage(facts, say);
  const way = message.holder_id === null ? 'never' : onPaper(message.kind);
  const words = way === 'never' || !release ? null : mailOnPaper(facts, release, say);
  const sealed = words && deps.vault.seal(Buffer.from(JSON.stringify(words)));
  if (message.recipient === null || (message.unreachable && way !== 'never')) {
    if (way === 'never' || !sealed) throw new Error(`a mail of kind ${message.kind} has no address and no letter`);
    return putOnPaper(deps, { ...message, id: messageId }, way, sealed, at);
  }
  const attachments = history
    ? [historyFile(history, message.language, say)]
    : [
        ...(await bundleFiles(deps.pool, message.kind === 'fine-passed-on' ? message.fine_bundle : null)),
        ...(await statementFiles(deps, message)),
      ];
  const delivery = await deps.mailer.send({
    id: messageId,
    to: message.recipient,
    from: `"${composed.fromName}" <${deps.mailFrom}>`,
    replyTo: release?.content.municipality.contact.email ?? deps.mailFrom,
    subject: composed.subject,
    text: composed.text,
    html: composed.html,
    ...(attachments.length > 0 && { attachments }),
  });
  await inTransaction(deps.pool, async (tx) => {
    if (sealed) await tx.query({ ...keepWords, values: [messageId, sealed] });
    if (delivery.outcome === 'bounced') return keepBounce(tx, { ...message, id: messageId }, delivery.status, at);
    const { rowCount } = await tx.query({ ...markSent, values: [messageId, delivery.smtpId, at] });
    const subject = subjectOf(message);
    if (rowCount === 1 && subject)
      await record(tx, at, SYSTEM, subject, { kind: 'message-sent', data: { message: message.kind } });
  });
}

/** Nobody is mailed: what it says goes by post, at once. */
function putOnPaper(
  { pool }: Deps,
  message: MessageRow & { id: string },
  way: 'itself' | 'letter',
  sealed: Buffer,
  at: Instant,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query({ ...markOnPaper, values: [message.id, sealed] });
    if (rowCount === 1) await postMessage(tx, message.id, way, at);
  });
}

/** Read now rather than when it was asked for: what was erased meanwhile is not mailed. */
async function historyOf(deps: Deps, message: MessageRow, release: Release | null, at: Instant) {
  const { permit_id: permitId, grant_id: grantId, private: only } = message;
  if (!only?.history || !permitId || !release) return null;
  return loadHistory(deps.pool, { tab: only.history, permitId, grantId }, release.content.municipality.timeZone, at);
}

/** The signed bundle, and the same to read; one that is still being made is waited for by trying again. */
async function bundleFiles(db: Db, bundleId: string | null): Promise<Attachment[]> {
  if (bundleId === null) return [];
  const { rows } = await db.query<{ dossier: Buffer | null; pdf: Buffer | null }>({
    ...readBundle,
    values: [bundleId],
  });
  const { dossier = null, pdf = null } = rows[0] ?? {};
  if (!dossier || !pdf) throw new Error('the bundle that goes along is not made yet');
  return [
    { fileName: 'bezwaar.pdf', mediaType: 'application/pdf', content: pdf },
    { fileName: 'bezwaar.json', mediaType: 'application/json', content: dossier },
  ];
}

/** As the app shows it to the same reader: who was given a grant reads own sessions alone. */
async function statementFiles(deps: Deps, message: MessageRow): Promise<Attachment[]> {
  const { permit_id: permitId, account_id: accountId, grant_id: grantId, private: only, language } = message;
  if (!only?.statement || !permitId || !accountId) return [];
  const { balances, ...span } = only.statement;
  const facts = await readStatement(deps, { permitId, accountId, grantId, balances }, span);
  const content = await renderLetter(statementPage(facts, deps.texts, language));
  return [{ fileName: `${facts.permit.number}-${span.from}-${span.until}.pdf`, mediaType: 'application/pdf', content }];
}

/** After the last try: a person must look, and the letter or the screen still tells the citizen. */
export async function giveUpMessage(deps: Deps, { messageId }: { messageId: string }): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ municipality_id: string | null; kind: string }>({
      ...markGivenUp,
      values: [messageId],
    });
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

/** The terms its case began with; those of today where it is about no case. */
async function releaseFor(
  { releases }: Deps,
  { municipality_id: municipalityId, release }: MessageRow,
  at: Instant,
): Promise<Release | null> {
  if (municipalityId === null) return null;
  return release ? releases.numbered(municipalityId, release) : releases.inForce(municipalityId, at);
}

/** Null for an account itself: its mails belong to the books of no municipality. */
const subjectOf = (message: MessageRow) =>
  message.municipality_id === null
    ? null
    : {
        municipalityId: message.municipality_id,
        holderId: message.holder_id,
        applicationId: message.application_id,
        permitId: message.permit_id,
        paymentId: message.payment_id,
      };

const readBundle = statement('read-bundle-for-mail', 'SELECT dossier, pdf FROM objection_bundle WHERE id = $1');
const markSent = statement(
  'mark-message-sent',
  `UPDATE message SET status = 'sent', smtp_id = $2, sent_at = $3, private = NULL WHERE id = $1 AND status = 'queued'`,
);
const keepWords = statement(
  'keep-words-of-message',
  `UPDATE message SET content_sealed = $2 WHERE id = $1 AND status = 'queued'`,
);
const markOnPaper = statement(
  'mark-message-on-paper',
  `UPDATE message SET status = 'on-paper', content_sealed = $2, private = NULL WHERE id = $1 AND status = 'queued'`,
);
const markGivenUp = statement(
  'mark-message-given-up',
  `UPDATE message SET status = 'given-up', private = NULL WHERE id = $1 AND status = 'queued' RETURNING municipality_id, kind`,
);
