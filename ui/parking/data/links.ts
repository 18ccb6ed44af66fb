import type { z } from 'zod';
import type { LinkView } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Link = z.infer<typeof LinkView>;

/** What a mailed link is about; looking does not use it up. The token goes in the body, so that no log ever has it. */
export function viewLink(token: string, signal: AbortSignal): Promise<Answer<Link>> {
  return call<Link>('/v1/parking/links/_view', { method: 'POST', body: { token }, signal });
}

export function acceptLink(body: { token: string }, key: string): Promise<Answer<unknown>> {
  return call('/v1/parking/links/_accept', { method: 'POST', body, key });
}
