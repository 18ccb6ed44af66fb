import { endToken, makeToken, tokensOf } from '../../activities/accounts/tokens.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { TokenBody, TokenList, TokenMade } from './shapes.ts';

/** Tokens for programs of one's own: made, listed and taken back by their owner in the app, and by no program (PEERS-040). */
export function tokenRoutes({ deps }: Api): Endpoint[] {
  return [
    endpoint({
      method: 'get', path: '/v1/account/tokens', may: 'account', records: null, answers: TokenList,
      summary: 'Tokens of one’s own programs that work, with what each may do and when it was used last',
      handle: async ({ caller }) => answer({ items: await tokensOf(deps.pool, caller.id, deps.clock()) }),
    }),
    endpoint({
      method: 'post', path: '/v1/account/tokens', may: 'account', records: null, body: TokenBody, answers: TokenMade, status: 201,
      secret: true, refuses: ['too-many-tokens'],
      summary: 'Make a token for a program of one’s own; it is told once',
      async handle({ caller, body }) {
        const made = await makeToken(deps, { accountId: caller.id, ...body }, deps.clock());
        return isRefusal(made) ? refusal(made) : answer({ id: made.id, token: made.token });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/account/tokens/{id}', may: 'account', records: null, refuses: ['not-found'],
      summary: 'Take a token back; it does nothing from this moment',
      async handle({ caller, params: { id = '' } }) {
        const ended = isUuid(id) && (await endToken(deps.pool, { accountId: caller.id, id }, deps.clock()));
        return ended ? answer(undefined) : refusal(refuse('not-found'));
      },
    }),
  ]; // prettier-ignore
}
