/** Numbers somebody is known by when they sign in, each with its own check against slips of the pen. */
export const IDENTITY_TYPES = ['bsn', 'kvk', 'rsin', 'rrn'] as const;
export type IdentityType = (typeof IDENTITY_TYPES)[number];

export const isIdentityType = (text: string): text is IdentityType =>
  (IDENTITY_TYPES as readonly string[]).includes(text);

export const kindOfIdentity = (type: IdentityType): 'person' | 'business' =>
  type === 'bsn' || type === 'rrn' ? 'person' : 'business';

/** The number as it is signed in with; undefined when no such number exists. An establishment is its business and its own number. */
export function readIdentity(type: IdentityType, typed: string): string | undefined {
  const value = typed.replace(/[\s.-]/g, '');
  switch (type) {
    case 'bsn':
    case 'rsin':
      return /^\d{9}$/.test(value) && passesElevenCheck(value) ? value : undefined;
    case 'kvk':
      return /^\d{8}(\/\d{12})?$/.test(value) ? value : undefined;
    case 'rrn':
      return /^\d{11}$/.test(value) && isNationalRegisterNumber(value) ? value : undefined;
    default:
      return type satisfies never;
  }
}

/** The eleven-check (elfproef): the last digit weighs minus one. */
const passesElevenCheck = (digits: string): boolean =>
  digits !== '000000000' &&
  [...digits].reduce((sum, digit, at) => sum + Number(digit) * (at === 8 ? -1 : 9 - at), 0) % 11 === 0;

/** Belgian (rijksregisternummer): 97 less the rest of what precedes, with a 2 before it for who was born in this century. */
const isNationalRegisterNumber = (digits: string): boolean =>
  [digits.slice(0, 9), `2${digits.slice(0, 9)}`].some(
    (number) => 97 - (Number(number) % 97) === Number(digits.slice(9)),
  );
