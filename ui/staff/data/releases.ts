import type { DraftChangeBody, DraftView, NewDraftBody, ReleaseList } from '../../../api/releases/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const DRAFTS = '/v1/staff/release-drafts';

export function readReleases(signal: AbortSignal): Promise<Answer<ReleaseList>> {
  return call<ReleaseList>('/v1/staff/releases', { signal });
}

export function readDraft(id: string, signal: AbortSignal): Promise<Answer<DraftView>> {
  return call<DraftView>(`${DRAFTS}/${id}`, { signal });
}

export function startDraft(body: NewDraftBody, key: string): Promise<Answer<DraftView>> {
  return call<DraftView>(DRAFTS, { method: 'POST', body, key });
}

export function changeDraft(
  { id, ...body }: DraftChangeBody & { id: string },
  key: string,
): Promise<Answer<DraftView>> {
  return call<DraftView>(`${DRAFTS}/${id}`, { method: 'PATCH', body, key });
}

export function putFile(
  { id, name, version, text }: { id: string; name: string; version: number; text: string },
  key: string,
): Promise<Answer<DraftView>> {
  const body = new FormData();
  body.set('requirementId', 'release-draft');
  body.set('kind', name);
  body.set('file', new Blob([text], { type: 'text/plain' }), name);
  return call<DraftView>(`${DRAFTS}/${id}/files/${name}?version=${version}`, { method: 'PUT', body, key });
}

export type DraftAct = 'submit' | 'approve' | 'reject' | 'reopen' | 'withdraw';

export function actOnDraft(
  { id, act, reason }: { id: string; act: DraftAct; reason?: string },
  key: string,
): Promise<Answer<DraftView>> {
  const body = reason === undefined ? undefined : { reason };
  return call<DraftView>(`${DRAFTS}/${id}/_${act}`, { method: 'POST', key, ...(body && { body }) });
}
