import type { LookBody, SecondLookPage } from '../../../api/second-looks/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export const LOOK_FILTERS = ['open', 'done'] as const;
export type LookFilter = (typeof LOOK_FILTERS)[number];

export function readLooks(
  filter: LookFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Answer<SecondLookPage>> {
  const query = new URLSearchParams({ filter, ...(cursor !== null && { cursor }) });
  return call<SecondLookPage>(`/v1/staff/second-looks?${query}`, { ...(signal && { signal }) });
}

export function giveLook({ id, ...body }: LookBody & { id: string }, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/staff/second-looks/${id}/_give`, { method: 'POST', body, key });
}
