import { timingSafeEqual } from 'node:crypto';
import { PROVIDER_SCOPES, type ProviderScope } from '../../rules/third-parties.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** Short enough that a stolen one is soon of no use, on real time as every session. */
export const TOKEN_SECONDS = 15 * 60;

export interface KnownProvider {
  id: string;
  municipalityId: string;
  stopped: boolean;
  scopes: ProviderScope[];
}

type Needs = Pick<Deps, 'pool' | 'vault'>;

/** A token for who proves itself with its secret (OAuth 2.0 client credentials); undefined when it does not. */
export async function giveToken(
  { pool, vault }: Needs,
  { clientId, secret, scopes }: { clientId: string; secret: string; scopes: readonly string[] | null },
  at: Instant,
  realNowMs: number,
): Promise<
  { outcome: 'given'; token: string; scopes: ProviderScope[] } | { outcome: 'unknown' } | { outcome: 'no-scope' }
> {
  const { rows } = await pool.query<{ key_id: string; scopes: string[] }>({
    ...findKey,
    values: [clientId, vault.fingerprint('token', secret), at],
  });
  if (!rows[0]) return { outcome: 'unknown' };
  const own = scopesIn(rows[0].scopes);
  const given = scopes === null ? own : own.filter((scope) => scopes.includes(scope));
  if (given.length === 0 || (scopes !== null && given.length < scopes.length)) return { outcome: 'no-scope' };
  const said = [rows[0].key_id, Math.floor(realNowMs / 1000) + TOKEN_SECONDS, given.join(' ')].join('|');
  const body = Buffer.from(said).toString('base64url');
  return { outcome: 'given', token: `${body}.${macOf(vault, body).toString('base64url')}`, scopes: given };
}

/** Whose token this is. Looked up each time: a provider that is stopped, or a key that was ended, is so at once. */
export async function providerOf(
  { pool, vault }: Needs,
  token: string,
  at: Instant,
  realNowMs: number,
): Promise<KnownProvider | undefined> {
  const [body = '', mac = '', ...rest] = token.split('.');
  const [given, right] = [Buffer.from(mac, 'base64url'), macOf(vault, body)];
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [keyId, until, scopes = ''] = Buffer.from(body, 'base64url').toString().split('|');
  if (Number(until) * 1000 <= realNowMs) return undefined;
  const { rows } = await pool.query<{ id: string; municipality_id: string; stopped: boolean; scopes: string[] }>({
    ...readKey,
    values: [keyId, at],
  });
  if (!rows[0]) return undefined;
  const { id, municipality_id: municipalityId, stopped } = rows[0];
  const still = scopesIn(rows[0].scopes);
  return { id, municipalityId, stopped, scopes: scopesIn(scopes.split(' ')).filter((scope) => still.includes(scope)) };
}

const macOf = (vault: Deps['vault'], body: string): Buffer => vault.fingerprint('token', `provider-token:${body}`);

const scopesIn = (names: readonly string[]): ProviderScope[] =>
  PROVIDER_SCOPES.filter((scope) => names.includes(scope));

const VALID = '(k.ends_at IS NULL OR k.ends_at > $3)';
const findKey = statement(
  'find-provider-key',
  `SELECT k.id AS key_id, p.scopes FROM provider_key k JOIN provider p ON p.id = k.provider_id
    WHERE p.id::text = $1 AND k.secret_hash = $2 AND ${VALID} AND p.stopped_at IS NULL`,
);
const readKey = statement(
  'read-provider-key',
  `SELECT p.id, p.municipality_id, p.stopped_at IS NOT NULL AS stopped, p.scopes
     FROM provider_key k JOIN provider p ON p.id = k.provider_id WHERE k.id::text = $1 AND ${VALID.replace('$3', '$2')}`,
);
