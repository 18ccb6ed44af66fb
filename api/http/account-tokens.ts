import { type Request, type Response } from 'express';
import { accountOfToken } from '../../activities/accounts/tokens.ts';
import { type Deps } from '../../activities/ports.ts';
import { tokenMay, TOKEN_REQUESTS_A_MINUTE, type TokenScope } from '../../rules/account-tokens.ts';
import { type Account } from './caller.ts';
import { atMost, type PerMinute } from './per-minute.ts';
import { HttpProblem } from './problem.ts';
import { bearerOf } from './provider-tokens.ts';
import { languageOf } from './words.ts';

export interface AccountTokens {
  /** Whose program asks, by the token in the request. Throws what is wrong with it; no scopes means no program may. */
  find(req: Request, res: Response, scopes: readonly TokenScope[]): Promise<Account>;
}

/** Tokens of people's own programs. They end on business time; how often they may ask runs on real time. */
export function createAccountTokens(deps: Pick<Deps, 'pool' | 'vault' | 'clock'>, count: PerMinute): AccountTokens {
  return {
    async find(req, res, scopes) {
      res.locals['language'] = languageOf(req, undefined);
      const found = await accountOfToken(deps, bearerOf(req) ?? '', deps.clock());
      if (!found) {
        res.set('WWW-Authenticate', 'Bearer realm="parkwerk", error="invalid_token"');
        throw new HttpProblem(401, 'token-unknown');
      }
      await atMost(TOKEN_REQUESTS_A_MINUTE, `token ${found.id}`, count, Date.now());
      if (scopes.length === 0) throw new HttpProblem(403, 'not-for-programs');
      if (!tokenMay(found.scopes, scopes)) {
        const scope = scopes.join(' ');
        res.set('WWW-Authenticate', `Bearer realm="parkwerk", error="insufficient_scope", scope="${scope}"`);
        throw new HttpProblem(403, 'token-scope-missing');
      }
      const { id: sessionId, accountId: id, language } = found;
      return { kind: 'account', id, language, sessionId, token: { scopes: found.scopes } };
    },
  };
}
