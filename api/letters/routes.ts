import { Document } from '../../activities/db/entities/all.ts';
import { createSigner, signFile } from '../../activities/db/signing.ts';
import { readReading } from '../../activities/db/stores/readings.ts';
import { type LetterReading } from '../../rules/letters/reading.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { sendDocument } from '../documents.ts';
import { type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { LetterForm, LetterView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

interface Own {
  document: Document;
  reading: LetterReading;
}

/** Letters of the municipality to whoever reads them: in words, in two languages, and as a file a program can check (BEYOND-032). */
export function letterRoutes(api: Api): Endpoint[] {
  const { deps, orm } = api;
  const signer = createSigner(api.deps.vault);

  async function find({ id: holderId, municipalityId }: Citizen, id: string): Promise<Own | undefined> {
    if (!isUuid(id)) return undefined;
    const document = await orm.getRepository(Document).findOneBy({ id, holderId, municipalityId, origin: 'letter' });
    const reading = document && (await readReading(deps.pool, deps.vault, id));
    return document && reading ? { document, reading } : undefined;
  }

  return [
    endpoint({
      method: 'get', path: '/v1/letters/{documentId}', may: 'desk', records: null, answers: LetterView,
      summary: 'A letter in words, in every language',
      async handle({ caller, params }) {
        const own = await find(caller, params['documentId']!);
        if (!own) return NOT_FOUND;
        const { document, reading: { id, kind, language, text } } = own;
        return answer({ id, kind, at: document.createdAt, fileName: document.fileName, language, text });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/letters/{documentId}/file', may: 'desk', records: null, query: LetterForm, raw: 'file',
      summary: 'A letter as PDF, or the same as a signed file for a program; the key to check it is at /v1/signing-keys',
      async handle({ caller, params, query, res }) {
        const own = await find(caller, params['documentId']!);
        if (!own) return NOT_FOUND;
        const { document, reading } = own;
        if (query.format === 'pdf') return (await sendDocument(api, res, document.id, { holderId: caller.id })) ? sent : NOT_FOUND;
        const name = document.fileName.replace(/\.pdf$/, '.json');
        res.set({ 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Cache-Control': 'private, no-store' });
        res.type('application/json').send(JSON.stringify(signFile(signer, reading), null, 1));
        return sent;
      },
    }),
  ]; // prettier-ignore
}
