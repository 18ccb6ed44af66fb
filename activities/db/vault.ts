import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';

const FINGERPRINTS = ['subject', 'code', 'token', 'quote', 'card', 'right', 'plate', 'fine', 'asked'] as const;
export type FingerprintPurpose = (typeof FINGERPRINTS)[number];

/** What goes on being of use after its master key was replaced; what is only for sealing does not. */
const LASTING = [...FINGERPRINTS, 'password', 'sign', 'box'] as const;

/** What is made of one master key: a key per purpose, so that no key serves two ends. */
export interface Keys {
  /** Of the master key; says nothing about it. */
  id: string;
  of(purpose: string): Buffer;
}

/** Everything that needs the master key: sealing values, wrapping document keys, keyed hashes that find a sealed value again. */
export interface Vault {
  /** Begins with `mark`, so that it shows which master key sealed it. */
  seal(value: Buffer): Buffer;
  /** What the master key of now sealed, or the previous one where that is given. */
  open(sealed: Buffer): Buffer;
  mark: Buffer;
  /** The same value always gives the same hash, and without the key nobody can try values. */
  fingerprint(purpose: FingerprintPurpose, value: string): Buffer;
  /** Of the master key of now, then of each one before it, newest first. */
  keys: readonly [Keys, ...Keys[]];
  /** Ed25519: who has the public key, which goes along, sees that we wrote it and that nothing was changed. */
  sign(value: Buffer): { publicKey: string; signature: string };
}

const MARK = 4;

/** @param masterKey 32 bytes */
export function keysOf(masterKey: Buffer): Keys {
  if (masterKey.length !== 32) throw new Error('the master key must be 32 bytes');
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `parkwerk ${purpose}`, length));
  const made = new Map<string, Buffer>();
  return {
    id: derive('mark', MARK).toString('hex'),
    of(purpose) {
      const key = made.get(purpose) ?? derive(purpose, 32);
      made.set(purpose, key);
      return key;
    },
  };
}

/** What is kept of keys when their master key is replaced, to be sealed with the next one. */
export function writeKeys(made: Keys): Buffer {
  const keys = Object.fromEntries(LASTING.map((purpose) => [purpose, made.of(purpose).toString('base64')]));
  return Buffer.from(JSON.stringify({ id: made.id, keys }));
}

export function readKeys(written: Buffer): Keys {
  const { id, keys } = JSON.parse(written.toString('utf8')) as { id: string; keys: Record<string, string> };
  return {
    id,
    of(purpose) {
      if (keys[purpose] === undefined) throw new Error(`no key of before is kept for ${purpose}`);
      return Buffer.from(keys[purpose], 'base64');
    },
  };
}

/** A keyed hash under one key more: how a hash that is kept follows its master key, without the value it was made of. */
export const hashUnder = (keys: Keys, purpose: FingerprintPurpose, value: string | Buffer): Buffer =>
  createHmac('sha256', keys.of(purpose)).update(value).digest();

/**
 * @param previous the master key of before, as long as something is sealed with it
 * @param former what was made of each master key of before, newest first: keyed hashes go through all of them
 */
export function createVault(
  masterKey: Buffer,
  { previous, former = [] }: { previous?: Buffer | undefined; former?: readonly Keys[] } = {},
): Vault {
  const now = keysOf(masterKey);
  const mark = Buffer.from(now.id, 'hex');
  const openers = [now, ...(previous ? [keysOf(previous)] : [])].map((keys) => ({
    mark: Buffer.from(keys.id, 'hex'),
    key: keys.of('seal'),
  }));
  const oldestFirst = [now, ...former].reverse();
  // A seed as RFC 8410 wraps it.
  const signing = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), now.of('dossier')]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(signing).export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    sign: (value) => ({ publicKey, signature: sign(null, value, signing).toString('base64') }),
    seal: (value) => Buffer.concat([mark, encrypt(value, openers[0]!.key)]),
    open(sealed) {
      const by = openers.find((opener) => opener.mark.equals(sealed.subarray(0, MARK)));
      // Before there were marks nothing stood in front, and what stood there may look like one by chance.
      const ways = [...(by ? [() => decrypt(sealed.subarray(MARK), by.key)] : []), ...openers.map(({ key }) => () => decrypt(sealed, key))]; // prettier-ignore
      return firstThatOpens(ways);
    },
    mark,
    fingerprint: (purpose, value) =>
      oldestFirst.reduce<string | Buffer>((hash, keys) => hashUnder(keys, purpose, hash), value) as Buffer,
    keys: [now, ...former],
  };
}

/** What the first of these gives that does not throw; with the last one's error when none does. */
export function firstThatOpens([way, ...others]: (() => Buffer)[]): Buffer {
  try {
    return way!();
  } catch (error) {
    if (others.length === 0) throw error;
    return firstThatOpens(others);
  }
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM; nonce and tag travel with the ciphertext. `bound` ties it to its place: elsewhere it does not open. */
export function encrypt(value: Buffer, key: Buffer, bound = ''): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
}

export function decrypt(sealed: Buffer, key: Buffer, bound = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}
