import {
  registerRight,
  moveEnd,
  readRight,
  type ByProvider,
  type ThirdPartyRight,
} from '../../activities/third-parties/rights.ts';
import { giveToken, TOKEN_SECONDS } from '../../activities/third-parties/tokens.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Request, type Response } from 'express';
import { type Api } from '../api.ts';
import { type Provider } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { sendText } from '../http/problem.ts';
import { NewEndBody, NewRightBody, RightView, TokenBody } from './shapes.ts';

const REFUSED_FOR_ITS_TIMES = [
  'right-ends-in-past',
  'right-too-long',
  'right-overlaps',
  'third-parties-not-admitted',
  'provider-stopped',
];

/** Rights that other apps sold, side by side with our own in the same check (PEERS-041). */
export function thirdPartyRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id, municipalityId }: Provider): ByProvider => ({ municipalityId, providerId: id });
  return [
    endpoint({
      method: 'post', path: '/auth/token', may: 'anyone', records: null, raw: 'form', secret: true,
      summary: 'A token for a provider that proves itself with its secret (OAuth 2.0 client credentials)',
      async handle({ req, res }) {
        await token(api, req, res);
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/third-party-rights', may: 'register-rights', records: 'third-party-right-registered', body: NewRightBody,
      answers: RightView, status: 201,
      refuses: [
        'plate-empty', 'plate-too-long', 'plate-characters', 'plate-not-dutch', 'area-unknown', 'area-not-for-providers',
        'right-begins-in-past', 'reference-used', ...REFUSED_FOR_ITS_TIMES,
      ],
      summary: 'Register a right that was paid for; the same reference again gives the same right',
      async handle({ caller, body: { plate: typed, country, startsAt, ...asked } }) {
        const plate = readPlate(typed, country);
        if (!isPlate(plate)) return refusal(refuse(plate, {}, 'correct-plate'));
        const right = await registerRight(deps, by(caller), { ...asked, plate, startsAt: startsAt ?? null }, deps.clock());
        return shown(right);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/third-party-rights/{id}', may: 'read-rights', records: null, answers: RightView,
      refuses: ['not-found'],
      summary: 'A right this provider registered',
      handle: async ({ caller, params: { id = '' } }) =>
        isUuid(id) ? shown(await readRight(deps, by(caller), id)) : refusal(refuse('not-found')),
    }),
    endpoint({
      method: 'patch', path: '/v1/third-party-rights/{id}', may: 'register-rights', records: 'third-party-right-changed', body: NewEndBody,
      answers: RightView, refuses: ['not-found', 'right-over', ...REFUSED_FOR_ITS_TIMES],
      summary: 'Move the end of a right that is not over, later or earlier',
      handle: async ({ caller, params: { id = '' }, body: { endsAt } }) =>
        isUuid(id) ? shown(await moveEnd(deps, by(caller), { id, endsAt }, deps.clock())) : refusal(refuse('not-found')),
    }),
    endpoint({
      method: 'post', path: '/v1/third-party-rights/{id}/_end', may: 'register-rights', records: 'third-party-right-ended', answers: RightView,
      refuses: ['not-found', 'provider-stopped'],
      summary: 'End a right now; one that is over stays as it is',
      handle: async ({ caller, params: { id = '' } }) =>
        isUuid(id) ? shown(await moveEnd(deps, by(caller), { id, endsAt: null }, deps.clock())) : refusal(refuse('not-found')),
    }),
  ]; // prettier-ignore
}

function shown(right: ThirdPartyRight | Refusal) {
  if (isRefusal(right)) return refusal(right);
  const { id, reference, areaId, since, until } = right;
  const view: RightView = { id, reference, areaId, startsAt: since, endsAt: until };
  return answer(view);
}

/** As RFC 6749 tells it: faults have names of its own, and the secret may come in the header or in the form. */
async function token({ deps }: Api, req: Request, res: Response): Promise<void> {
  const say = (status: number, body: object) => sendText(res, status, 'application/json', JSON.stringify(body));
  const form = TokenBody.safeParse(req.body);
  if (!form.success) return say(400, { error: 'invalid_request' });
  if (form.data.grant_type !== 'client_credentials') return say(400, { error: 'unsupported_grant_type' });
  const given = basicOf(req) ?? { clientId: form.data.client_id ?? '', secret: form.data.client_secret ?? '' };
  const scopes = form.data.scope?.split(' ').filter((scope) => scope !== '') ?? null;
  const told = await giveToken(deps, { ...given, scopes }, deps.clock(), Date.now());
  if (told.outcome === 'unknown') {
    res.set('WWW-Authenticate', 'Basic realm="parkwerk"');
    return say(401, { error: 'invalid_client' });
  }
  if (told.outcome !== 'given') return say(400, { error: 'invalid_scope' });
  say(200, {
    access_token: told.token,
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
    scope: told.scopes.join(' '),
  });
}

function basicOf(req: Request): { clientId: string; secret: string } | undefined {
  const [, encoded] = /^Basic ([\w+/=-]{1,1000})$/i.exec(req.get('Authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return { clientId, secret: secret.join(':') };
}
