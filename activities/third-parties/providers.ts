import { randomBytes } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type ProviderScope } from '../../rules/third-parties.ts';
import { HOUR_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, isClash, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface ByStaff {
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

/** Told once: only its hash is kept. */
export interface Secret {
  outcome: 'given';
  providerId: string;
  secret: string;
}

/** Lets a provider register rights here, with its first secret (PEERS-041). */
export function admitProvider(
  deps: Pick<Deps, 'pool' | 'vault'>,
  { municipalityId, actor, name, scopes }: ByStaff & { name: string; scopes: readonly ProviderScope[] },
  at: Instant,
): Promise<Secret | Refusal<'provider-known'>> {
  return inTransaction(deps.pool, async (tx): Promise<Secret> => {
    const { rows } = await tx.query<{ id: string }>({ ...add, values: [municipalityId, name, scopes, actor.id, at] });
    const providerId = rows[0]!.id;
    const data = { providerId, scopes: [...scopes] };
    await record(tx, at, actor, { municipalityId }, { kind: 'provider-admitted', data });
    return makeKey(tx, deps, { municipalityId, actor, providerId }, at);
  }).catch((error: unknown) => {
    if (isClash(error)) return refuse('provider-known', {}, 'look-again');
    throw error;
  });
}

/** Gives it a new secret; the ones before work so many hours longer, so that nobody's session is lost while it changes over. */
export function rotateKey(
  deps: Pick<Deps, 'pool' | 'vault'>,
  { id, overlapHours, ...by }: ByStaff & { id: string; overlapHours: number },
  at: Instant,
): Promise<Secret | Refusal<'not-found' | 'provider-stopped'>> {
  return inTransaction(deps.pool, async (tx) => {
    const provider = await lockProvider(tx, id, by.municipalityId);
    if (!provider) return refuse('not-found');
    if (provider.stopped) return refuse('provider-stopped', {}, 'admit-again');
    await tx.query({ ...endKeys, values: [id, plusMs(at, overlapHours * HOUR_MS)] });
    return makeKey(tx, deps, { ...by, providerId: id }, at);
  });
}

/** Stops a provider, or lets it go on. It registers nothing from this moment; what was paid for keeps counting until its end. */
export function stopProvider(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor, stopped }: ByStaff & { id: string; stopped: boolean },
  at: Instant,
): Promise<{ outcome: 'changed' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const provider = await lockProvider(tx, id, municipalityId);
    if (!provider) return refuse('not-found');
    if (provider.stopped === stopped) return { outcome: 'changed' };
    await tx.query({ ...setStopped, values: [id, stopped ? at : null] });
    const event = { kind: 'provider-stopped', data: { providerId: id, stopped } } as const;
    await record(tx, at, actor, { municipalityId }, event);
    return { outcome: 'changed' };
  });
}

async function makeKey(
  tx: Db,
  { vault }: Pick<Deps, 'vault'>,
  { municipalityId, actor, providerId }: ByStaff & { providerId: string },
  at: Instant,
): Promise<Secret> {
  const secret = randomBytes(32).toString('base64url');
  const hash = vault.fingerprint('token', secret);
  const { rows } = await tx.query<{ id: string }>({ ...addKey, values: [providerId, hash, actor.id, at] });
  const event = { kind: 'provider-key-made', data: { providerId, keyId: rows[0]!.id } } as const;
  await record(tx, at, actor, { municipalityId }, event);
  return { outcome: 'given', providerId, secret };
}

async function lockProvider(tx: Db, id: string, municipalityId: string): Promise<{ stopped: boolean } | undefined> {
  const { rows } = await tx.query<{ stopped: boolean }>({ ...lock, values: [id, municipalityId] });
  return rows[0];
}

const add = statement(
  'add-provider',
  'INSERT INTO provider (municipality_id, name, scopes, admitted_by, admitted_at) VALUES ($1, $2, $3, $4, $5) RETURNING id',
);
const addKey = statement(
  'add-provider-key',
  'INSERT INTO provider_key (provider_id, secret_hash, made_by, made_at) VALUES ($1, $2, $3, $4) RETURNING id',
);
const lock = statement(
  'lock-provider',
  'SELECT stopped_at IS NOT NULL AS stopped FROM provider WHERE id = $1 AND municipality_id = $2 FOR UPDATE',
);
const endKeys = statement(
  'end-provider-keys',
  'UPDATE provider_key SET ends_at = $2 WHERE provider_id = $1 AND (ends_at IS NULL OR ends_at > $2)',
);
const setStopped = statement('set-provider-stopped', 'UPDATE provider SET stopped_at = $2 WHERE id = $1');
