import { type Request, type Response } from 'express';
import { type Deps } from '../../activities/ports.ts';
import { providerOf } from '../../activities/third-parties/tokens.ts';
import { type Provider } from './caller.ts';
import { PROVIDERS_MAY, type ProviderMay } from './endpoint.ts';
import { atMost, type PerMinute } from './per-minute.ts';
import { HttpProblem } from './problem.ts';
import { languageOf } from './words.ts';

export interface ProviderTokens {
  /** Who asks, by the token in the request. Throws what is wrong with it. */
  find(req: Request, res: Response, may: ProviderMay): Promise<Provider>;
}

/** So many a minute, from each provider: a city's sessions with room to spare, and no flood. */
const PER_MINUTE = 1_200;

/** What a program proves itself with; undefined where it sends nothing of the kind. */
export const bearerOf = (req: Request): string | undefined =>
  /^Bearer ([\w.-]{1,1000})$/i.exec(req.get('Authorization') ?? '')?.[1];

/** Tokens of other apps (bearer, OAuth 2.0). They run on real time; keys and stops on business time. */
export function createProviderTokens(deps: Pick<Deps, 'pool' | 'vault' | 'clock'>, count: PerMinute): ProviderTokens {
  return {
    async find(req, res, may) {
      res.locals['language'] = languageOf(req, undefined);
      const nowMs = Date.now();
      const token = bearerOf(req);
      const provider = token === undefined ? undefined : await providerOf(deps, token, deps.clock(), nowMs);
      if (!provider) {
        res.set('WWW-Authenticate', `Bearer realm="parkwerk"${token === undefined ? '' : ', error="invalid_token"'}`);
        throw new HttpProblem(401, 'token-missing');
      }
      await atMost(PER_MINUTE, `provider ${provider.id}`, count, nowMs);
      if (provider.stopped) throw new HttpProblem(403, 'provider-stopped');
      const scope = PROVIDERS_MAY[may];
      if (!provider.scopes.includes(scope)) {
        res.set('WWW-Authenticate', `Bearer realm="parkwerk", error="insufficient_scope", scope="${scope}"`);
        throw new HttpProblem(403, 'scope-missing');
      }
      const { id, municipalityId } = provider;
      return { kind: 'provider', id, municipalityId, language: languageOf(req, undefined) };
    },
  };
}
