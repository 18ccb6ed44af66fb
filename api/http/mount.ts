import { randomUUID } from 'node:crypto';
import { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { type Log } from '../../activities/log.ts';
import { mayDo } from '../../rules/staff.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type AccountSessions } from './account-sessions.ts';
import { type AccountTokens } from './account-tokens.ts';
import { citizenOf, type Account, type Caller, type Provider } from './caller.ts';
import { isForProviders, type Answered, type Endpoint, type May, type ProviderMay } from './endpoint.ts';
import { type Memory } from './idempotency.ts';
import { tell } from './measure.ts';
import { HttpProblem, sendRefusal, sendText } from './problem.ts';
import { bearerOf, type ProviderTokens } from './provider-tokens.ts';
import { type Sessions } from './sessions.ts';
import { Nothing } from './shapes.ts';
import { isText } from './text.ts';
import { languageOf, type Words } from './words.ts';

export interface Mounting {
  sessions: Sessions;
  accounts: AccountSessions;
  providers: ProviderTokens;
  tokens: AccountTokens;
  memory: Memory;
  /** Where the browser must come from when it writes. */
  origin: string;
  words: (res: Response) => Words;
  log: Log;
}

const Params = z.record(z.string(), z.string().max(200));
/** Made once: to make a shape takes longer than to read a request by it. */
const NothingOrAbsent = Nothing.optional();
const IdempotencyKey = z.string().regex(/^[\w-]{8,100}$/, 'eight to a hundred letters, digits, - or _');

/** Puts the endpoints in the application: parse, authenticate, authorise, handle, answer; the same for every one of them. */
export function mount(app: Express, endpoints: readonly Endpoint[], mounting: Mounting): void {
  for (const endpoint of endpoints) {
    app[endpoint.method](endpoint.path.replace(/\{(\w+)\}/g, ':$1'), handlerOf(endpoint, mounting));
  }
}

function handlerOf(
  endpoint: Endpoint,
  { sessions, accounts, providers, tokens, memory, origin, words, log }: Mounting,
): RequestHandler {
  const writes = endpoint.method !== 'get';
  return async (req, res) => {
    tell(res, { endpoint });
    const caller = isForProviders(endpoint.may)
      ? await providers.find(req, res, endpoint.may)
      : endpoint.may === 'account' && bearerOf(req) !== undefined
        ? await tokens.find(req, res, endpoint.programs ?? [])
        : inRole(endpoint.may, await (endpoint.may === 'account' ? accounts : sessions).find(req));
    res.locals['caller'] = caller;
    const language = languageOf(req, caller?.language);
    res.locals['language'] = language;
    const denied = isForProviders(endpoint.may) ? undefined : deniedTo(endpoint.may, caller);
    if (denied !== undefined) {
      if (typeof denied === 'number') throw new HttpProblem(denied, denied === 401 ? 'not-signed-in' : 'not-allowed');
      return sendRefusal(res, words(res), log, denied);
    }
    // Also where nobody is signed in yet: nobody is signed in from elsewhere, as somebody else.
    // A program has no site, and its token goes along with nothing by itself.
    const isProgram = isForProviders(endpoint.may) || (caller?.kind === 'account' && caller.token !== undefined);
    const fromOurSite = !isProgram && (caller !== undefined || endpoint.path.startsWith('/v1/'));
    if (writes && fromOurSite && !endpoint.raw?.startsWith('webhook') && req.get('Origin') !== origin) {
      throw new HttpProblem(403, req.get('Origin') === undefined ? 'origin-missing' : 'origin-wrong');
    }

    const { params, query, body } = read(endpoint, req);
    const given = writes ? keyOf(req) : undefined;
    const owner = caller ? `${caller.kind}:${caller.id}` : 'anyone';
    const key = given === undefined ? randomUUID() : `${owner}:${given}`;
    const remember = given === undefined ? undefined : { owner, key: given };
    const context = { params, query, body, caller, language, key, remember, req, res } as never;

    if (given === undefined || endpoint.raw !== undefined || endpoint.secret || endpoint.remembers)
      return send(endpoint, res, await endpoint.handle(context), { words, log });

    const remembered = await memory.recall(owner, given, `${req.method} ${req.originalUrl} ${JSON.stringify(body)}`);
    if (remembered) tell(res, { repeated: true });
    if (remembered?.body === '') return void res.status(remembered.status).end();
    if (remembered) return sendText(res, remembered.status, typeOf(remembered.status), remembered.body);
    try {
      const answered = await endpoint.handle(context);
      const sending = send(endpoint, res, answered, { words, log });
      await memory.keep(owner, given, { status: res.statusCode, body: String(res.locals['sent'] ?? '') });
      return sending;
    } catch (error) {
      await memory.drop(owner, given);
      throw error;
    }
  };
}

/** What belongs to citizens is done by staff as the citizen they act for; for nobody, it stays theirs to be refused. */
function inRole(may: May, caller: Caller | Account | undefined): Caller | Account | undefined {
  if (caller?.kind !== 'staff' || (may !== 'citizen' && may !== 'desk')) return caller;
  return mayDo(caller.roles, 'act-for') ? (citizenOf(caller) ?? caller) : caller;
}

/** Path, query and body against their shapes; what does not fit is told all at once. */
function read(endpoint: Endpoint, req: Request): { params: Record<string, string>; query: unknown; body: unknown } {
  const params = Params.parse(req.params);
  const issues = [params, req.query, req.body].flatMap((part) => noText(part));
  if (endpoint.raw !== undefined) {
    if (issues.length > 0) throw new z.ZodError(issues);
    return { params, query: endpoint.query?.parse(req.query), body: undefined };
  }
  if (hasBody(req) && req.is(['json', '+json']) === false) throw new HttpProblem(415, 'not-json');
  const query = (endpoint.query ?? Nothing).safeParse(req.query);
  const body = endpoint.body ? endpoint.body.safeParse(req.body ?? {}) : NothingOrAbsent.safeParse(req.body);
  issues.push(...(query.error?.issues ?? []), ...(body.error?.issues ?? []));
  if (issues.length > 0) throw new z.ZodError(issues);
  return { params, query: query.data, body: body.data };
}

const hasBody = (req: Request): boolean =>
  req.get('Transfer-Encoding') !== undefined || Number(req.get('Content-Length') ?? 0) > 0;

/** No body of ours goes deeper; one that does is made to exhaust whoever reads it. */
const DEEPEST = 20;

/** Everything in a request that no database keeps, by its path. */
function noText(value: unknown, path: string[] = []): z.core.$ZodIssue[] {
  if (path.length > DEEPEST) return [{ code: 'custom', path: [], message: 'too deep', input: undefined }];
  if (typeof value === 'string')
    return isText(value) ? [] : [{ code: 'custom', path, message: 'not a text', input: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...noText(name, path), ...noText(inner, [...path, name])]);
}

function keyOf(req: Request): string | undefined {
  const given = req.get('Idempotency-Key');
  if (given === undefined) return undefined;
  const parsed = IdempotencyKey.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: ['Idempotency-Key'] })));
}

