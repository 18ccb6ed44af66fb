import { plateHeard, plateTyped, spelled } from './plate-by-ear.ts';

describe('a plate that is spoken', () => {
  it.each([
    ['Karel Lodewijk vijf vijf zes zeven', 'KL5567'],
    ['Kilo Lima five five six seven', 'KL5567'],
    ['K L 5567', 'KL5567'],
    ['kl 55 67', 'KL5567'],
    ['K van Karel, L van Lodewijk, dubbel vijf, zes, zeven', 'KL5567'],
    ['K as in Kilo, L as in Lima, double five six seven', 'KL5567'],
    ['K-L-55-67', 'KL5567'],
    ['het kenteken is Xantippe drie zeven één Quotiënt', 'X371Q'],
    ['X-ray Whiskey streepje 99 streepje Zulu', 'XW99Z'],
  ])('%s', (said, key) => {
    expect(plateHeard(said)).toBe(key);
  });

  it.each(['', 'hallo wie is daar', 'Karel Lodewijk goedemorgen', 'K van Lodewijk', 'dubbel'])(
    '%p is not guessed at',
    (said) => {
      expect(plateHeard(said)).toBeUndefined();
    },
  );

  it('is spelled back with a word for each letter', () => {
    expect(spelled('K5', 'nl')).toEqual([{ sign: 'K', word: 'Karel' }, { sign: '5', word: null }]); // prettier-ignore
    expect(spelled('K', 'en')).toEqual([{ sign: 'K', word: 'Kilo' }]);
  });

  it('is heard again as it is spelled back, in both languages, whatever the letter', () => {
    for (const language of ['nl', 'en'] as const)
      for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        expect([sign, plateHeard(spelled(sign, language)[0]!.word!)]).toEqual([sign, sign]);
  });
});

describe('a plate that is typed on a telephone', () => {
  it('key by key: letters by their place, the digit after them', () => {
    expect(plateTyped('55*555*5555*5555*6666*77777', [])).toBe('KL5567');
    expect(plateTyped('1*0*9999*99999', [])).toBe('10Z9');
  });
  it('is refused where a key has no such place', () => {
    expect(plateTyped('55555*1', [])).toBeUndefined();
    expect(plateTyped('11*1', [])).toBeUndefined();
    expect(plateTyped('*', [])).toBeUndefined();
  });
  it('as one key for each sign is one that parked before', () => {
    expect(plateTyped('555567', ['AB12CD', 'KL5567', 'JK5567'])).toBe('KL5567');
    expect(plateTyped('555568', ['KL5567'])).toBeUndefined();
  });
});
