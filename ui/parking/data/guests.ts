import type { GuestPassBody, GuestPassList, GuestPassMade } from '../../../api/guests/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type GuestPass = GuestPassList['items'][number];
export type GuestVisit = GuestPass['visits'][number];

const of = (permitId: string) => `/v1/parking/permits/${encodeURIComponent(permitId)}`;

export function readGuestPasses(permitId: string, signal: AbortSignal): Promise<Answer<GuestPassList>> {
  return call<GuestPassList>(`${of(permitId)}/guest-passes`, { signal });
}

export function makeGuestPass(
  { permitId, body }: { permitId: string; body: GuestPassBody },
  key: string,
): Promise<Answer<GuestPassMade>> {
  return call<GuestPassMade>(`${of(permitId)}/guest-passes`, { method: 'POST', body, key });
}

export function revokeGuestPass(
  { permitId, id }: { permitId: string; id: string },
  key: string,
): Promise<Answer<unknown>> {
  return call(`${of(permitId)}/guest-passes/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

export function answerGuest(
  { permitId, id, answer }: { permitId: string; id: string; answer: 'allow' | 'refuse' },
  key: string,
): Promise<Answer<unknown>> {
  return call(`${of(permitId)}/guest-visits/${encodeURIComponent(id)}/_${answer}`, { method: 'POST', key });
}
