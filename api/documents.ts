import { type Response } from 'express';
import { type FindOptionsWhere } from 'typeorm';
import { Document } from '../activities/db/entities/all.ts';
import { readDocument } from '../activities/db/stores/documents.ts';
import { type Api } from './api.ts';
import { isUuid } from './http/ids.ts';

/**
 * Sends a document's bytes, if it is one of those `within`. Always as a download with its sniffed type, never to be interpreted: a
 * page of ours that shows it fetches it and draws it itself.
 */
export async function sendDocument(
  { orm, deps }: Api,
  res: Response,
  id: string,
  within: FindOptionsWhere<Document>,
): Promise<boolean> {
  const document = isUuid(id) ? await orm.getRepository(Document).findOneBy({ ...within, id }) : null;
  if (!document || document.attachedAt === null || document.removedAt !== null) return false;
  const content = await readDocument(deps.pool, deps.vault, id);
  if (!content) return false;
  res.set({
    'Content-Type': document.mediaType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(document.fileName)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  });
  res.send(content);
  return true;
}
