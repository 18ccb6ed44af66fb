/** What a program may do with a token of somebody's account: what its owner ticked, and nothing else (PEERS-040). */
export const TOKEN_SCOPES = ['read', 'park', 'favourites', 'balance'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** How long a token may work, in days. One that nobody renews ends by itself. */
export const TOKEN_DAYS = [30, 90, 365] as const;
export type TokenDays = (typeof TOKEN_DAYS)[number];

/** More programs than anybody has at home. */
export const MOST_TOKENS = 10;

/** So many questions a minute from one token: one a second, with room for a handful at once. */
export const TOKEN_REQUESTS_A_MINUTE = 90;

/** May a program with these scopes do what asks for one of those? */
export const tokenMay = (granted: readonly TokenScope[], asked: readonly TokenScope[]): boolean =>
  asked.some((scope) => granted.includes(scope));

export interface TokenOperation {
  method: string;
  path: string;
  /** One of these is enough. */
  scopes: readonly TokenScope[];
}

/** What a token opens; the interface's own description says the same, and a test holds them together. */
export const TOKEN_OPERATIONS: readonly TokenOperation[] = [
  { method: 'GET', path: '/v1/parking/permits', scopes: ['read', 'balance'] },
  { method: 'GET', path: '/v1/parking/permits/{id}', scopes: ['read', 'balance'] },
  { method: 'GET', path: '/v1/parking/actions', scopes: ['read'] },
  { method: 'GET', path: '/v1/parking/actions/{id}', scopes: ['read'] },
  { method: 'POST', path: '/v1/parking/quotes', scopes: ['park'] },
  { method: 'POST', path: '/v1/parking/actions', scopes: ['park'] },
  { method: 'POST', path: '/v1/parking/actions/{id}/_quote', scopes: ['park'] },
  { method: 'PATCH', path: '/v1/parking/actions/{id}', scopes: ['park'] },
  { method: 'POST', path: '/v1/parking/actions/{id}/_stop', scopes: ['park'] },
  { method: 'DELETE', path: '/v1/parking/actions/{id}', scopes: ['park'] },
  { method: 'GET', path: '/v1/parking/permits/{id}/favourites', scopes: ['favourites'] },
  { method: 'POST', path: '/v1/parking/permits/{id}/favourites', scopes: ['favourites'] },
  { method: 'PUT', path: '/v1/parking/permits/{id}/favourites/{favouriteId}', scopes: ['favourites'] },
  { method: 'DELETE', path: '/v1/parking/permits/{id}/favourites/{favouriteId}', scopes: ['favourites'] },
  { method: 'GET', path: '/v1/parking/permits/{id}/recent-plates', scopes: ['favourites'] },
  { method: 'GET', path: '/v1/parking/permits/{id}/transactions', scopes: ['balance'] },
];
