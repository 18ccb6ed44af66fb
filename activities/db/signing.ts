import {
  createECDH, createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync, sign as signBytes, type ECDH, type KeyObject,
} from 'node:crypto'; // prettier-ignore
import { canonical } from '../audit-chain.ts';
import { decrypt, firstThatOpens, type Keys, type Vault } from './vault.ts';

/** What somebody outside can check without asking us: a text, and that it is ours and unchanged (Ed25519). */
export interface Signed {
  payload: string;
  signature: string;
  keyId: string;
}

/** How a file of ours says that it is: the signature is over `content` as JSON with sorted names and no spaces (RFC 8785). */
export interface SignedFile<Content> {
  content: Content;
  signature: { algorithm: 'Ed25519'; canonicalization: 'RFC 8785'; keyId: string; value: string };
}

/** A public key as browsers and other programs read it (JWK, RFC 8037). */
export interface PublicKey {
  keyId: string;
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
}

/** What somebody else locked for us alone: their one-time public key, and what it locks. */
export interface Box {
  key: string;
  locked: string;
}

export interface Signer {
  sign(payload: string): Signed;
  /** Of now, then of the master keys before: what was signed then can still be checked. */
  publicKeys: PublicKey[];
  /** A code that goes with an id: always the same, and nobody else can guess it. */
  codeOf(id: string): string;
  /** Devices lock with it what nobody may read on them (P-256, uncompressed). */
  boxKey: string;
  /** Throws when it was not locked for us. */
  openBox(box: Box): Buffer;
}

/** The keys others know us by, made of the master key: the same after every start, in every process, until it is replaced. */
export function createSigner({ keys: [now, ...former] }: Pick<Vault, 'keys'>): Signer {
  const privateKey = ed25519(now.of('sign'));
  const publicKey = publicKeyOf(privateKey);
  const { keyId } = publicKey;
  const codes = now.of('code of a receipt');
  const [box, ...boxesBefore] = [now, ...former].map(boxOf);
  return {
    publicKeys: [publicKey, ...former.map((keys) => publicKeyOf(ed25519(keys.of('sign'))))],
    sign: (payload) => ({
      payload,
      keyId,
      signature: signBytes(null, Buffer.from(payload), privateKey).toString('base64url'),
    }),
    codeOf: (id) => createHmac('sha256', codes).update(id).digest('base64url').slice(0, 22),
    boxKey: box!.getPublicKey().toString('base64url'),
    openBox: (locked) => firstThatOpens([box!, ...boxesBefore].map((own) => () => openWith(own, locked))),
  };
}

function publicKeyOf(privateKey: KeyObject): PublicKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the key for signatures cannot be read');
  return { keyId: createHash('sha256').update(x).digest('base64url').slice(0, 12), kty: 'OKP', crv: 'Ed25519', x };
}

function boxOf(keys: Keys): ECDH {
  const box = createECDH('prime256v1');
  box.setPrivateKey(keys.of('box'));
  return box;
}

function openWith(own: ECDH, { key, locked }: Box): Buffer {
  const shared = own.computeSecret(Buffer.from(key, 'base64url'));
  return decrypt(Buffer.from(locked, 'base64url'), Buffer.from(hkdfSync('sha256', shared, '', 'parkwerk box', 32)));
}

/** The text of a file that is signed. */
export const signedText = (content: unknown): string => JSON.stringify(canonical(content));

export function signFile<Content>(signer: Pick<Signer, 'sign'>, content: Content): SignedFile<Content> {
  const { keyId, signature: value } = signer.sign(signedText(content));
  return { content, signature: { algorithm: 'Ed25519', canonicalization: 'RFC 8785', keyId, value } };
}

/** PKCS #8 around 32 bytes: the one form in which Node takes a private key that was made of something else. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const ed25519 = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
