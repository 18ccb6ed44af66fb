import { ALWAYS_ON_PAPER } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db, type Statement } from '../db/transaction.ts';

/**
 * Puts a mail on paper that did not reach its holder. Where a letter was written with it, that letter goes in its place: it says the same
 * and is what can be objected to. Twice is once.
 */
export async function postMessage(tx: Db, messageId: string, way: 'itself' | 'letter', at: Instant): Promise<void> {
  if (way === 'letter') {
    const { rows } = await tx.query<{ rendered: boolean }>({ ...lettersWith, values: [messageId] });
    // One that is still being made is posted when it is: by then it is known that mail does not arrive.
    const posted = await put(tx, letterOfMessage, [messageId, at], at);
    if (posted || rows.some(({ rendered }) => !rendered)) return;
  }
  await put(tx, messageItself, [messageId, at], at);
}

/** A decision for somebody whom no mail reaches goes on paper as soon as it is there. */
export async function postLetter(tx: Db, letterId: string, at: Instant): Promise<void> {
  // An address that is found not to work in this very moment is seen here, or sees this letter.
  await tx.query({ ...lockHolder, values: [letterId] });
  await put(tx, letterItself, [letterId, at], at);
}

async function put(tx: Db, adding: Statement, values: unknown[], at: Instant): Promise<boolean> {
  const { rows } = await tx.query<PutRow>({ ...adding, values });
  for (const { what, ground, municipality_id: municipalityId, ...about } of rows) {
    const { holder_id: holderId, application_id: applicationId, permit_id: permitId } = about;
    const subject = { municipalityId, holderId, applicationId, permitId };
    await record(tx, at, SYSTEM, subject, { kind: 'put-on-paper', data: { what, ground } });
  }
  return rows.length > 0;
}

interface PutRow {
  what: string;
  ground: string;
  municipality_id: string;
  holder_id: string;
  application_id: string | null;
  permit_id: string | null;
}

const ADD = `INSERT INTO post_item (municipality_id, holder_id, message_id, letter_id, what, ground, content_sealed, put_at)`;
/** What is posted, with what it is about. */
const adding = (name: string, source: string, from: string): Statement =>
  statement(
    name,
    `WITH it AS (SELECT ${source} ${from}),
          added AS (${ADD} SELECT municipality_id, holder_id, message_id, letter_id, what, ground, content_sealed, $2::timestamptz FROM it
                    ON CONFLICT DO NOTHING RETURNING message_id, letter_id)
     SELECT it.what, it.ground, it.municipality_id, it.holder_id, it.application_id, it.permit_id
       FROM it JOIN added ON added.message_id = it.message_id OR added.letter_id = it.letter_id`,
  );
const WHY = `CASE WHEN h.email IS NULL THEN 'no-address' ELSE 'bounced' END`;
const GROUND = `${WHY} AS ground`;

const ASKED = ALWAYS_ON_PAPER.map((kind) => `'${kind}'`).join(', ');
const messageItself = adding(
  'post-message',
  `m.municipality_id, m.holder_id, m.id AS message_id, NULL::uuid AS letter_id, m.kind AS what, CASE WHEN m.kind IN (${ASKED}) THEN 'asked' ELSE ${WHY} END AS ground, m.content_sealed, m.application_id, m.permit_id`,
  'FROM message m JOIN holder h ON h.id = m.holder_id WHERE m.id = $1 AND m.content_sealed IS NOT NULL',
);
const LETTER = `l.municipality_id, l.holder_id, NULL::uuid AS message_id, l.id AS letter_id, l.kind AS what, ${GROUND}, l.content_sealed, l.application_id, l.permit_id`;
const letterItself = adding(
  'post-letter',
  LETTER,
  `FROM letter l JOIN holder h ON h.id = l.holder_id
   WHERE l.id = $1 AND l.content_sealed IS NOT NULL AND (h.email IS NULL OR h.email_bounced_at IS NOT NULL)`,
);
/** They were asked for at the same moment, about the same thing. */
const WITH_MESSAGE = `letter l ON l.holder_id = m.holder_id AND l.due_at = m.created_at
     AND (l.permit_id = m.permit_id OR l.application_id = m.application_id)`;
const letterOfMessage = adding(
  'post-letter-of-message',
  LETTER,
  `FROM message m JOIN ${WITH_MESSAGE} JOIN holder h ON h.id = l.holder_id WHERE m.id = $1 AND l.content_sealed IS NOT NULL`,
);
const lettersWith = statement(
  'read-letters-of-message',
  `SELECT l.rendered_at IS NOT NULL AS rendered FROM message m JOIN ${WITH_MESSAGE} WHERE m.id = $1`,
);
const lockHolder = statement(
  'lock-holder-of-letter',
  'SELECT FROM holder WHERE id = (SELECT holder_id FROM letter WHERE id = $1) FOR SHARE',
);
