import { refuse, type Refusal } from './refusal.ts';

/** A VAT number of a Belgian or Dutch business (btw-nummer), without spaces or dots: BE0403019261, NL123456789B01. */
export interface VatNumber {
  outcome: 'allow';
  country: 'BE' | 'NL';
  value: string;
}

/** Reads a VAT number as people write it, and refuses one whose checksum is wrong: a slip of the pen makes a worthless invoice. */
export function readVatNumber(typed: string): VatNumber | Refusal<'vat-number-wrong'> {
  const value = typed.toUpperCase().replace(/[\s.-]/g, '');
  const country = value.slice(0, 2);
  const right = country === 'BE' ? isBelgian(value.slice(2)) : country === 'NL' && isDutch(value);
  return right
    ? { outcome: 'allow', country: country as VatNumber['country'], value }
    : refuse('vat-number-wrong', {}, 'correct-vat-number');
}

/** Ten digits, of which the last two are 97 less the rest of the others. */
const isBelgian = (digits: string): boolean =>
  /^[01]\d{9}$/.test(digits) && 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));

/** Nine digits, a B and two more: by the eleven-check of old, or by that of an IBAN as sole traders have it since 2020. */
function isDutch(value: string): boolean {
  const digits = /^NL(\d{9})B\d{2}$/.exec(value)?.[1];
  if (digits === undefined || /B00$/.test(value)) return false;
  const weighted = [...digits.slice(0, 8)].reduce((sum, digit, at) => sum + Number(digit) * (9 - at), 0);
  if (weighted % 11 === Number(digits[8])) return true;
  const asNumbers = [...value].map((one) => (/\d/.test(one) ? one : String(one.charCodeAt(0) - 55))).join('');
  return BigInt(asNumbers) % 97n === 1n;
}
