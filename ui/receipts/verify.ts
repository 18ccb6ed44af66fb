import { plateText, readReceiptText, type ReadReceipt, type Receipt } from '../../rules/receipts.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { bytesOf, isOurs, textOf, utf8, type SigningKey } from '../enforcement/offline/pack.ts';

/** A receipt that is genuine, or why it is not: no receipt at all, or altered. */
export type Verified = { receipt: Receipt } | 'no-receipt' | 'altered';

/** Nothing of it leaves this device: the public keys are all that is needed. */
export async function verifyReceipt(text: string, keys: readonly SigningKey[]): Promise<Verified> {
  let signed: ReadReceipt | undefined;
  try {
    signed = readReceiptText(text, (base64url) => new TextDecoder().decode(bytesOf(base64url)));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // not base64
  }
  if (!signed) return 'no-receipt';
  const key = keys.find(({ keyId }) => keyId === signed.keyId);
  if (!key || !(await isOurs(signed, key))) return 'altered';
  return { receipt: JSON.parse(signed.payload) as Receipt }; // signed by the service, which writes nothing else there
}

/** Is a genuine receipt about this plate? The code beside it was given to its holder alone. */
export async function isAboutPlate(receipt: Receipt, code: string, country: string, plate: string): Promise<boolean> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(plateText(code.trim(), country, plateKey(plate))));
  return textOf(new Uint8Array(digest)) === receipt.plateDigest;
}
