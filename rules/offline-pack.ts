import { isBefore, plusMs, MINUTE_MS, type Instant } from './values/moment.ts';

/** What a device needs to check by itself for a while: no plate, no person; hashes under a key of this list alone (BEYOND-025). */
export interface OfflinePack {
  version: 1;
  municipality: string;
  madeAt: Instant;
  /** From then on it answers nothing any more. */
  goodUntil: Instant;
  /** The key of its hashes, in base64url. */
  hashKey: string;
  /** Entries of sixteen bytes, sorted: hash (8), from and until in seconds before and after `madeAt` (4 each); in base64. */
  entries: string;
  /** What a device made of it is locked with this key until it is sent. */
  boxKey: string;
}

export const HASH_BYTES = 8;
export const ENTRY_BYTES = HASH_BYTES + 8;

/** What is hashed: one plate in one area. */
export const hashedText = (country: string, plate: string, area: string): string => `${country} ${plate} ${area}`;

export type PackFault = 'pack-altered' | 'pack-expired' | 'pack-elsewhere';

/** May a device answer with this list now? Whether it is unchanged is seen by its signature, before anything in it is believed. */
export function packFault(
  { municipality, madeAt, goodUntil }: Pick<OfflinePack, 'municipality' | 'madeAt' | 'goodUntil'>,
  here: { municipality: string; at: Instant; unchanged: boolean },
): PackFault | null {
  if (!here.unchanged) return 'pack-altered';
  if (municipality !== here.municipality) return 'pack-elsewhere';
  // A clock that runs behind must not make an old list young: a list from the future is believed no more than an old one.
  return isBefore(here.at, goodUntil) && !isBefore(plusMs(here.at, CLOCKS_DIFFER_MS), madeAt) ? null : 'pack-expired';
}

const CLOCKS_DIFFER_MS = 2 * MINUTE_MS;
