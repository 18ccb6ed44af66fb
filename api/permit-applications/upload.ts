import busboy from 'busboy';
import { type Request } from 'express';
import { fileTypeFromBuffer } from 'file-type';
import { storeDocument, type NewDocument } from '../../activities/db/stores/documents.ts';
import { inTransaction } from '../../activities/db/transaction.ts';
import { decideUpload, MAX_UPLOAD_BYTES } from '../../rules/documents.ts';
import { isRefusal, type Refusal } from '../../rules/values/refusal.ts';
import type { Api } from '../api.ts';
import { idFrom } from '../http/ids.ts';
import { HttpProblem } from '../http/problem.ts';
import { isText } from '../http/text.ts';

export interface Upload {
  requirementId: string;
  kind: string;
  fileName: string;
  content: Buffer;
  /** More came than may be kept; the rest was not read. */
  truncated: boolean;
  /** What the bytes say it is, whatever the name says. */
  mediaType: string | null;
}

/** Reads the proof somebody sends, has it scanned and keeps it with its case: answers its id, the same one for the same key. */
export async function keepUpload(
  { deps }: Api,
  req: Request,
  owner: Pick<
    NewDocument,
    'municipalityId' | 'holderId' | 'applicationId' | 'permitId' | 'plateChangeId' | 'fineReportId'
  >,
  key: string,
): Promise<{ outcome: 'kept'; documentId: string } | Refusal> {
  const { requirementId, kind, fileName, content, truncated, mediaType } = await readUpload(req);
  const bytes = truncated ? MAX_UPLOAD_BYTES + 1 : content.length;
  const infected = !truncated && (await deps.scanner.isInfected(content));
  const accepted = decideUpload({ bytes, mediaType, infected });
  if (isRefusal(accepted)) return accepted;
  const document: NewDocument = {
    ...owner,
    origin: 'upload',
    kind,
    requirementId,
    fileName: safeName(fileName, accepted.extension),
    mediaType: mediaType!,
    content,
    at: deps.clock(),
  };
  const documentId = await inTransaction(deps.pool, (tx) =>
    storeDocument(tx, deps.vault, document, idFrom('document', key)),
  );
  return { outcome: 'kept', documentId };
}

/** Reads one file and the two fields that say what it proves. Anything else in the form is refused. */
export function readUpload(req: Request): Promise<Upload> {
  if (!req.is('multipart/form-data')) throw new HttpProblem(415, 'not-a-form');
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let fileName: string | undefined;
    let truncated = false;
    let strange = false;
    const form = formOf(req);
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      form.on(limit, () => {
        strange = true;
      });
    form.on('field', (name, value) => {
      if ((name !== 'requirementId' && name !== 'kind') || !isText(value)) strange = true;
      fields[name] = value;
    });
    form.on('file', (name, file, info) => {
      if (name !== 'file') strange = true;
      fileName = info.filename;
      file.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A form that stops in the middle of a file fails here first; unheard, it would end the whole process.
      file.on('error', () => reject(new HttpProblem(400, 'invalid-form')));
      file.on('limit', () => {
        truncated = true;
      });
    });
    form.on('error', () => reject(new HttpProblem(400, 'invalid-form')));
    form.on('close', () => {
      const { requirementId, kind } = fields;
      if (strange || fileName === undefined || !requirementId || !kind)
        return reject(new HttpProblem(400, 'invalid-form'));
      const content = Buffer.concat(chunks);
      sniff(content).then(
        (mediaType) => resolve({ requirementId, kind, fileName: fileName!, content, truncated, mediaType }),
        reject,
      );
    });
    req.on('aborted', () => reject(new HttpProblem(400, 'invalid-form')));
    req.pipe(form);
  });
}

function formOf({ headers }: Request): busboy.Busboy {
  try {
    return busboy({
      headers,
      defParamCharset: 'utf8', // `latin1` would garble an ü in a name
      limits: { files: 1, fields: 4, fieldSize: 500, fileSize: MAX_UPLOAD_BYTES + 1 },
    });
  } catch (error) {
    throw new HttpProblem(400, 'invalid-form', undefined, error); // it says multipart but not where the parts end
  }
}

async function sniff(content: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(content);
  return found?.mime ?? null;
}

/** A name that says what the bytes are, without a path and without anything a file system or a header would take badly. */
export function safeName(name: string, extension: string): string {
  const stem = name
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N} ._-]/gu, '_')
    .trim()
    .slice(0, 80);
  return `${stem || 'document'}.${extension}`;
}
