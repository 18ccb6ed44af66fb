import type { PassPage, PassSummary } from '../../../api/passes/shapes.ts';
import type { Person } from '../../../api/review/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export const PASS_FILTERS = ['to-post', 'all'] as const;
export type PassFilter = (typeof PASS_FILTERS)[number];

export function readPasses(filter: PassFilter, cursor: string | null, signal?: AbortSignal): Promise<Answer<PassPage>> {
  const query = new URLSearchParams({ filter, ...(cursor !== null && { cursor }) });
  return call<PassPage>(`/v1/staff/passes?${query}`, { ...(signal && { signal }) });
}

export function markPass(id: string, step: 'made' | 'posted', key: string): Promise<Answer<PassSummary>> {
  return call<PassSummary>(`/v1/staff/passes/${id}/_${step}`, { method: 'POST', key });
}

/** Every reading is recorded, and the holder can see it: ask only for the envelope. */
export function showAddressee(id: string, key: string): Promise<Answer<Person>> {
  return call<Person>(`/v1/staff/passes/${id}/_show-person`, { method: 'POST', key });
}
