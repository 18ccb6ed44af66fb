import { randomUUID } from 'node:crypto';
import { type ErrorRequestHandler, type Response } from 'express';
import { ZodError } from 'zod';
import { type Log } from '../../activities/log.ts';
import { type Refusal, type RuleStep } from '../../rules/values/refusal.ts';
import { tell, type Told } from './measure.ts';
import { type Words } from './words.ts';

/** `application/problem+json` (RFC 9457) with a stable `code`; a refusal brings the rules it rests on. */
export interface Problem {
  type: 'about:blank';
  status: number;
  title: string;
  detail: string;
  code: string;
  trace?: { id: string; steps: RuleStep[] };
  /** What would be possible instead: a stay with its price, or a later end (2PARK-058). */
  proposal?: object;
  fields?: { field: string; message: string }[];
}

/** The one place where a ground becomes an HTTP status; everything else is a rule that says no: 409. */
const STATUS: Record<string, number> = {
  'not-found': 404,
  'email-not-verified': 403,
  'code-too-soon': 429,
  'mail-too-soon': 429,
  'sign-in-too-soon': 429,
  'file-too-large': 413,
  'file-type-not-allowed': 415,
  'payment-provider-unavailable': 503,
  'busy-try-again': 503,
  'idempotency-key-reused': 422,
};

/** A request that is wrong in itself, told with its status; not for refusals of rules. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, retryAfterSeconds?: number, cause?: unknown) {
    super(code, { cause });
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Tells why not. The trace id stands in the answer and in the log, so that both can be found from either. */
export function sendRefusal(
  res: Response,
  words: Words,
  log: Log,
  { ground, steps }: Refusal,
  { traceId = randomUUID(), proposal }: { traceId?: string | undefined; proposal?: object | undefined } = {},
): void {
  tell(res, { refused: ground });
  log.info({ traceId, ground, steps }, 'refused');
  const wrong = steps.find((step) => step.outcome === 'not-met');
  const wait = wrong?.values['seconds'];
  if (STATUS[ground] === 429 && typeof wait === 'number') res.set('Retry-After', String(wait));
  sendProblem(res, {
    ...problem(STATUS[ground] ?? 409, ground, words, wrong?.values),
    trace: { id: traceId, steps },
    ...(proposal && { proposal }),
  });
}

/** Not signed in is how every visit begins, and a flood of requests must not become one of lines: both are counted. */
const COMMON = new Set(['not-signed-in', 'too-many-requests']);

export function asProblem(words: (res: Response) => Words, log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const said = words(res);
    const turnAway = (status: number, code: string, more: Pick<Problem, 'fields'> = {}): void => {
      if (!COMMON.has(code)) log.info({ method: req.method, ...seenOf(res), status, code }, 'turned away');
      sendProblem(res, { ...problem(status, code, said), ...more });
    };
    if (error instanceof ZodError) return turnAway(400, 'invalid-request', { fields: error.issues.flatMap(fieldsOf) });
    if (error instanceof HttpProblem) {
      if (error.retryAfterSeconds !== undefined) res.set('Retry-After', String(error.retryAfterSeconds));
      return turnAway(error.status, error.code);
    }
    const fault = faultOfLibrary(error);
    if (fault) return turnAway(fault.status, fault.code);
    const unavailable = isAway(error);
    log[unavailable ? 'warn' : 'error']({ err: error }, 'request failed');
    if (unavailable) res.set('Retry-After', '2');
    sendProblem(res, unavailable ? problem(503, 'busy-try-again', said) : problem(500, 'internal-error', said));
  };
}

/** Which route, by its template, and who asked: never what was asked. */
function seenOf(res: Response): { route: string; by: string } {
  const { told, caller } = res.locals as { told?: Told; caller?: { kind: string; id: string } };
  return { route: told?.endpoint?.path ?? 'other', by: caller ? `${caller.kind} ${caller.id}` : 'anyone' };
}

function problem(status: number, code: string, words: Words, values?: RuleStep['values']): Problem {
  return { type: 'about:blank', status, title: words.title(code, values), detail: words.detail(code, values), code };
}

export function sendProblem(res: Response, body: Problem): void {
  sendText(res, body.status, 'application/problem+json', JSON.stringify(body));
}

/**
 * Sends a text that is there already, and remembers it for who asks again with the same key. Written by Node.js itself: Express would
 * look its type up and read it again for every answer.
 */
export function sendText(res: Response, status: number, type: string, text: string): void {
  res.locals['sent'] = text;
  res.statusCode = status;
  res.setHeader('Content-Type', `${type}; charset=utf-8`);
  asFile(res);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

/** An answer in JSON is never a page: opened by itself, whatever is in it, it is a file to keep. One that has a name of its own keeps that. */
export function asFile(res: Response): void {
  if (!res.hasHeader('Content-Disposition')) res.setHeader('Content-Disposition', 'attachment; filename="api.json"');
}

/** Unknown keys are named one by one; everything else by its path. */
function fieldsOf(issue: ZodError['issues'][number]): { field: string; message: string }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'unknown field' }));
  return [{ field: path.join('.'), message: issue.message }];
}

/** Faults of the body parsers, the router and the file server carry their status, and whether a stranger may know more of them. */
function faultOfLibrary(error: unknown): { status: number; code: string } | undefined {
  if (error instanceof URIError) return { status: 400, code: 'invalid-request' };
  const { status, type, expose } = error as { status?: unknown; type?: unknown; expose?: unknown };
  if (typeof status !== 'number' || status < 400 || status >= 500 || typeof expose !== 'boolean') return undefined;
  if (typeof type === 'string') return { status, code: status === 413 ? 'request-too-large' : 'invalid-json' };
  return { status, code: status === 404 ? 'not-found' : 'invalid-request' };
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);
const GRPC_AWAY = new Set([1, 4, 8, 14]); // cancelled, deadline exceeded, resource exhausted, unavailable

/** The database or the engine is away or restarting: nothing is wrong with the request. */
function isAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && AWAY.has(code)) return true;
    if (typeof code === 'number' && GRPC_AWAY.has(code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect|Failed to connect/.test(cause.message))
      return true;
    if (cause.name === 'Unavailable' || cause.name === 'WorkflowUpdateRPCTimeoutOrCancelledError') return true;
  }
  return false;
}
