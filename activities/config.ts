import { accessSync, constants, readFileSync } from 'node:fs';
import { z } from 'zod';

const PRODUCTION = 'production';

const url = z.url();

/** Where the browsers people use take their notices. */
const PUSH_SERVICES = 'fcm.googleapis.com *.push.services.mozilla.com *.notify.windows.com *.push.apple.com';

/** Every setting there is, by the name of its environment variable; `docs/settings.md` explains them to operators. */
const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', PRODUCTION]).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  BIND_ADDRESS: z.string().default('127.0.0.1'),
  PARKWERK_PUBLIC_URL: url,
  PARKWERK_MASTER_KEY: z.base64().optional(),
  PARKWERK_MASTER_KEY_FILE: z.string().optional(),
  PARKWERK_MASTER_KEY_PREVIOUS: z.base64().optional(),
  PARKWERK_RELEASES: z.string().default('municipalities'),
  BREACHED_PASSWORDS_FILE: z.string().optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  ENGINE_METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),

  DATABASE_URL: url,
  DATABASE_PASSWORD: z.string().optional(),
  REPLICA_DATABASE_URL: url.optional(),
  REPLICA_BEHIND_MS: z.coerce.number().int().min(100).max(60_000).default(2_000),
  REDIS_URL: url.optional(),
  TEMPORAL_ADDRESS: z.string(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.stringbool().default(false),
  TEMPORAL_TLS_SERVER_CA: z.string().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY: z.string().optional(),
  TEMPORAL_DEPLOYMENT_NAME: z
    .string()
    .regex(/^[\w-]+$/, 'must be letters, digits, - and _')
    .default('parkwerk'),
  TEMPORAL_WORKER_BUILD_ID: z
    .string()
    .regex(/^[\w.-]+$/, 'must be letters, digits, dots, - and _')
    .optional(),
  WORKFLOW_BUNDLE: z.string().optional(),
  MAX_CACHED_WORKFLOWS: z.coerce.number().int().positive().default(2_000),

  OIDC_ISSUER: url,
  OIDC_CLIENT_SECRET: z.string().min(1),
  MOLLIE_API_URL: url.default('https://api.mollie.com/v2/'),
  MOLLIE_API_KEY: z.string().min(1),
  RDW_OPEN_DATA_URL: url.default('https://opendata.rdw.nl/resource/'),
  RDW_KEEPER_URL: url,
  RDW_API_KEY: z.string().min(1),
  BRP_URL: url,
  BRP_API_KEY: z.string().min(1),
  KVK_URL: url,
  KVK_API_KEY: z.string().min(1),
  NPR_URL: url,
  NPR_PIN: z.string().min(1),

  SMTP_URL: url,
  MAIL_FROM: z.string().min(3),
  MAIL_WEBHOOK_SECRET: z.string().min(16),
  TWILIO_AUTH_TOKEN: z.string().min(1),
  CLAMD_HOST: z.string().optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional(),
  PUSH_SERVICES: z
    .string()
    .default(PUSH_SERVICES)
    .transform((list) => list.split(/[\s,]+/).filter((service) => service !== '')),
  ZGW_CASES_URL: url.optional(),
  ZGW_DOCUMENTS_URL: url.optional(),
  ZGW_CLIENT_ID: z.string().min(1).optional(),
  ZGW_SECRET: z.string().min(1).optional(),
  EVENTS_TO_PRIVATE_ADDRESSES: z.stringbool().default(false),

  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must be an address that begins with mailto: or https:')
    .optional(),
  SECURITY_TXT_EXPIRES: z.iso.date().optional(),
  SECURITY_POLICY_URL: url.optional(),

  SANDBOX_URL: url.optional(),
});

/** Each may lie in a file instead, under its name with `_FILE` behind it: what stands in the environment is easily seen by others. */
const MAY_LIE_IN_A_FILE = [
  'PARKWERK_MASTER_KEY', 'PARKWERK_MASTER_KEY_PREVIOUS', 'DATABASE_URL', 'DATABASE_PASSWORD', 'REPLICA_DATABASE_URL', 'REDIS_URL', 'TEMPORAL_API_KEY', 'TEMPORAL_TLS_SERVER_CA',
  'TEMPORAL_TLS_CLIENT_CERT', 'TEMPORAL_TLS_CLIENT_KEY', 'OIDC_CLIENT_SECRET', 'MOLLIE_API_KEY',
  'RDW_API_KEY', 'BRP_API_KEY', 'KVK_API_KEY', 'NPR_PIN', 'SMTP_URL', 'MAIL_WEBHOOK_SECRET', 'TWILIO_AUTH_TOKEN', 'VAPID_PRIVATE_KEY',
  'ZGW_SECRET',
] as const; // prettier-ignore

