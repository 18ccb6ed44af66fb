import { tokenMay, TOKEN_SCOPES } from './account-tokens.ts';

describe('a token of an account', () => {
  it('opens what asks for one of its scopes, and nothing else [PEERS-040]', () => {
    expect(tokenMay(['read'], ['read', 'balance'])).toBe(true);
    expect(tokenMay(['favourites'], ['park'])).toBe(false);
    expect(tokenMay([], TOKEN_SCOPES)).toBe(false);
  });

  it('opens nothing that asks for no scope at all [PEERS-040]', () => {
    expect(tokenMay(TOKEN_SCOPES, [])).toBe(false);
  });
});
