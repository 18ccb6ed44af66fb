import { readFileSync } from 'node:fs';
import { type IncomingMessage } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { type SentenceTree } from '../rules/sentences.ts';
import { type Language } from '../rules/messages.ts';
import { type Api } from './api.ts';
import { endpointsOf } from './endpoints.ts';
import { createAccountTokens } from './http/account-tokens.ts';
import { type Caller } from './http/caller.ts';
import { canonicalHost, limits, security } from './http/guards.ts';
import { createMemory } from './http/idempotency.ts';
import { mount } from './http/mount.ts';
import { openApiDocument } from './http/openapi.ts';
import { asFile, asProblem, HttpProblem } from './http/problem.ts';
import { createProviderTokens } from './http/provider-tokens.ts';
import { languageOf, wordsIn, type Words } from './http/words.ts';
import { forwardToSandbox } from './sandbox/stand-ins.ts';
import { securityTxt } from './security-txt.ts';
import { siteOf } from './site.ts';

/** Middleware in reading order. */
export function createApp(api: Api): Express {
  const { deps, settings } = api;
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('strict routing');
  app.set('trust proxy', settings.TRUSTED_PROXIES);
  app.set('query parser', 'simple');

  app.use(api.metrics.requests);
  app.use(canonicalHost(deps.publicUrl));
  app.use(security(deps.publicUrl, deps.clock));
  app.use(limits(api.perMinute));
  // Before anything reads the body: it is passed on as it comes.
  if (settings.SANDBOX_URL) app.use('/sandbox', forwardToSandbox(settings.SANDBOX_URL));
  app.use(express.json({ limit: '100kb', type: ['application/json', 'application/*+json'], verify: keepRaw }));
  app.use(express.urlencoded({ extended: false, limit: '20kb' }));

  const endpoints = endpointsOf(api);
  const words = wordsOf(loadSentences());
  mount(app, endpoints, {
    sessions: api.sessions,
    accounts: api.accounts,
    providers: createProviderTokens(deps, api.perMinute),
    tokens: createAccountTokens(deps, api.perMinute),
    memory: createMemory(deps.pool),
    origin: new URL(deps.publicUrl).origin,
    words,
    log: deps.log,
  });
  app.get('/.well-known/security.txt', securityTxt(settings, deps));
  const document = openApiDocument(endpoints, api.sessions.cookie);
  app.get('/v1/openapi.json', (_req, res) => {
    asFile(res);
    res.json(document);
  });
  const nothingHere = () => {
    throw new HttpProblem(404, 'not-found');
  };
  app.use(['/v1', '/auth', '/webhooks', '/sandbox'], nothingHere);
  app.use(siteOf());
  app.use(nothingHere);
  app.use(inTheirLanguage(api));
  app.use(asProblem(words, deps.log));
  return app;
}

/** A fault met before a route began is told in the language of who asks as well. */
function inTheirLanguage({ sessions, deps }: Api): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.locals['language'] !== undefined) return next(error);
    const knownAs = (caller: Caller | undefined) => {
      res.locals['language'] = languageOf(req, caller?.language);
      next(error);
    };
    sessions.find(req).then(knownAs, (reason: unknown) => {
      deps.log.warn({ err: reason }, 'who asks cannot be read now');
      knownAs(undefined);
    });
  };
}

/** Signatures of parties outside are over the bytes they sent. */
function keepRaw(req: IncomingMessage, _res: unknown, bytes: Buffer): void {
  if (req.url?.startsWith('/webhooks/')) (req as { rawBody?: Buffer }).rawBody = bytes;
}

function loadSentences(): Record<Language, SentenceTree> {
  const read = (language: Language) =>
    JSON.parse(readFileSync(new URL(`../text/${language}.json`, import.meta.url), 'utf8')) as SentenceTree;
  return { nl: read('nl'), en: read('en') };
}

function wordsOf(sentences: Record<Language, SentenceTree>): (res: Response) => Words {
  const known = { nl: wordsIn('nl', sentences), en: wordsIn('en', sentences) };
  return (res) => known[(res.locals['language'] as Language | undefined) ?? 'nl'];
}
