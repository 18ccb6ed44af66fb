import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { type TokenScope } from '../../rules/account-tokens.ts';
import { type AuditKind } from '../../rules/audit.ts';
import { type StaffPermission } from '../../rules/staff.ts';
import { type Language } from '../../rules/messages.ts';
import { type Refusal } from '../../rules/values/refusal.ts';
import { type ProviderScope } from '../../rules/third-parties.ts';
import { type Account, type Caller, type Citizen, type Provider, type Staff } from './caller.ts';

/**
 * Who may use a route. `desk` asks for a citizen with a verified address; `citizen` for one who may still have to give it; `account` for
 * somebody signed in to the parking app; a scope of providers for another app with its token.
 */
export type May = 'anyone' | 'signed-in' | 'citizen' | 'desk' | 'account' | ProviderMay | StaffPermission;

/** What a provider may do, and the scope its token must have. */
export const PROVIDERS_MAY = {
  'register-rights': 'rights:register',
  'read-rights': 'rights:read',
  'sign-on-at-machine': 'permits:sign-on',
} as const satisfies Record<string, ProviderScope>;
export type ProviderMay = keyof typeof PROVIDERS_MAY;
export const isForProviders = (may: May): may is ProviderMay => Object.hasOwn(PROVIDERS_MAY, may);

type CallerOf<M extends May> = M extends 'anyone'
  ? Caller | undefined
  : M extends 'signed-in'
    ? Caller
    : M extends 'citizen' | 'desk'
      ? Citizen
      : M extends 'account'
        ? Account
        : M extends ProviderMay
          ? Provider
          : Staff;

type Read<Shape> = Shape extends z.ZodType ? z.infer<Shape> : undefined;

/**
 * A route on one line: method, path, who may, what is recorded. Nobody adds one and forgets either, and the OpenAPI document is made
 * from the same lines.
 */
export interface Endpoint<
  M extends May = May,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType | undefined = z.ZodType | undefined,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{id}` for parts that vary, as in OpenAPI. */
  path: string;
  may: M;
  /** The audit event this leads to, written in the same transaction as the change; null where nothing is recorded. */
  records: AuditKind | null;
  /** A program may do it for the owner of the account, with a token that has one of these scopes; without this, none may (R17). */
  programs?: readonly TokenScope[];
  summary: string;
  body?: Body;
  query?: Query;
  answers?: Answer;
  status?: number;
  /** Other statuses that come with the same shape, for the document. */
  alsoAnswers?: readonly number[];
  /** Grounds of refusal a client may meet, for the document. */
  refuses?: readonly string[];
  /** What is asked or answered is secret, such as a password: nothing of it is kept for a repetition, not even a hash. */
  secret?: true;
  /** The body is read by the handler itself: a file, or a form of an outside party. */
  raw?: string;
  /** The handler keeps its answer by the client's key itself, in the statement that books it: see `Context.remember`. */
  remembers?: boolean;
  handle: (context: Context<M, Body, Query>) => Promise<Answered<Read<Answer>>>;
}

export interface Context<M extends May, Body, Query> {
  params: Record<string, string>;
  body: Read<Body>;
  query: Read<Query>;
  caller: CallerOf<M>;
  language: Language;
  /** What makes this write one and the same when it is sent again: the client's key, or one of our own. */
  key: string;
  /** Under which key the client wants the same answer again; absent when it sent none. */
  remember: { owner: string; key: string } | undefined;
  req: Request;
  res: Response;
}

export type Answered<Body> =
  | { kind: 'body'; body: Body; status?: number }
  | { kind: 'refusal'; refusal: Refusal; traceId?: string; proposal?: object }
  | { kind: 'sent' };

export const answer = <Body>(body: Body): Answered<Body> => ({ kind: 'body', body });
export const refusal = (
  refused: Refusal,
  traceId?: string,
): { kind: 'refusal'; refusal: Refusal; traceId?: string } => ({
  kind: 'refusal',
  refusal: refused,
  ...(traceId !== undefined && { traceId }),
});

/** No, but this would be possible (2PARK-058). */
export const refusalWith = (
  refused: Refusal,
  proposal: object | null,
): { kind: 'refusal'; refusal: Refusal; proposal?: object } => ({
  kind: 'refusal',
  refusal: refused,
  ...(proposal && { proposal }),
});

/** The handler wrote the answer itself: a file, a redirect. */
export const sent: { kind: 'sent' } = { kind: 'sent' };

/** Keeps the types of one endpoint together while lists of them forget the details. */
export function endpoint<
  M extends May,
  Body extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(definition: Endpoint<M, Body, Query, Answer>): Endpoint {
  return definition;
}
