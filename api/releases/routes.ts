import {
  approveDraft,
  changeDraft,
  rejectDraft,
  startDraft,
  submitDraft,
  takeBackDraft,
} from '../../activities/municipalities/drafts.ts';
import { FILE_NAMES } from '../../activities/municipalities/files.ts';
import { MAX_UPLOAD_BYTES } from '../../rules/documents.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Answered, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { readUpload } from '../permit-applications/upload.ts';
import { readDraft, readReleases } from './read.ts';
import { DraftChangeBody, DraftView, FileQuery, NewDraftBody, RejectDraftBody, ReleaseList } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Releases of products, prices and calendars: drafted by one, approved by another, in force from their day (BEYOND-022). */
export function releaseRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  const draft = async (
    caller: Staff,
    id: string,
    act?: () => Promise<{ outcome: string } | Refusal>,
  ): Promise<Answered<DraftView>> => {
    if (!isUuid(id)) return NOT_FOUND;
    const acted = await act?.();
    if (acted && isRefusal(acted)) return refusal(acted);
    const read = await readDraft(api, caller, id);
    return read ? answer(read) : NOT_FOUND;
  };
  return [
    endpoint({
      method: 'get', path: '/v1/staff/releases', may: 'operate', records: null, answers: ReleaseList,
      summary: 'Releases of products, prices and calendars, the newest first, and drafts of the next',
      handle: async ({ caller }) => answer(await readReleases(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/release-drafts', may: 'operate', records: 'release-drafted', body: NewDraftBody, answers: DraftView,
      status: 201, refuses: ['release-in-force'],
      summary: 'Draft the next release from one there is, or put that one back',
      async handle({ caller, body, key }) {
        const id = idFrom('release-draft', key);
        return draft(caller, id, () => startDraft(deps, { id, ...by(caller), ...body }, deps.clock()));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/release-drafts/{id}', may: 'operate', records: null, answers: DraftView,
      summary: 'A draft with its files, what is wrong with them, and what would come of it',
      handle: ({ caller, params }) => draft(caller, params['id']!),
    }),
    endpoint({
      method: 'patch', path: '/v1/staff/release-drafts/{id}', may: 'operate', records: 'release-draft-changed', body: DraftChangeBody,
      answers: DraftView, refuses: ['draft-of-colleague', 'draft-closed', 'draft-changed', 'value-unknown', 'restores-unchanged'],
      summary: 'Change what it says of itself, or values of every day',
      handle: ({ caller, params, body: { version, terms, values } }) => {
        const id = params['id']!;
        const more = { ...(terms && { terms }), ...(values && { values }) };
        return draft(caller, id, () => changeDraft(deps, { id, ...by(caller), version, ...more }, deps.clock()));
      },
    }),
    endpoint({
      method: 'put', path: '/v1/staff/release-drafts/{id}/files/{file}', may: 'operate', records: 'release-draft-changed', query: FileQuery,
      raw: 'multipart', answers: DraftView,
      refuses: ['draft-of-colleague', 'draft-closed', 'draft-changed', 'restores-unchanged', 'file-too-large', 'file-not-text'],
      summary: 'Replace one of its files, as YAML or GeoJSON',
      async handle({ caller, params, query: { version }, req }) {
        const id = params['id']!;
        const name = FILE_NAMES.find((known) => known === params['file']);
        if (!name || !isUuid(id) || !(await readDraft(api, caller, id))) return NOT_FOUND;
        const { content, truncated } = await readUpload(req);
        if (truncated)
          return refusal(refuse('file-too-large', { bytes: MAX_UPLOAD_BYTES + 1, atMost: MAX_UPLOAD_BYTES }, 'make-file-smaller'));
        const text = textOf(content);
        if (text === undefined) return refusal(refuse('file-not-text', {}, 'choose-other-file'));
        return draft(caller, id, () => changeDraft(deps, { id, ...by(caller), version, file: { name, text } }, deps.clock()));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/release-drafts/{id}/_submit', may: 'operate', records: 'release-submitted', answers: DraftView,
      refuses: ['draft-of-colleague', 'draft-closed', 'release-faulty', 'release-day-passed', 'release-same'],
      summary: 'Ask a colleague to approve it; it stays as it is from here on',
      handle: ({ caller, params }) => {
        const id = params['id']!;
        return draft(caller, id, () => submitDraft(deps, { id, ...by(caller) }, deps.clock()));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/release-drafts/{id}/_approve', may: 'operate', records: 'release-approved', answers: DraftView,
      refuses: ['own-work', 'draft-closed', 'release-outdated', 'release-day-passed', 'release-faulty'],
      summary: 'Let one hold that somebody else wrote: from the first moment of its day, or from now',
      handle: ({ caller, params }) => {
        const id = params['id']!;
        return draft(caller, id, () => approveDraft(deps, { id, ...by(caller) }, deps.clock()));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/release-drafts/{id}/_reject', may: 'operate', records: 'release-rejected', body: RejectDraftBody,
      answers: DraftView, refuses: ['own-work', 'draft-closed'],
      summary: 'Say no to one that somebody else wrote, and why',
      handle: ({ caller, params, body: { reason } }) => {
        const id = params['id']!;
        return draft(caller, id, () => rejectDraft(deps, { id, ...by(caller), reason }, deps.clock()));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/release-drafts/{id}/_reopen', may: 'operate', records: 'release-draft-changed', answers: DraftView,
      refuses: ['draft-of-colleague', 'draft-closed'],
      summary: 'Take one of your own back to work on it again',
      handle: ({ caller, params }) => {
        const id = params['id']!;
        return draft(caller, id, () => takeBackDraft(deps, { id, ...by(caller), to: 'draft' }, deps.clock()));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/release-drafts/{id}/_withdraw', may: 'operate', records: 'release-withdrawn', answers: DraftView,
      refuses: ['draft-of-colleague', 'draft-closed'],
      summary: 'Take one of your own back for good',
      handle: ({ caller, params }) => {
        const id = params['id']!;
        return draft(caller, id, () => takeBackDraft(deps, { id, ...by(caller), to: 'withdrawn' }, deps.clock()));
      },
    }),
  ]; // prettier-ignore
}

/** Bytes as text; undefined when they are none, or hold what no database keeps. */
function textOf(content: Buffer): string | undefined {
  const text = content.toString('utf8');
  return Buffer.from(text, 'utf8').equals(content) && !text.includes('\u0000') ? text : undefined;
}
