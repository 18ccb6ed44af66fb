import fc from 'fast-check';
import { doubtsAbout, isOneOff } from './doubts.ts';

const known = [{ country: 'NL', plate: '12AB34', display: '12-AB-34' }];

describe('a doubt about a plate', () => {
  it.each([
    ['T17KRV', [], []],
    ['TI7KRV', [], [{ kind: 'look-alike', suggestion: 'T-17-KRV' }]],
    ['T17KRVV', [], [{ kind: 'sidecode', suggestion: null }]],
    ['12AB35', known, [{ kind: 'near-favourite', suggestion: '12-AB-34' }]],
    ['12BA34', known, [{ kind: 'near-favourite', suggestion: '12-AB-34' }]],
    ['12AB34', known, []],
    ['56CD78', known, []],
  ] as const)('%s, with these plates known, raises what it raises [BEYOND-001]', (plate, plates, doubts) => {
    expect(doubtsAbout('NL', plate, plates)).toEqual(doubts);
  });

  it('is none for a plate of another country, whose patterns nobody knows', () => {
    expect(doubtsAbout('D', 'BMU1234', known)).toEqual([]);
    expect(doubtsAbout('D', '12AB35', known)).toEqual([]);
  });

  it('finds every change of one character, and no change of two', () => {
    const plate = fc.array(fc.constantFrom(...'ABCXYZ0189'), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(plate, fc.nat(7), fc.constantFrom(...'QW'), (characters, at, other) => {
        const changed = characters.with(at % characters.length, other).join('');
        expect(isOneOff(characters.join(''), changed)).toBe(true);
        expect(isOneOff(changed, characters.join(''))).toBe(true);
        expect(isOneOff(characters.join(''), `${changed}KK`)).toBe(false);
      }),
    );
  });
});
