import type { HouseholdView, SignedOff, SignedOn, SignOnQuote } from '../../api/sign-on/shapes.ts';
import { call, type Answer } from '../data/http.ts';

/** A number and its code: kept in the page alone, and sent with every request. */
export interface Credentials {
  municipality: string;
  number: string;
  code: string;
}

export interface Wish extends Credentials {
  plate: string;
  country: string;
  endsAt?: string | undefined;
  areaId?: string | undefined;
}

const post = <T>(path: string, body: object, key?: string, signal?: AbortSignal): Promise<Answer<T>> =>
  call<T>(`/v1/sign-ons/${path}`, {
    method: 'POST',
    body,
    ...(key !== undefined && { key }),
    ...(signal && { signal }),
  });

export const viewHousehold = (body: Credentials): Promise<Answer<HouseholdView>> => post('_view', body);
export const quoteSignOn = (body: Wish): Promise<Answer<SignOnQuote>> => post('_quote', body);
export const signOn = (body: Wish, key: string): Promise<Answer<SignedOn>> => post('_start', body, key);
export const signOff = (body: Credentials & { actionId: string }, key: string): Promise<Answer<SignedOff>> =>
  post('_stop', body, key);
