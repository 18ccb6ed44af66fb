import { generateKeyPairSync, randomBytes, randomUUID, type JsonWebKey } from 'node:crypto';
import type { State } from './state.ts';

export interface IdentityKeys {
  jwks: { keys: (JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' })[] };
  cookieSecrets: string[];
}

/** Made at the first start and kept: with new keys every sign-in and every logout hint would die at a restart. */
export function identityKeys(state: State): IdentityKeys {
  const kept = state.table<IdentityKeys>('identity-keys');
  const known = kept.get('keys');
  if (known) return known;

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' } as const;
  const fresh: IdentityKeys = { jwks: { keys: [key] }, cookieSecrets: [randomBytes(32).toString('base64url')] };
  kept.put('keys', fresh);
  return fresh;
}
