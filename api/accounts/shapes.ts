import { z } from 'zod';
import { TOKEN_DAYS, TOKEN_SCOPES } from '../../rules/account-tokens.ts';
import { Id, Instant, Language, Theme } from '../http/shapes.ts';

const Email = z.email().max(254);
/** Long beats odd: no rules but a length (`PASSWORD_LENGTH`), and not one that is known from a breach; both are refusals with a sentence. */
const Password = z.string().min(1).max(200);
/** Of a mailed link, or of work done before a mail is sent. */
const Token = z.string().min(20).max(200);

/** A new account. With the token of a mailed link the address is known to be theirs; without it, a link to verify it is mailed. */
export const NewAccountBody = z.strictObject({
  email: Email,
  password: Password,
  language: Language,
  token: Token.optional(),
  /** Work that proves a browser took the trouble; not asked of who comes by a link (2PARK-021). */
  work: z.strictObject({ challengeId: Id, nonce: z.string().max(40) }).optional(),
});
/** False when a mail has to be opened first: the same whether or not the address had an account. */
export const AccountMade = z.object({ signedIn: z.boolean() });
export const VerifyBody = z.strictObject({ token: Token });

export const SignInBody = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(200),
  remember: z.boolean().default(false),
});

/** Find a nonce so that the SHA-256 of `salt + nonce`, as text, begins with so many zero bits. Counts once, within ten minutes. */
export const WorkView = z.object({ challengeId: Id, salt: z.string(), leadingZeroBits: z.int() });
export const ResetRequestBody = z.strictObject({
  email: Email,
  work: z.strictObject({ challengeId: Id, nonce: z.string().max(40) }),
});
export const ResetBody = z.strictObject({ token: Token, password: Password });
export const PasswordBody = z.strictObject({ current: z.string().max(200), password: Password });

export const AccountView = z.object({
  id: Id,
  email: z.string(),
  emailBounced: z.boolean(),
  hasPassword: z.boolean(),
  settings: z.object({
    language: Language,
    theme: Theme,
    startPermitId: Id.nullable(),
    remindMinutes: z.int().nullable(),
  }),
  /** Whether the statement of each month comes by mail (PEERS-019). */
  monthlyStatement: z.boolean(),
  /** Minutes of nothing after which this browser is signed out; null on a device that is remembered. */
  idleMinutes: z.int().nullable(),
  version: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;

export const AccountSettings = z.strictObject({
  language: Language,
  theme: Theme,
  startPermitId: Id.nullable(),
  remindMinutes: z.int().min(1).max(240).nullable(),
});
export type AccountSettings = z.infer<typeof AccountSettings>;

export const MonthlyStatement = z.strictObject({ wanted: z.boolean() });
export type MonthlyStatement = z.infer<typeof MonthlyStatement>;

export const DeviceList = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      current: z.boolean(),
      remembered: z.boolean(),
      since: Instant,
      seenAt: Instant,
    }),
  ),
});

const Scope = z.enum(TOKEN_SCOPES);
/** Tokens that work; what they are was told once, when they were made. */
export const TokenList = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      scopes: z.array(Scope),
      madeAt: Instant,
      endsAt: Instant,
      usedAt: Instant.nullable(),
    }),
  ),
});
export type TokenList = z.infer<typeof TokenList>;
export const TokenBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(Scope).min(1).max(TOKEN_SCOPES.length),
  days: z.literal([...TOKEN_DAYS]),
});
export type TokenBody = z.infer<typeof TokenBody>;
/** Shown once. */
export const TokenMade = z.object({ id: Id, token: z.string() });
export type TokenMade = z.infer<typeof TokenMade>;

/** What a browser subscribes to; null where notices to browsers are not switched on. */
export const PushKeyView = z.object({ key: z.string().nullable() });
/** As the Push API of a browser gives it. */
export const PushSubscriptionBody = z.strictObject({
  endpoint: z.url().max(1_000),
  keys: z.strictObject({ p256dh: z.string().max(120), auth: z.string().max(60) }),
});
export const PushEndpointBody = z.strictObject({ endpoint: z.url().max(1_000) });

export const PasskeyList = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), since: Instant, usedAt: Instant.nullable() })),
});
/** As the Web Authentication API gives and takes them. */
export const PasskeyOptions = z.object({ challengeId: Id, options: z.record(z.string(), z.unknown()) });
export const PasskeyBody = z.strictObject({
  challengeId: Id,
  response: z.record(z.string(), z.unknown()),
  name: z.string().trim().min(1).max(60).optional(),
  remember: z.boolean().default(false),
});
