import { type Request, type Response } from 'express';
import { type Deps } from '../../activities/ports.ts';
import { providerOf } from '../../activities/third-parties/tokens.ts';
import { type Provider } from './caller.ts';
import { PROVIDERS_MAY, type ProviderMay } from './endpoint.ts';
import { HttpProblem } from './problem.ts';
import { languageOf } from './words.ts';

export interface ProviderTokens {
  /** Who asks, by the token in the request. Throws what is wrong with it. */
  find(req: Request, res: Response, may: ProviderMay): Promise<Provider>;
}

/** So many a minute, from each provider at each of our processes: a city's sessions with room to spare, and no flood. */
const PER_MINUTE = 1_200;
const MINUTE_MS = 60_000;

/** Tokens of other apps (bearer, OAuth 2.0). They run on real time; keys and stops on business time. */
export function createProviderTokens(
  deps: Pick<Deps, 'pool' | 'vault' | 'clock'>,
  perMinute = PER_MINUTE,
): ProviderTokens {
  let minute = 0;
  const asked = new Map<string, number>();

  const countIn = (id: string, nowMs: number): void => {
    const current = Math.floor(nowMs / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      asked.clear();
    }
    const count = (asked.get(id) ?? 0) + 1;
    asked.set(id, count);
    if (count > perMinute) {
      const left = Math.ceil(((current + 1) * MINUTE_MS - nowMs) / 1000);
      throw new HttpProblem(429, 'too-many-requests', left);
    }
  };

  return {
    async find(req, res, may) {
      res.locals['language'] = languageOf(req, undefined);
      const nowMs = Date.now();
      const [, token] = /^Bearer ([\w.-]{1,1000})$/i.exec(req.get('Authorization') ?? '') ?? [];
      const provider = token === undefined ? undefined : await providerOf(deps, token, deps.clock(), nowMs);
      if (!provider) {
        res.set('WWW-Authenticate', `Bearer realm="parkwerk"${token === undefined ? '' : ', error="invalid_token"'}`);
        throw new HttpProblem(401, 'token-missing');
      }
      countIn(provider.id, nowMs);
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
