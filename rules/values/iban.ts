import { refuse, type Refusal } from './refusal.ts';

export type IbanGround = 'iban-characters' | 'iban-country' | 'iban-length' | 'iban-checksum';

/** How long an account number is in each country of the single euro payments area; another country cannot be paid in euros this way. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GI: 23, GR: 27,
  HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24,
  SE: 24, SI: 19, SK: 24, SM: 27, VA: 22,
}; // prettier-ignore

/** An account number as somebody types it, with or without spaces; a wrong digit is found by its checksum, modulo 97 (IBAN, PORTAL-074). */
export function readIban(typed: string): { outcome: 'allow'; iban: string } | Refusal<IbanGround> {
  const iban = typed.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return refuse('iban-characters', {}, 'check-iban');
  const country = iban.slice(0, 2);
  const length = LENGTHS[country];
  if (length === undefined) return refuse('iban-country', { country }, 'other-iban');
  if (iban.length !== length) return refuse('iban-length', { country, length, characters: iban.length }, 'check-iban');
  if (remainder97(iban.slice(4) + iban.slice(0, 4)) !== 1) return refuse('iban-checksum', {}, 'check-iban');
  return { outcome: 'allow', iban };
}

/** Enough to know one's own account by, and not enough for anybody else: NL•• •••• •••• ••43 00. */
export function maskIban(iban: string): string {
  const masked = iban.slice(0, 2) + '•'.repeat(iban.length - 6) + iban.slice(-4);
  return (masked.match(/.{1,4}/gu) ?? []).join(' ');
}

/** Letters count as two digits, A is 10; the number is too long for arithmetic, so its remainder is carried along. */
function remainder97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}
