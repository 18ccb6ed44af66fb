import { readVatNumber } from './vat-number.ts';

const value = (typed: string) => {
  const read = readVatNumber(typed);
  return read.outcome === 'allow' ? read.value : read.ground;
};

describe('a VAT number', () => {
  it.each([
    ['BE 0403.019.261', 'BE0403019261'],
    ['be0202239951', 'BE0202239951'],
    ['NL 1234.56.782.B90', 'NL123456782B90'],
    ['NL000099998B57', 'NL000099998B57'],
  ])('is read as people write it: %s [POM-011]', (typed, expected) => {
    expect(value(typed)).toBe(expected);
  });

  it.each([
    'BE0403019262',
    'BE0403019',
    'NL123456781B01',
    'NL123456782B00',
    'NL000099998B58',
    'DE123456789',
    'FR12345678901',
    '',
    'BE',
  ])('with a wrong checksum or of another shape is refused: %s [POM-011]', (typed) => {
    expect(value(typed)).toBe('vat-number-wrong');
  });
});
