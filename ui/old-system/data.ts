import type { CameOver } from '../../api/old-system/shapes.ts';
import { call, type Answer } from '../data/http.ts';

/** The desk asks for whoever is signed in there, the parking app for its account. */
export type Whose = 'me' | 'account';

export const readCameOver = (whose: Whose, signal: AbortSignal): Promise<Answer<CameOver>> =>
  call<CameOver>(`/v1/${whose}/came-over`, { signal });

export const putAwayCameOver = (whose: Whose, key: string): Promise<Answer<CameOver>> =>
  call<CameOver>(`/v1/${whose}/came-over/_put-away`, { method: 'POST', key });
