import type {
  GuestCheckout,
  GuestLook,
  GuestQuote,
  GuestQuoteBody,
  GuestVisitBody,
  GuestVisitView,
} from '../../api/guests/shapes.ts';
import type { z } from 'zod';
import { call, type Answer } from '../data/http.ts';

const post = <T>(path: string, body: object, key?: string, signal?: AbortSignal): Promise<Answer<T>> =>
  call<T>(`/v1/guest-visits${path}`, {
    method: 'POST',
    body,
    ...(key !== undefined && { key }),
    ...(signal && { signal }),
  });

export const lookAsGuest = (code: string): Promise<Answer<GuestLook>> => post('/_look', { code });
export const quoteAsGuest = (body: GuestQuoteBody): Promise<Answer<GuestQuote>> => post('/_quote', body);
export const signOnAsGuest = (body: GuestVisitBody): Promise<Answer<GuestVisitView>> => post('', body);
export const readVisit = (key: string, signal?: AbortSignal): Promise<Answer<GuestVisitView>> =>
  post('/_view', { key }, undefined, signal);
export const stopVisit = (key: string, once: string): Promise<Answer<GuestVisitView>> => post('/_stop', { key }, once);
export const payVisit = (key: string, once: string): Promise<Answer<z.infer<typeof GuestCheckout>>> =>
  post('/_pay', { key }, once);

const KEPT = 'pw-guest-visit';

/** The key of the visit, kept in this browser alone, so that somebody who comes back from paying finds it again. */
export function keptVisit(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch (error) {
    // A browser that keeps nothing shows the visit until its page is closed.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export function keepVisit(key: string | null): void {
  try {
    if (key === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, key);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
