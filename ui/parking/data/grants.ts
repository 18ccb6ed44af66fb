import type { z } from 'zod';
import type { GrantBody, GrantedView, GrantList } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Grants = z.infer<typeof GrantList>;
export type Grant = Grants['items'][number];
export type NewGrant = z.infer<typeof GrantBody>;
export type Granted = z.infer<typeof GrantedView>;

const of = (permitId: string) => `/v1/parking/permits/${encodeURIComponent(permitId)}/grants`;

export function readGrants(permitId: string, signal: AbortSignal): Promise<Answer<Grants>> {
  return call<Grants>(of(permitId), { signal });
}

export function giveGrant(
  { permitId, body }: { permitId: string; body: NewGrant },
  key: string,
): Promise<Answer<Granted>> {
  return call<Granted>(of(permitId), { method: 'POST', body, key });
}

export function revokeGrant({ permitId, id }: { permitId: string; id: string }, key: string): Promise<Answer<unknown>> {
  return call(`${of(permitId)}/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

/** Nothing begins on a paused grant until it goes on. */
export function pauseGrant(
  { permitId, id, paused }: { permitId: string; id: string; paused: boolean },
  key: string,
): Promise<Answer<Grant>> {
  return call<Grant>(`${of(permitId)}/${encodeURIComponent(id)}/${paused ? '_pause' : '_resume'}`, {
    method: 'POST',
    key,
  });
}
