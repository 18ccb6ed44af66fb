import fc from 'fast-check';
import { maskIban, readIban } from './iban.ts';

const GOOD = ['NL91ABNA0417164300', 'BE68539007547034', 'DE89370400440532013000', 'FR1420041010050500013M02606'];

describe('an account number', () => {
  it.each(GOOD)('%s is taken, and so it is with spaces and small letters [PORTAL-074]', (iban) => {
    expect(readIban(iban)).toEqual({ outcome: 'allow', iban });
    const spaced = (iban.toLowerCase().match(/.{1,4}/g) ?? []).join(' ');
    expect(readIban(` ${spaced} `)).toEqual({ outcome: 'allow', iban });
  });

  it('with one character changed or two neighbours swapped is refused by its checksum [PORTAL-074]', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), fc.nat(13), fc.nat(9), (iban, place, digit) => {
        const at = 4 + (place % (iban.length - 4));
        const changed = iban.slice(0, at) + String(digit) + iban.slice(at + 1);
        if (changed !== iban) expect(readIban(changed).outcome).toBe('refuse');
        const swapped = iban.slice(0, at) + (iban[at + 1] ?? '') + iban[at]! + iban.slice(at + 2);
        if (swapped !== iban && swapped.length === iban.length) expect(readIban(swapped).outcome).toBe('refuse');
      }),
    );
    expect(readIban('NL91ABNA0417164301')).toMatchObject({
      ground: 'iban-checksum',
      steps: [{ remedy: 'check-iban' }],
    });
  });

  it.each([
    ['', 'iban-characters'],
    ['0417164300', 'iban-characters'],
    ['NL91ABNA04171643', 'iban-length'],
    ['NL91ABNA041716430000', 'iban-length'],
    ['US64SVBKUS6S3300958879', 'iban-country'],
  ])('%j is refused with what is wrong about it: %s', (typed, ground) => {
    expect(readIban(typed)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('is shown by its country and last four characters alone [LOKET-034]', () => {
    expect(maskIban('NL91ABNA0417164300')).toBe('NL•• •••• •••• ••43 00');
    for (const iban of GOOD) expect(maskIban(iban).replaceAll(/[ •]/g, '')).toBe(iban.slice(0, 2) + iban.slice(-4));
  });
});
