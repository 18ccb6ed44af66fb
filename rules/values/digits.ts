/** `12345678` by four is `1234 5678`: as people read numbers aloud. */
export const inGroups = (digits: string, size: number): string =>
  digits.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), '$1 ');

/** A telephone number as people dial it: `+31880000001` is `088 000 0001`. One of elsewhere stays as it is. */
export function phoneInGroups(number: string): string {
  const national = number.replace(/^\+31/, '0');
  return /^0\d{9}$/.test(national) ? national.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3') : number;
}
