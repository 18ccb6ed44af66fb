import { type LetterReading } from '../../../rules/letters/reading.ts';
import { statement, type Db } from '../transaction.ts';
import { decrypt, encrypt, type Vault } from '../vault.ts';

/** Keeps what a letter says beside its file, under the key of that file: who can read one can read the other, and they go together. */
export async function storeReading(tx: Db, vault: Vault, documentId: string, reading: LetterReading): Promise<void> {
  const key = await keyOf(tx, vault, documentId);
  if (!key) throw new Error(`document ${documentId} is not there`);
  const sealed = encrypt(Buffer.from(JSON.stringify(reading)), key, placeOf(documentId));
  await tx.query({ ...addReading, values: [documentId, sealed] });
}

/** Undefined for what is no letter, and for letters from before this was kept. */
export async function readReading(db: Db, vault: Vault, documentId: string): Promise<LetterReading | undefined> {
  const key = await keyOf(db, vault, documentId);
  if (!key) return undefined;
  const { rows } = await db.query<{ sealed: Buffer }>({ ...findReading, values: [documentId] });
  return rows[0] && (JSON.parse(decrypt(rows[0].sealed, key, placeOf(documentId)).toString()) as LetterReading);
}

async function keyOf(db: Db, vault: Vault, documentId: string): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ key_sealed: Buffer }>({ ...readKey, values: [documentId] });
  return rows[0] && vault.open(rows[0].key_sealed);
}

/** It opens in its own place only, never as a piece of a file. */
const placeOf = (documentId: string): string => `${documentId} reading`;

const readKey = statement(
  'read-document-key-of-reading',
  'SELECT key_sealed FROM document WHERE id = $1 AND removed_at IS NULL',
);
const addReading = statement(
  'add-document-reading',
  'INSERT INTO document_reading (document_id, sealed) VALUES ($1, $2)',
);
const findReading = statement('find-document-reading', 'SELECT sealed FROM document_reading WHERE document_id = $1');