/** Undefined: come in. A number: 401 nobody is signed in, 403 somebody else may. A refusal: give your address first. */
function deniedTo(
  may: Exclude<May, ProviderMay>,
  caller: Caller | Account | Provider | undefined,
): undefined | 401 | 403 | ReturnType<typeof refuse<'email-not-verified'>> {
  switch (may) {
    case 'anyone':
      return undefined;
    case 'signed-in':
    case 'account':
      return caller ? undefined : 401;
    case 'citizen':
    case 'desk':
      if (!caller) return 401;
      if (caller.kind !== 'holder') return 403;
      return may === 'citizen' || caller.emailVerified ? undefined : refuse('email-not-verified', {}, 'verify-email');
    default:
      if (!caller) return 401;
      return caller.kind === 'staff' && mayDo(caller.roles, may) ? undefined : 403;
  }
}

function send(
  endpoint: Endpoint,
  res: Response,
  answered: Answered<unknown>,
  { words, log }: Pick<Mounting, 'words' | 'log'>,
): void {
  if (answered.kind === 'sent') return;
  if (answered.kind === 'refusal') {
    const { refusal, traceId, proposal } = answered;
    if (isRefusal(refusal)) sendRefusal(res, words(res), log, refusal, { traceId, proposal });
    return;
  }
  const status = answered.status ?? endpoint.status ?? (endpoint.answers ? 200 : 204);
  if (!endpoint.answers) return void res.status(status).end();
  // Only what the shape names leaves the house.
  const body: unknown = endpoint.answers.parse(answered.body);
  sendText(res, status, 'application/json', JSON.stringify(body));
}

const typeOf = (status: number): string => (status >= 400 ? 'application/problem+json' : 'application/json');
