import type { StreetNotices, StreetWish } from '../../api/street-notices/shapes.ts';
import { call, type Answer } from '../data/http.ts';

/** The desk asks for whoever is signed in there, the parking app for its account. */
export type Whose = 'me' | 'account';

export const readStreetNotices = (whose: Whose, signal: AbortSignal): Promise<Answer<StreetNotices>> =>
  call<StreetNotices>(`/v1/${whose}/street-notices`, { signal });

export const keepStreetWish = (whose: Whose, body: StreetWish, key: string): Promise<Answer<StreetWish>> =>
  call<StreetWish>(`/v1/${whose}/street-notices`, { method: 'PUT', body, key });
