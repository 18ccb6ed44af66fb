import { createCipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { type BoxedCheck } from '../offline-pack.ts';

/** Locks a check as a device does, written apart from the device's own code. */
export function lockFor(boxKey: string, check: object): BoxedCheck {
  const device = createECDH('prime256v1');
  const key = device.generateKeys().toString('base64url');
  const shared = device.computeSecret(Buffer.from(boxKey, 'base64url'));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', shared, '', 'parkwerk box', 32)), nonce);
  const locked = Buffer.concat([nonce, cipher.update(JSON.stringify(check)), cipher.final(), cipher.getAuthTag()]);
  return { id: randomUUID(), key, locked: locked.toString('base64url') };
}
