/** What a device keeps of starts that could not be sent, so that they survive a page that is closed. */
export interface Shelf<Item> {
  all: () => Promise<Item[]>;
  put: (item: Item) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

const DATABASE = 'parkwerk-parking';
const STORE = 'starts';

/** On this device only. A browser may refuse it (private window, policy): then it lasts as long as the page, and nothing is said of it. */
export function deviceShelf<Item extends { key: string }>(): Shelf<Item> {
  const inStore = async <T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
    otherwise: T,
  ): Promise<T> => {
    if (typeof indexedDB === 'undefined') return otherwise;
    try {
      const database = await opened();
      const value = await answerOf(act(database.transaction(STORE, mode).objectStore(STORE)));
      database.close();
      return value;
    } catch (error) {
      if (error instanceof DOMException) return otherwise;
      throw error;
    }
  };
  return {
    // Only what `put` put there lies in this store.
    all: () => inStore<Item[]>('readonly', (store) => store.getAll() as IDBRequest<Item[]>, []),
    put: async (item) => void (await inStore<IDBValidKey>('readwrite', (store) => store.put(item), item.key)),
    remove: async (key) => void (await inStore<undefined>('readwrite', (store) => store.delete(key), undefined)),
  };
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('no answer from the device'));
  });
}
