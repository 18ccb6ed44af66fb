import type { Held, Looks, OwnChecks } from '../../api/privacy/shapes.ts';
import { call, type Answer } from '../data/http.ts';

/** The desk asks for whoever is signed in there, the parking app for its account. */
export type Whose = 'me' | 'account';

export const filePath = (whose: Whose): string => `/v1/${whose}/own-data/export`;

export const readHeld = (whose: Whose, signal: AbortSignal): Promise<Answer<Held>> =>
  call<Held>(`/v1/${whose}/own-data`, { signal });

const after = (cursor: string | null): string => (cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`);

export const readLooks = (cursor: string | null, signal?: AbortSignal): Promise<Answer<Looks>> =>
  call<Looks>(`/v1/me/own-data/looks${after(cursor)}`, { ...(signal && { signal }) });

export const readChecks = (whose: Whose, cursor: string | null, signal?: AbortSignal): Promise<Answer<OwnChecks>> =>
  call<OwnChecks>(`/v1/${whose}/own-data/checks${after(cursor)}`, { ...(signal && { signal }) });
