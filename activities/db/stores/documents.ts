import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Instant } from '../../../rules/values/moment.ts';
import { statement, type Db } from '../transaction.ts';
import { decrypt, encrypt, type Vault } from '../vault.ts';

export interface NewDocument {
  municipalityId: string;
  holderId: string;
  applicationId: string | null;
  permitId: string | null;
  /** The change of plate it proves something for. */
  plateChangeId?: string;
  /** The report of a wrong fine it belongs to. */
  fineReportId?: string;
  origin: 'upload' | 'letter';
  kind: string;
  requirementId: string | null;
  fileName: string;
  mediaType: string;
  content: Buffer;
  at: Instant;
}

const CHUNK = 256 * 1024;

/** Keeps a document as encrypted chunks under a key of its own, which the master key wraps: one backup, one moment, no readable byte. */
export async function storeDocument(
  tx: Db,
  vault: Vault,
  document: NewDocument,
  id: string = randomUUID(),
): Promise<string> {
  const { content } = document;
  const key = randomBytes(32);
  const { rowCount } = await tx.query({
    ...addDocument,
    values: [
      id, document.municipalityId, document.holderId, document.applicationId, document.permitId, document.origin, document.kind,
      document.requirementId, document.fileName, document.mediaType, content.length, createHash('sha256').update(content).digest(),
      vault.seal(key), document.origin === 'letter' ? document.at : null, document.at, document.plateChangeId ?? null,
      document.fineReportId ?? null,
    ], // prettier-ignore
  });
  if (rowCount === 0) return id; // sent before, under the same key
  for (let position = 0; position * CHUNK < content.length; position += 1) {
    const part = content.subarray(position * CHUNK, (position + 1) * CHUNK);
    await tx.query({ ...addChunk, values: [id, position, encrypt(part, key, `${id} ${position}`)] });
  }
  return id;
}

/** The document's bytes; undefined when it is not there. Each chunk opens only in its own place. */
export async function readDocument(db: Db, vault: Vault, id: string): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ key_sealed: Buffer }>({ ...readKey, values: [id] });
  if (!rows[0]) return undefined;
  const key = vault.open(rows[0].key_sealed);
  const { rows: chunks } = await db.query<{ position: number; sealed: Buffer }>({ ...readChunks, values: [id] });
  return Buffer.concat(chunks.map(({ position, sealed }) => decrypt(sealed, key, `${id} ${position}`)));
}

const addDocument = statement(
  'add-document',
  `INSERT INTO document (id, municipality_id, holder_id, application_id, permit_id, origin, kind, requirement_id, file_name, media_type,
                         bytes, sha256, key_sealed, attached_at, created_at, plate_change_id, fine_report_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
   ON CONFLICT (id) DO NOTHING`,
);
const addChunk = statement(
  'add-document-chunk',
  'INSERT INTO document_chunk (document_id, position, sealed) VALUES ($1, $2, $3)',
);
const readKey = statement('read-document-key', 'SELECT key_sealed FROM document WHERE id = $1 AND removed_at IS NULL');
const readChunks = statement(
  'read-document-chunks',
  'SELECT position, sealed FROM document_chunk WHERE document_id = $1 ORDER BY position',
);
