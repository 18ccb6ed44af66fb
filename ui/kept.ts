/**
 * What a browser remembers without knowing whose it is: language, contrast, municipality, where an officer was checking, what was
 * checked without connection (locked for the service alone), the product of the parking app that was used last, and how far the clock
 * of the service is ahead.
 */
export type KeptName =
  | 'parkwerk.language'
  | 'parkwerk.contrast'
  | 'parkwerk.municipality'
  | 'parkwerk.check-place'
  | 'parkwerk.offline-checks'
  | 'parkwerk.parking-permit'
  | 'parkwerk.clock-ahead';

/** A browser may refuse storage (private window, policy); a choice then lasts as long as the page. */
export function readKept(name: KeptName): string | null {
  return withStorage((storage) => storage.getItem(name));
}

export function keep(name: KeptName, value: string): void {
  withStorage((storage) => storage.setItem(name, value));
}

function withStorage<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(window.localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
