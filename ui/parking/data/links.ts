import type { z } from 'zod';
import type { ActionLinkView, LinkView } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Link = z.infer<typeof LinkView>;

/** What a mailed link is about; looking does not use it up. The token goes in the body, so that no log ever has it. */
export function viewLink(token: string, signal: AbortSignal): Promise<Answer<Link>> {
  return call<Link>('/v1/parking/links/_view', { method: 'POST', body: { token }, signal });
}

export function acceptLink(body: { token: string }, key: string): Promise<Answer<unknown>> {
  return call('/v1/parking/links/_accept', { method: 'POST', body, key });
}

export type LinkedAction = z.infer<typeof ActionLinkView>;

/** The parking action a mailed link is about; the link is for that one, and needs no signing in. */
export function viewLinkedAction(token: string, signal: AbortSignal): Promise<Answer<LinkedAction>> {
  return call<LinkedAction>('/v1/parking/links/_action', { method: 'POST', body: { token }, signal });
}

export type LinkAct = { token: string; do: 'stop' } | { token: string; do: 'extend'; minutes: number };

/** Under a key of its own, so that a second tap does nothing more. */
export function actByLink(body: LinkAct, key: string): Promise<Answer<LinkedAction>> {
  return call<LinkedAction>('/v1/parking/links/_act', { method: 'POST', body, key });
}
