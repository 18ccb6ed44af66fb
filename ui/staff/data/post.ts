import type { PostBatchView, PostView } from '../../../api/post/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export function readPost(signal: AbortSignal): Promise<Answer<PostView>> {
  return call<PostView>('/v1/staff/post', { signal });
}

export function makeBatch(_body: null, key: string): Promise<Answer<PostBatchView>> {
  return call<PostBatchView>('/v1/staff/post-batches', { method: 'POST', key });
}

export function markSent(id: string, key: string): Promise<Answer<PostBatchView>> {
  return call<PostBatchView>(`/v1/staff/post-batches/${id}/_sent`, { method: 'POST', key });
}

export const batchContent = (id: string): string => `/v1/staff/post-batches/${id}/content`;
