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

/** Everything that needs the master key: sealing values, wrapping document keys, keyed hashes that find a sealed value again. */
export interface Vault {
  seal(value: Buffer): Buffer;
  open(sealed: Buffer): Buffer;
  /** The same value always gives the same hash, and without the key nobody can try values. */
  fingerprint(
    purpose: 'subject' | 'code' | 'token' | 'quote' | 'card' | 'right' | 'plate' | 'fine' | 'asked',
    value: string,
  ): Buffer;
  /** Ed25519: who has the public key, which goes along, sees that we wrote it and that nothing was changed. */
  sign(value: Buffer): { publicKey: string; signature: string };
}

/** Derives a key per purpose from the 32 bytes of the master key, so that no key serves two ends. */
export function createVault(masterKey: Buffer): Vault {
  if (masterKey.length !== 32) throw new Error('the master key must be 32 bytes');
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `parkwerk ${purpose}`, 32));
  const sealing = keyFor('seal');
  const fingerprinting = new Map(
    ['subject', 'code', 'token', 'quote', 'card', 'right', 'plate', 'fine', 'asked'].map((purpose) => [
      purpose,
      keyFor(purpose),
    ]),
  );
  // A seed as RFC 8410 wraps it.
  const signing = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), keyFor('dossier')]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(signing).export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    sign: (value) => ({ publicKey, signature: sign(null, value, signing).toString('base64') }),
    seal: (value) => encrypt(value, sealing),
    open: (sealed) => decrypt(sealed, sealing),
    fingerprint: (purpose, value) => createHmac('sha256', fingerprinting.get(purpose)!).update(value).digest(),
  };
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
