import { epoch, type Instant } from '../../rules/values/moment.ts';
import { now } from './clock.ts';
import type { Answer } from './http.ts';

/**
 * What an officer's device holds so that the page comes up without a connection: the list, who is signed in and where they may check. All
 * of it goes with the list it came with, after minutes, and when somebody logs out. Nothing of anybody who is checked is among it.
 */
const DATABASE = 'parkwerk-street';
const STORE = 'kept';

interface Kept {
  value: unknown;
  goodUntil: Instant;
}

/** Undefined when nothing is there, or what was there is too old: then it is not there any more. */
export async function readOnDevice<T>(name: string): Promise<T | undefined> {
  const kept = await inStore<Kept | undefined>('readonly', (store) => store.get(name) as IDBRequest<Kept | undefined>);
  if (kept === undefined) return undefined;
  if (epoch(now()) < epoch(kept.goodUntil)) return kept.value as T; // written by `keepOnDevice` alone
  await forgetOnDevice();
  return undefined;
}

export async function keepOnDevice(values: Record<string, unknown>, goodUntil: Instant): Promise<void> {
  await inStore('readwrite', (store) => {
    const kept = Object.entries(values).map(([name, value]) => store.put({ value, goodUntil } satisfies Kept, name));
    return kept.at(-1)!;
  });
}

export async function forgetOnDevice(): Promise<void> {
  await inStore('readwrite', (store) => store.clear());
}

/** The answer of the service; without a connection, what it said when there was one. */
export async function orOnDevice<T>(name: string, asked: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await asked;
  if (answer.ok || answer.problem.status !== 0) return answer;
  const value = await readOnDevice<T>(name);
  return value === undefined ? answer : { ok: true, value };
}

/** A browser may keep nothing (private window, policy): then the page needs a connection to come up. */
async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  if (!('indexedDB' in globalThis)) return undefined;
  try {
    const database = await opened();
    try {
      return await new Promise<T>((resolve, reject) => {
        const asked = act(database.transaction(STORE, mode).objectStore(STORE));
        const { transaction } = asked;
        if (transaction === null) return reject(new TypeError('a request without a transaction'));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onerror = () => reject(transaction.error ?? new DOMException('nothing was kept'));
        transaction.onabort = () => reject(transaction.error ?? new DOMException('nothing was kept'));
      });
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new DOMException('the store of this device does not open'));
  });
}