type OnlyForReading =
  'PARKWERK_MASTER_KEY' | 'PARKWERK_MASTER_KEY_FILE' | 'PARKWERK_MASTER_KEY_PREVIOUS' | 'DATABASE_PASSWORD';

/** The master key, and the one before it while something is still sealed with that. */
export interface MasterKeys {
  readonly masterKey: Buffer;
  readonly previousMasterKey: Buffer | undefined;
}

export type Settings = Readonly<Omit<z.infer<typeof Environment>, OnlyForReading>> & MasterKeys;

/** Thrown once, with every fault in it, so that a person mends them in one go. */
export class ConfigurationError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings are not right:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

/** Reads the environment, whole or not at all; called by the main files only. */
export function readConfig(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { present, unread } = withFiles(given);
  const parsed = Environment.safeParse(present);
  const faults = (parsed.error?.issues ?? [])
    .filter(({ path: [name] }) => !unread.has(String(name)))
    .map((issue) => faultOf(issue, present));
  faults.push(...unread.values());
  const keys = unread.has('PARKWERK_MASTER_KEY') ? undefined : masterKeysOf(present);
  if (typeof keys === 'string') faults.push(keys);
  faults.push(...fileFaults(present), ...securityFaults(present), ...productionFaults(present));
  if (parsed.success) faults.push(...engineFaults(parsed.data));
  if (!parsed.success || keys === undefined || typeof keys === 'string' || faults.length > 0)
    throw new ConfigurationError(faults);

  const {
    PARKWERK_MASTER_KEY: _key,
    PARKWERK_MASTER_KEY_FILE: _file,
    PARKWERK_MASTER_KEY_PREVIOUS: _previous,
    DATABASE_PASSWORD: password,
    ...rest
  } = parsed.data;
  const { REPLICA_DATABASE_URL: replica } = rest;
  return Object.freeze({
    ...rest,
    DATABASE_URL: withPassword(rest.DATABASE_URL, password),
    ...(replica !== undefined && { REPLICA_DATABASE_URL: withPassword(replica, password) }),
    ...keys,
  });
}

/** The environment with what lies in files; what cannot be read by the name of its setting. What is given itself wins. */
function withFiles(given: NodeJS.ProcessEnv): { present: NodeJS.ProcessEnv; unread: Map<string, string> } {
  const present = { ...given };
  const unread = new Map<string, string>();
  for (const name of MAY_LIE_IN_A_FILE) {
    const file = given[`${name}_FILE`];
    if (file === undefined || given[name] !== undefined) continue;
    try {
      const value = readFileSync(file, 'utf8').trim();
      if (value === '') unread.set(name, `${name}_FILE names an empty file`);
      else present[name] = value;
    } catch (error) {
      unread.set(name, `${name}_FILE cannot be read: ${(error as Error).message}`);
    }
  }
  return { present, unread };
}

/** So that one file with the password serves the database itself as well. */
function withPassword(address: string, password: string | undefined): string {
  if (password === undefined) return address;
  const complete = new URL(address);
  complete.password = encodeURIComponent(password);
  return complete.href;
}

/** What a command needs that only works on the books; with the settings of the API and the worker it has both. */
export function readKeysAndDatabase(env: NodeJS.ProcessEnv): MasterKeys & { databaseUrl: string } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { present, unread } = withFiles(given);
  const address = Environment.pick({ DATABASE_URL: true }).safeParse(present);
  const keys = masterKeysOf(present);
  const faults = [...unread.values(), ...(address.error?.issues ?? []).map((issue) => faultOf(issue, present))];
  if (typeof keys === 'string') faults.push(keys);
  if (!address.success || typeof keys === 'string' || faults.length > 0) throw new ConfigurationError(faults);
  return { databaseUrl: withPassword(address.data.DATABASE_URL, present['DATABASE_PASSWORD']), ...keys };
}

const EngineEnvironment = Environment.pick({
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_API_KEY: true,
  TEMPORAL_TLS: true,
  TEMPORAL_TLS_SERVER_CA: true,
  TEMPORAL_TLS_SERVER_NAME: true,
  TEMPORAL_TLS_CLIENT_CERT: true,
  TEMPORAL_TLS_CLIENT_KEY: true,
  TEMPORAL_DEPLOYMENT_NAME: true,
});
export type EngineSettings = Readonly<z.infer<typeof EngineEnvironment>>;

