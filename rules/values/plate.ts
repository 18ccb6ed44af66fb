/** Country by the oval sign on the car (UNECE distinguishing sign): NL, B, D, F, … */
export type CountryCode = string;

export interface Plate {
  country: CountryCode;
  /** A–Z and 0–9 only: what is stored, compared and sent to registers. */
  key: string;
  /** As people write it in that country. */
  display: string;
}

export type PlateProblem = 'plate-empty' | 'plate-too-long' | 'plate-characters' | 'plate-not-dutch';

/** Signs accepted for a foreign plate; the register of rights wants the UNECE sign as well. */
export const COUNTRIES = [
  'NL', 'B', 'D', 'F', 'GB', 'L', 'A', 'AL', 'AND', 'BG', 'BIH', 'BY', 'CH', 'CY', 'CZ', 'DK', 'E', 'EST', 'FIN', 'FL', 'GR', 'H',
  'HR', 'I', 'IRL', 'IS', 'LT', 'LV', 'M', 'MC', 'MD', 'MK', 'MNE', 'N', 'NMK', 'P', 'PL', 'RKS', 'RO', 'RSM', 'S', 'SK', 'SLO',
  'SRB', 'TR', 'UA', 'V',
] as const; // prettier-ignore

const LONGEST = 10;

/** Upper case, without separators, diacritics folded: `ü` counts as `u`, as officers and registers read it (R18). */
export function plateKey(typed: string): string {
  return folded(typed).replace(/[^A-Z0-9]/g, '');
}

/**
 * Reads what somebody typed. A Dutch plate must follow one of the Dutch patterns (sidecodes), because a typing error there costs a
 * fine; of a foreign plate only the characters are checked, and its spelling is kept for display.
 */
export function readPlate(typed: string, country: CountryCode): Plate | PlateProblem {
  const text = typed.normalize('NFC').trim().toUpperCase(); // some keyboards send `Ü` as U and a loose mark
  const key = plateKey(text);
  if (key === '') return 'plate-empty';
  if (key.length > LONGEST) return 'plate-too-long';
  if (/[^\p{L}0-9 .·\-–]/u.test(text) || /[^A-Z0-9]/.test(folded(text).replace(/[ .·\-–]/g, '')))
    return 'plate-characters';
  if (country === 'NL') {
    const display = dutchDisplay(key);
    return display ? { country, key, display } : 'plate-not-dutch';
  }
  return { country, key, display: country === 'B' ? belgianDisplay(key) : text };
}

export const isPlate = (read: Plate | PlateProblem): read is Plate => typeof read !== 'string';

/** Groups of letters (X) and digits (9), sidecodes 1 to 14, in order of issue. */
const SIDECODES = [
  'XX-99-99', '99-99-XX', '99-XX-99', 'XX-99-XX', 'XX-XX-99', '99-XX-XX', '99-XXX-9', '9-XXX-99', 'XX-999-X', 'X-999-XX', 'XXX-99-X',
  'X-99-XXX', '9-XX-999', '999-XX-9',
]; // prettier-ignore

/** `T17KRV` → `T-17-KRV`; undefined when no Dutch pattern fits. */
export function dutchDisplay(key: string): string | undefined {
  const shape = [...key].map((character) => (/[0-9]/.test(character) ? '9' : 'X')).join('');
  const pattern = SIDECODES.find((sidecode) => sidecode.replaceAll('-', '') === shape);
  return (
    pattern &&
    inGroups(
      key,
      pattern.split('-').map((group) => group.length),
    )
  );
}

/** `1ABC234` → `1-ABC-234`; older and personal plates stay as they are. */
function belgianDisplay(key: string): string {
  if (/^[0-9][A-Z]{3}[0-9]{3}$/.test(key)) return inGroups(key, [1, 3, 3]);
  if (/^[A-Z]{3}[0-9]{3}$|^[0-9]{3}[A-Z]{3}$/.test(key)) return inGroups(key, [3, 3]);
  return key;
}

function inGroups(key: string, lengths: number[]): string {
  let at = 0;
  return lengths.map((length) => key.slice(at, (at += length))).join('-');
}

const SIGNS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
const DUTCH_LENGTH = 6;

/**
 * Every plate somebody may have meant who read or typed one character wrong: another one in its place, one too many, or one too few.
 * Dutch plates have six, so a Dutch plate is taken for another Dutch plate only.
 */
export function platesOneAway(key: string, country: CountryCode): string[] {
  const mayHave = (length: number) => country !== 'NL' || length === DUTCH_LENGTH;
  const places = Array.from(key, (_sign, at) => at);
  const [other, less, more] = [mayHave(key.length), mayHave(key.length - 1), mayHave(key.length + 1)];
  return [
    ...(other
      ? places.flatMap((at) => SIGNS.filter((sign) => sign !== key[at]).map((sign) => with_(key, at, 1, sign)))
      : []),
    ...(less ? places.map((at) => with_(key, at, 1, '')) : []),
    ...(more ? [...places, key.length].flatMap((at) => SIGNS.map((sign) => with_(key, at, 0, sign))) : []),
  ];
}

const with_ = (key: string, at: number, gone: number, sign: string): string =>
  key.slice(0, at) + sign + key.slice(at + gone);

/** Letters that decompose lose their marks; those that do not have a customary reading. */
function folded(text: string): string {
  return text
    .toUpperCase()
    .replace(/[ÆØĐŁŒÞß]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

const UNDECOMPOSED: Record<string, string> = { Æ: 'AE', Ø: 'O', Đ: 'D', Ł: 'L', Œ: 'OE', Þ: 'TH', ß: 'SS' };
