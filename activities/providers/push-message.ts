import { createCipheriv, createECDH, createPrivateKey, hkdfSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const CURVE = 'prime256v1';
/** Bytes of a public key as browsers give it: not compressed. */
const PUBLIC_KEY_BYTES = 65;
const AUTH_BYTES = 16;
/** One record holds every notice we send. */
const RECORD_BYTES = 4_096;
/** How long a push service may believe that a request is ours. */
const TOKEN_SECONDS = 12 * 3_600;

const decode = (text: string): Buffer => Buffer.from(text, 'base64url');

/** The keys of a browser, as text: what encrypts for that browser alone. */
export interface BrowserKeys {
  p256dh: string;
  auth: string;
}

/** Are these keys a browser can have made? A point off the curve would tell something of our own key. */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  if (decode(auth).length !== AUTH_BYTES || decode(p256dh).length !== PUBLIC_KEY_BYTES) return false;
  const ours = createECDH(CURVE);
  ours.generateKeys();
  try {
    ours.computeSecret(decode(p256dh));
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY') return false;
    throw error;
  }
}

/** The body of a push message, readable by that browser alone (RFC 8291, `aes128gcm` of RFC 8188). The service in between sees noise. */
export function encryptPush(
  content: Buffer,
  { p256dh, auth }: BrowserKeys,
  { salt, privateKey }: { salt: Buffer; privateKey?: Buffer } = { salt: randomBytes(16) },
): Buffer {
  const ours = createECDH(CURVE);
  if (privateKey) ours.setPrivateKey(privateKey);
  else ours.generateKeys();
  const theirs = decode(p256dh);
  const own = ours.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, own]);
  const secret = derive(ours.computeSecret(theirs), decode(auth), info, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2 says that this is the last record.
  const sealed = Buffer.concat([
    cipher.update(content),
    cipher.update(Buffer.of(2)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(RECORD_BYTES);
  header[4] = own.length;
  return Buffer.concat([salt, header, own, sealed]);
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

/** Who we are to push services (VAPID, RFC 8292): browsers subscribe to the public half, so changing the key ends every subscription. */
export interface PushIdentity {
  publicKey: string;
  /** The `Authorization` of one request to this address; `nowMs` is the real time, which is that of the service. */
  authorization(endpoint: URL, nowMs: number): string;
}

export function pushIdentity(privateKey: string, contact: string): PushIdentity {
  const own = createECDH(CURVE);
  own.setPrivateKey(decode(privateKey));
  const point = own.getPublicKey();
  const key = keyOf(decode(privateKey), point);
  const publicKey = point.toString('base64url');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    publicKey,
    authorization(endpoint, nowMs) {
      const exp = Math.floor(nowMs / 1_000) + TOKEN_SECONDS;
      const claims = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: endpoint.origin, exp, sub: contact })}`;
      const signature = sign('sha256', Buffer.from(claims), { key, dsaEncoding: 'ieee-p1363' });
      return `vapid t=${claims}.${signature.toString('base64url')}, k=${publicKey}`;
    },
  };
}

const keyOf = (d: Buffer, point: Buffer): KeyObject =>
  createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: d.toString('base64url'),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
