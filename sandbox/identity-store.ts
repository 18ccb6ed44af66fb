import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

export interface IdentityStore {
  adapterFor: (model: string) => Adapter;
  clear: () => void;
}

/**
 * Sign-ins under way and sessions, in memory: a person signs in again after a restart, with one press of a button. What is fixed is
 * nobody's to change, and there without having been kept.
 */
export function createIdentityStore(
  fixed: Partial<Record<string, (id: string) => AdapterPayload | undefined>> = {},
): IdentityStore {
  const entries = new Map<string, Entry>();

  function read(key: string): AdapterPayload | undefined {
    const entry = entries.get(key);
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  }

  function write(key: string, payload: AdapterPayload, expiresIn: number | undefined): void {
    const expiresAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1_000;
    entries.set(key, { payload, expiresAt });
    if (entries.size % 1_000 === 0) entries.forEach((_, old) => read(old)); // reading drops what is over
  }

  function firstOf(model: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    return [...entries]
      .filter(([key]) => key.startsWith(`${model}:`))
      .map(([key]) => read(key))
      .find((payload) => payload !== undefined && fits(payload));
  }

  function consume(key: string): void {
    const payload = read(key);
    if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
  }

  function revoke(model: string, grantId: string): void {
    for (const [key, { payload }] of entries) {
      if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
    }
  }

  return {
    adapterFor: (model) => ({
      upsert: (id, payload, expiresIn) => Promise.resolve(write(`${model}:${id}`, payload, expiresIn)),
      find: (id) => Promise.resolve(fixed[model]?.(id) ?? read(`${model}:${id}`)),
      findByUid: (uid) => Promise.resolve(firstOf(model, (payload) => payload.uid === uid)),
      findByUserCode: (userCode) => Promise.resolve(firstOf(model, (payload) => payload.userCode === userCode)),
      consume: (id) => Promise.resolve(consume(`${model}:${id}`)),
      destroy: (id) => Promise.resolve(void entries.delete(`${model}:${id}`)),
      revokeByGrantId: (grantId) => Promise.resolve(revoke(model, grantId)),
    }),
    clear: () => entries.clear(),
  };
}