/** What a command needs that only speaks with the workflow engine. */
export function readEngine(env: NodeJS.ProcessEnv): EngineSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { present, unread } = withFiles(given);
  const parsed = EngineEnvironment.safeParse(present);
  const faults = [...unread.values(), ...(parsed.error?.issues ?? []).map((issue) => faultOf(issue, present))];
  if (parsed.success) faults.push(...engineFaults(parsed.data));
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(faults);
  return parsed.data;
}

function engineFaults({ TEMPORAL_TLS_CLIENT_CERT: cert, TEMPORAL_TLS_CLIENT_KEY: key }: EngineSettings): string[] {
  return (cert === undefined) === (key === undefined)
    ? []
    : ['TEMPORAL_TLS_CLIENT_CERT and TEMPORAL_TLS_CLIENT_KEY belong together: one of them is missing'];
}

/**
 * How the clients and workers of Temporal connect. A key, a certificate or an authority of one's own means TLS; without an authority the
 * server's certificate has to be one the system trusts.
 */
export function engineConnection(settings: EngineSettings) {
  const {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_API_KEY: apiKey,
    TEMPORAL_TLS_SERVER_CA: authority,
    TEMPORAL_TLS_SERVER_NAME: serverName,
    TEMPORAL_TLS_CLIENT_CERT: crt,
    TEMPORAL_TLS_CLIENT_KEY: key,
  } = settings;
  const tls = {
    ...(authority !== undefined && { serverRootCACertificate: Buffer.from(authority) }),
    ...(serverName !== undefined && { serverNameOverride: serverName }),
    ...(crt !== undefined && key !== undefined && { clientCertPair: { crt: Buffer.from(crt), key: Buffer.from(key) } }),
  };
  const secured = settings.TEMPORAL_TLS || apiKey !== undefined || Object.keys(tls).length > 0;
  return { address, ...(apiKey !== undefined && { apiKey }), tls: secured && tls };
}

function faultOf(issue: z.core.$ZodIssue, present: NodeJS.ProcessEnv): string {
  const name = String(issue.path[0]);
  return present[name] === undefined ? `${name} is missing` : `${name} is not right: ${issue.message}`;
}

function masterKeysOf(env: NodeJS.ProcessEnv): MasterKeys | string {
  const { PARKWERK_MASTER_KEY: text, PARKWERK_MASTER_KEY_PREVIOUS: before } = env;
  if (text === undefined) return 'PARKWERK_MASTER_KEY or PARKWERK_MASTER_KEY_FILE is missing';
  const [masterKey, previousMasterKey] = [text, before].map((key) => key && Buffer.from(key.trim(), 'base64'));
  if (!masterKey || masterKey.length !== 32 || (previousMasterKey && previousMasterKey.length !== 32))
    return 'a master key must be 32 bytes in base64, for example from: openssl rand -base64 32';
  if (previousMasterKey && masterKey.equals(previousMasterKey))
    return 'PARKWERK_MASTER_KEY_PREVIOUS is the master key itself: give the one before it, or nothing';
  return { masterKey, previousMasterKey: previousMasterKey || undefined };
}

function fileFaults({ BREACHED_PASSWORDS_FILE: file }: NodeJS.ProcessEnv): string[] {
  if (file === undefined) return [];
  try {
    accessSync(file, constants.R_OK);
    return [];
  } catch (error) {
    return [`BREACHED_PASSWORDS_FILE cannot be read: ${(error as Error).message}`];
  }
}

/** Who may be told of a hole is told until a day: a page nobody looks after any more must not be believed (RFC 9116). */
function securityFaults(env: NodeJS.ProcessEnv): string[] {
  return env['SECURITY_CONTACT'] !== undefined && env['SECURITY_TXT_EXPIRES'] === undefined
    ? ['SECURITY_TXT_EXPIRES is missing: until when SECURITY_CONTACT is right, at most a year ahead']
    : [];
}

/** What is handy in a demonstration and a hole in production. */
function productionFaults(env: NodeJS.ProcessEnv): string[] {
  if (env['NODE_ENV'] !== PRODUCTION) return [];
  const faults: string[] = [];
  if (env['SANDBOX_URL']) faults.push('SANDBOX_URL is set: the sandbox does not run in production');
  for (const name of ['PARKWERK_PUBLIC_URL', 'OIDC_ISSUER', 'MOLLIE_API_URL']) {
    if (/^http:/i.test(env[name] ?? '')) faults.push(`${name} must begin with https: in production`);
  }
  return faults;
}
