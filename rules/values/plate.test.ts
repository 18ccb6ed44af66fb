import fc from 'fast-check';
import { COUNTRIES, dutchDisplay, isPlate, plateKey, platesOneAway, readPlate, type Plate } from './plate.ts';

const read = (typed: string, country = 'NL'): Plate => {
  const plate = readPlate(typed, country);
  if (!isPlate(plate)) throw new Error(`${typed} was refused: ${plate}`);
  return plate;
};

describe('the key of a plate', () => {
  it.each([
    ['1-AB-123', '1AB123'],
    ['1ab123', '1AB123'],
    [' t 17 krv ', 'T17KRV'],
    ['mü·x 12', 'MUX12'],
    ['Łódź 1', 'LODZ1'],
    ['ÅÄÖ 123', 'AAO123'],
    ['Ø-Æ-Đ', 'OAED'],
    ['straße 1', 'STRASSE1'],
  ])('of %s is %s', (typed, key) => {
    expect(plateKey(typed)).toBe(key);
  });

  it('is the same with and without separators, in capitals or not', () => {
    const spellings = ['1-AB-123', '1ab123', '1 AB 123', '1.ab.123', '1–AB–123'];
    expect(new Set(spellings.map(plateKey))).toEqual(new Set(['1AB123']));
  });

  it('is made of A to Z and 0 to 9 alone, and is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const key = plateKey(typed);
        expect(key).toMatch(/^[A-Z0-9]*$/);
        expect(plateKey(key)).toBe(key);
      }),
    );
  });
});

const SIDECODES = [
  ['ab1234', 'AB-12-34'], ['1234ab', '12-34-AB'], ['12ab34', '12-AB-34'], ['ab12cd', 'AB-12-CD'], ['abcd12', 'AB-CD-12'],
  ['12abcd', '12-AB-CD'], ['12abc3', '12-ABC-3'], ['1abc23', '1-ABC-23'], ['ab123c', 'AB-123-C'], ['a123bc', 'A-123-BC'],
  ['abc12d', 'ABC-12-D'], ['a12bcd', 'A-12-BCD'], ['1ab234', '1-AB-234'], ['123ab4', '123-AB-4'],
] as const; // prettier-ignore

describe('a Dutch plate [PORTAL-038]', () => {
  it.each(SIDECODES)('typed as %s is written %s', (typed, display) => {
    expect(read(typed)).toEqual({ country: 'NL', key: typed.toUpperCase(), display });
    expect(read(display)).toEqual(read(typed));
  });

  it.each(['ABCDEF', '123456', 'A1B2C3', 'AB123', 'AB12345', '1ABC234'])('%s follows no Dutch pattern', (typed) => {
    expect(readPlate(typed, 'NL')).toBe('plate-not-dutch');
  });

  it('with the same characters is refused as Dutch and accepted as that of another country', () => {
    expect(readPlate('B-MÜ 1234', 'NL')).toBe('plate-not-dutch');
    expect(read('b-mü 1234', 'D')).toEqual({ country: 'D', key: 'BMU1234', display: 'B-MÜ 1234' });
  });

  it('has a display for every pattern and for nothing else', () => {
    const shapes = fc.array(fc.constantFrom('A', '1'), { minLength: 6, maxLength: 6 }).map((shape) => shape.join(''));
    const known = new Set(SIDECODES.map(([typed]) => typed.replace(/[a-z]/g, 'A').replace(/\d/g, '1')));
    fc.assert(
      fc.property(shapes, (key) => {
        expect(dutchDisplay(key) !== undefined).toBe(known.has(key));
      }),
    );
  });
});

describe('a plate of another country', () => {
  it.each([
    ['1abc234', '1-ABC-234'],
    ['1 ABC 234', '1-ABC-234'],
    ['abc123', 'ABC-123'],
    ['123ABC', '123-ABC'],
    ['OLDTIMER', 'OLDTIMER'],
  ])('from Belgium typed as %s is written %s', (typed, display) => {
    expect(read(typed, 'B').display).toBe(display);
  });

  it('keeps its own letters for the eye and loses their marks for the key', () => {
    expect(read('ö-äü 99', 'D')).toEqual({ country: 'D', key: 'OAU99', display: 'Ö-ÄÜ 99' });
  });

  it('is the same plate however the keyboard composes its letters', () => {
    expect(read('MÜ 12'.normalize('NFD'), 'D')).toEqual(read('MÜ 12'.normalize('NFC'), 'D'));
  });
});

describe('what is no plate', () => {
  it.each([
    ['nothing', '', 'plate-empty'],
    ['separators alone', ' - . ', 'plate-empty'],
    ['eleven characters', 'ABCDEFGHIJK', 'plate-too-long'],
    ['a smiley', 'AB-12☺', 'plate-characters'],
    ['a slash', 'AB/12', 'plate-characters'],
    ['Cyrillic letters, which only look like Latin ones', 'АВ1234СЕ', 'plate-characters'],
    ['markup', '<b>A1', 'plate-characters'],
  ])('%s', (_what, typed, problem) => {
    expect(readPlate(typed, 'D')).toBe(problem);
  });
});

it('reads back what it displays, for every country: nothing changes on the way', () => {
  const characters = fc.constantFrom(...'ABCXYZ0189', 'Ü', 'Ö', 'é', 'ł', 'ß', ' ', '-', '.', '·');
  const texts = fc.array(characters, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.constantFrom(...COUNTRIES), (typed, country) => {
      const plate = readPlate(typed, country);
      if (!isPlate(plate)) return;
      expect(readPlate(plate.display, country)).toEqual(plate);
      expect(plateKey(plate.display)).toBe(plate.key);
      expect(plate.key.length).toBeLessThanOrEqual(10);
    }),
  );
});

describe('plates that are one character away', () => {
  it('of a Dutch plate are those with another character in one place [BEYOND-003]', () => {
    const near = platesOneAway('K51FTN', 'NL');
    expect(near).toHaveLength(6 * 35);
    expect(near).toEqual(expect.arrayContaining(['K51FTM', '851FTN', 'K5IFTN']));
    expect(near).not.toContain('K51FTN');
    expect(near).not.toContain('K51FMT'); // two places
  });

  it('of one that misses a character, or has one too many, are whole Dutch plates', () => {
    expect(platesOneAway('K51FT', 'NL')).toContain('K51FTN');
    expect(platesOneAway('K51FTNN', 'NL')).toContain('K51FTN');
    for (const typed of ['K51FT', 'K51FTNN'])
      expect(platesOneAway(typed, 'NL').every(({ length }) => length === 6)).toBe(true);
  });

  it('abroad may be longer or shorter', () => {
    const near = platesOneAway('B12', 'D');
    expect(near).toEqual(expect.arrayContaining(['B13', 'B1', 'AB12', 'B123']));
    expect(near).not.toContain('B12');
  });
});
