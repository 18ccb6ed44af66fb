import type { ActsForMe } from '../../../api/history/shapes.ts';
import type { PermitDocuments, PermitView } from '../../../api/permits/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export function readPermits(signal: AbortSignal): Promise<Answer<{ items: PermitView[] }>> {
  return call<{ items: PermitView[] }>('/v1/permits', { signal });
}

const path = (id: string, rest = '') => `/v1/permits/${encodeURIComponent(id)}${rest}`;

export function readPermit(id: string, signal: AbortSignal): Promise<Answer<PermitView>> {
  return call<PermitView>(path(id), { signal });
}

export function readPermitDocuments(id: string, signal: AbortSignal): Promise<Answer<PermitDocuments>> {
  return call<PermitDocuments>(path(id, '/documents'), { signal });
}

/** A link to couple the permit to the parking app: mailed, or to go there with now. */
export function askForLink(id: string, by: 'mail' | 'link', key: string): Promise<Answer<{ link: string | null }>> {
  return call<{ link: string | null }>(path(id, '/_couple'), { method: 'POST', body: { by }, key });
}

/** Where the bytes of a document or letter of a permit are. */
export const permitDocument = (id: string, documentId: string): string =>
  path(id, `/documents/${encodeURIComponent(documentId)}`);

export interface HistoryPage {
  items: PermitView[];
  nextCursor: string | null;
  /** The day the data of the municipality begin. */
  since: string | null;
}

export function readHistory(cursor: string | null, signal?: AbortSignal): Promise<Answer<HistoryPage>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return call<HistoryPage>(`/v1/history${query}`, { ...(signal && { signal }) });
}

/** What staff did for them at the counter or on the phone. */
export function readActsForMe(cursor: string | null, signal?: AbortSignal): Promise<Answer<ActsForMe>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return call<ActsForMe>(`/v1/history/on-behalf${query}`, { ...(signal && { signal }) });
}
