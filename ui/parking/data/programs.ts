import type { TokenBody, TokenList, TokenMade } from '../../../api/accounts/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export function readTokens(signal: AbortSignal): Promise<Answer<TokenList>> {
  return call<TokenList>('/v1/account/tokens', { signal });
}

export function makeToken(body: TokenBody, key: string): Promise<Answer<TokenMade>> {
  return call<TokenMade>('/v1/account/tokens', { method: 'POST', body, key });
}

export function takeTokenBack(id: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/account/tokens/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}
