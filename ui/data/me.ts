import type { Me, Settings } from '../../api/me/shapes.ts';
import { call, type Answer } from './http.ts';

/** Who is signed in; a 401 when nobody is. */
export function readMe(signal: AbortSignal): Promise<Answer<Me>> {
  return call<Me>('/v1/me', { signal });
}

export function saveSettings(settings: Settings, key: string): Promise<Answer<Settings>> {
  return call<Settings>('/v1/me/settings', { method: 'PUT', body: settings, key });
}

/** Ends the session here; the browser must then go to `continueAt`, where the identity provider ends its own and leads back `from` where one left. */
export function logOut(from: 'on-demand' | null, key: string): Promise<Answer<{ continueAt: string }>> {
  return call<{ continueAt: string }>(`/auth/logout${from ? `?from=${from}` : ''}`, { method: 'POST', key });
}
