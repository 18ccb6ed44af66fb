import { type Instant } from './values/moment.ts';

/**
 * What a receipt says (bewijs van registratie): that a right stood in the national register from a moment on. It names no plate: who has
 * the code beside it can show that it is about a plate (BEYOND-005).
 */
export interface Receipt {
  version: 1;
  right: string;
  municipality: string;
  areas: readonly string[];
  since: Instant;
  until: Instant;
  registeredAt: Instant;
  registerId: string;
  /** Of code, country and plate together; see `plateText`. */
  plateDigest: string;
  issuedAt: Instant;
}

/** What is digested (SHA-256, base64url). Without the code nobody can try plates. */
export const plateText = (code: string, country: string, plate: string): string => `${code} ${country} ${plate}`;

/** As it stands in a QR code: after the `#` of an address, which browsers send to nobody. */
export const receiptText = (
  signed: { payload: string; signature: string; keyId: string },
  base64url: (text: string) => string,
): string => [base64url(signed.payload), signed.signature, signed.keyId].join('.');

export interface ReadReceipt {
  payload: string;
  signature: string;
  keyId: string;
}

/** Undefined for what is no receipt at all; whether it is ours is seen by its signature. */
export function readReceiptText(text: string, fromBase64url: (text: string) => string): ReadReceipt | undefined {
  const [payload, signature, keyId, ...more] = text.trim().replace(/^.*#/s, '').split('.');
  if (!payload || !signature || !keyId || more.length > 0) return undefined;
  return { payload: fromBase64url(payload), signature, keyId };
}
