import { decideVerdict } from '../../../rules/enforcement.ts';
import {
  ENTRY_BYTES,
  HASH_BYTES,
  hashedText,
  packFault,
  type OfflinePack,
  type PackFault,
} from '../../../rules/offline-pack.ts';
import { epoch, plusMs, SECOND_MS, type Instant } from '../../../rules/values/moment.ts';
import { platesOneAway } from '../../../rules/values/plate.ts';

/** A list as the service gives it, and the key it can be recognised by. */
export interface SignedPack {
  payload: string;
  signature: string;
  keyId: string;
}

export interface SigningKey {
  keyId: string;
  kty: string;
  crv: string;
  x: string;
}

/** A list that was found to be ours and unchanged. */
export interface OpenPack {
  pack: OfflinePack;
  entries: DataView;
  hashKey: CryptoKey;
}

/** Browsers keep this from pages without HTTPS, and older ones do not have it: then nothing is checked without connection. */
export const canCheckOffline = (): boolean => (globalThis.crypto as Crypto | undefined)?.subtle !== undefined;

/** Looks at the signature before it believes anything of the list; then whether it may be used here and now. */
export async function openPack(
  signed: SignedPack,
  keys: readonly SigningKey[],
  here: { municipality: string; at: Instant },
): Promise<OpenPack | PackFault> {
  const key = keys.find(({ keyId }) => keyId === signed.keyId);
  if (!key || !(await isOurs(signed, key))) return 'pack-altered';
  const pack = JSON.parse(signed.payload) as OfflinePack; // signed by the service, which writes nothing else
  const fault = packFault(pack, { ...here, unchanged: true });
  if (fault) return fault;
  const bytes = bytesOf(pack.entries);
  const hashKey = await crypto.subtle.importKey(
    'raw',
    bytesOf(pack.hashKey),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return { pack, entries: new DataView(bytes.buffer), hashKey };
}

export async function isOurs(
  { payload, signature }: Pick<SignedPack, 'payload' | 'signature'>,
  { kty, crv, x }: SigningKey,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, bytesOf(signature), utf8(payload));
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false; // not a signature at all
    throw error;
  }
}

export interface OfflineAnswer {
  verdict: 'green' | 'red' | 'amber';
  justExpired: boolean;
  near: number;
  until: Instant | null;
}

/** The officer's question, answered by the device; or why this list does not answer it any more. */
export async function askPack(
  open: OpenPack,
  { plate, country, area }: { plate: string; country: string; area: string },
  here: { municipality: string; at: Instant },
): Promise<OfflineAnswer | PackFault> {
  const fault = packFault(open.pack, { ...here, unchanged: true });
  if (fault) return fault;
  const activeUntil = await endOf(open, hashedText(country, plate, area), here.at);
  let near = 0;
  if (activeUntil === null)
    for (const other of new Set(platesOneAway(plate, country)))
      if ((await endOf(open, hashedText(country, other, area), here.at)) !== null) near += 1;
  return decideVerdict({ activeUntil, endedAt: null, near: Math.min(9, near) }, here.at);
}

/** Until when a right of this plate and area counts; null when there is none. */
async function endOf({ pack, entries, hashKey }: OpenPack, text: string, at: Instant): Promise<Instant | null> {
  const hash = new DataView(await crypto.subtle.sign('HMAC', hashKey, utf8(text)));
  const wanted = hash.getBigUint64(0);
  const now = (epoch(at) - epoch(pack.madeAt)) / SECOND_MS;
  let [low, high] = [0, entries.byteLength / ENTRY_BYTES];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries.getBigUint64(middle * ENTRY_BYTES) < wanted) low = middle + 1;
    else high = middle;
  }
  let until: number | null = null;
  for (let at = low * ENTRY_BYTES; at < entries.byteLength && entries.getBigUint64(at) === wanted; at += ENTRY_BYTES) {
    const [from, end] = [entries.getUint32(at + HASH_BYTES), entries.getUint32(at + HASH_BYTES + 4)];
    if (from <= now && now < end) until = Math.max(until ?? 0, end);
  }
  return until === null ? null : plusMs(pack.madeAt, until * SECOND_MS);
}

export interface LockedCheck {
  id: string;
  key: string;
  locked: string;
}

/** Locks a check for the service alone: what waits on this device to be sent, nobody reads on it. */
export async function lockCheck(boxKey: string, check: object): Promise<LockedCheck> {
  const theirs = await crypto.subtle.importKey(
    'raw',
    bytesOf(boxKey),
    { name: 'ECDH', namedCurve: 'P-256' },
    false,
    [],
  );
  const ours = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const lock = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('parkwerk box') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, lock, utf8(JSON.stringify(check)));
  const key = new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey));
  return {
    id: crypto.randomUUID(),
    key: textOf(key),
    locked: textOf(new Uint8Array([...nonce, ...new Uint8Array(locked)])),
  };
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

/** From base64, with or without the signs that are safe in addresses. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** In base64url. */
export const textOf = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
