import type { CardMade, LinkAsked, SignOnView } from '../../../api/sign-on/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const of = (permitId: string): string => `/v1/permits/${encodeURIComponent(permitId)}/sign-on`;

export function readSignOn(permitId: string, signal: AbortSignal): Promise<Answer<SignOnView>> {
  return call<SignOnView>(of(permitId), { signal });
}

export function choosePin(permitId: string, pin: string, key: string): Promise<Answer<SignOnView>> {
  return call<SignOnView>(`${of(permitId)}/pin`, { method: 'PUT', body: { pin }, key });
}

/** A number and a PIN by post, a letter each. */
export function postPin(permitId: string, key: string): Promise<Answer<SignOnView>> {
  return call<SignOnView>(`${of(permitId)}/letters`, { method: 'POST', key });
}

/** A card to print; its code comes this once. */
export function makeCard(permitId: string, key: string): Promise<Answer<CardMade>> {
  return call<CardMade>(`${of(permitId)}/cards`, { method: 'POST', key });
}

export function revokeKey(permitId: string, keyId: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`${of(permitId)}/keys/${encodeURIComponent(keyId)}`, { method: 'DELETE', key });
}

/** A code to text to the line. */
export function askToLink(permitId: string, key: string): Promise<Answer<LinkAsked>> {
  return call<LinkAsked>(`${of(permitId)}/phones`, { method: 'POST', key });
}

export function unlinkPhone(permitId: string, phoneId: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`${of(permitId)}/phones/${encodeURIComponent(phoneId)}`, { method: 'DELETE', key });
}
