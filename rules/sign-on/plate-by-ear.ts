import { type Language } from '../values/language.ts';

/** The Dutch spelling alphabet (telefoonalfabet) and that of NATO, as people say them. The first word of a letter is what is said back. */
const WORDS: Record<Language, Record<string, readonly string[]>> = {
  nl: {
    A: ['Anton', 'Anna'], B: ['Bernard', 'Bernhard'], C: ['Cornelis'], D: ['Dirk'], E: ['Eduard'], F: ['Ferdinand'], G: ['Gerard'],
    H: ['Hendrik'], I: ['Izaak', 'Isaak'], J: ['Johan', 'Jan'], K: ['Karel'], L: ['Lodewijk'], M: ['Maria'], N: ['Nico'], O: ['Otto'],
    P: ['Pieter', 'Piet'], Q: ['Quotiënt'], R: ['Rudolf', 'Richard'], S: ['Simon'], T: ['Teunis', 'Theodoor'], U: ['Utrecht'],
    V: ['Victor'], W: ['Willem'], X: ['Xantippe', 'Xander'], Y: ['Ypsilon'], Z: ['Zacharias', 'Zaandam'],
  },
  en: {
    A: ['Alpha', 'Alfa'], B: ['Bravo'], C: ['Charlie'], D: ['Delta'], E: ['Echo'], F: ['Foxtrot'], G: ['Golf'], H: ['Hotel'],
    I: ['India'], J: ['Juliett', 'Juliet'], K: ['Kilo'], L: ['Lima'], M: ['Mike'], N: ['November'], O: ['Oscar'], P: ['Papa'],
    Q: ['Quebec'], R: ['Romeo'], S: ['Sierra'], T: ['Tango'], U: ['Uniform'], V: ['Victor'], W: ['Whiskey', 'Whisky'],
    X: ['X-ray', 'Xray'], Y: ['Yankee'], Z: ['Zulu'],
  },
}; // prettier-ignore

const DIGITS: readonly (readonly string[])[] = [
  ['nul', 'zero'], ['een', 'one'], ['twee', 'two'], ['drie', 'three'], ['vier', 'four'], ['vijf', 'five'], ['zes', 'six'],
  ['zeven', 'seven'], ['acht', 'eight'], ['negen', 'nine', 'niner'],
]; // prettier-ignore

/** Said between the letters, and no part of a plate. */
const BETWEEN = new Set([
  'streepje',
  'liggend',
  'dash',
  'hyphen',
  'en',
  'and',
  'dan',
  'then',
  'kenteken',
  'plate',
  'is',
  'het',
  'the',
  'ray',
]);
/** "K van Karel": one letter, said twice. */
const AS_IN = new Set(['van', 'als', 'voor', 'for', 'as', 'in', 'of']);
const TWICE = new Set(['dubbel', 'dubbele', 'double']);

const fold = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('-', '');

const SPOKEN = new Map<string, string>([
  ...Object.values(WORDS).flatMap((alphabet) =>
    Object.entries(alphabet).flatMap(([letter, words]) => words.map((word) => [fold(word), letter] as const)),
  ),
  ...DIGITS.flatMap((words, digit) => words.map((word) => [word, String(digit)] as const)),
  ['x', 'X'],
]);

/** The letters and digits somebody said; undefined where a word among it is none, so that nothing is guessed. */
export function plateHeard(speech: string): string | undefined {
  const words = fold(speech.replace(/(?<=\p{L})-(?=\p{L}{2,})/gu, ' '))
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let heard = '';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (BETWEEN.has(word)) continue;
    if (TWICE.has(word)) {
      const next = signOf(words[at + 1] ?? '');
      if (next?.length !== 1) return undefined;
      heard += next + next;
      at += 1;
      continue;
    }
    if (AS_IN.has(word)) {
      // The letter was there already; the word after it only says which.
      const letter = signOf(words[at + 1] === 'in' ? (words[at + 2] ?? '') : (words[at + 1] ?? ''));
      if (letter === undefined || !heard.endsWith(letter)) return undefined;
      at += words[at + 1] === 'in' ? 2 : 1;
      continue;
    }
    const sign = signOf(word);
    if (sign === undefined) return undefined;
    heard += sign;
  }
  return heard === '' ? undefined : heard;
}

/** One word: a spelling word, a digit, or signs as the telephone company wrote them down, such as `kl` or `5567`. */
function signOf(word: string): string | undefined {
  const known = SPOKEN.get(word);
  if (known !== undefined) return known;
  return /^(\d+|[a-z]{1,3}|(?=.*\d)[a-z0-9]{2,8})$/.test(word) ? word.toUpperCase() : undefined;
}

/** A plate sign by sign, for a voice to read: letters with the word that tells them apart. */
export function spelled(key: string, language: Language): { sign: string; word: string | null }[] {
  return [...key].map((sign) => ({ sign, word: WORDS[language][sign]?.[0] ?? null }));
}

const KEYS: Record<string, string> = {
  '0': '', '1': '', '2': 'ABC', '3': 'DEF', '4': 'GHI', '5': 'JKL', '6': 'MNO', '7': 'PQRS', '8': 'TUV', '9': 'WXYZ',
}; // prettier-ignore

/** The key every letter and digit is on. */
const keyOf = (sign: string): string =>
  /\d/.test(sign) ? sign : Object.keys(KEYS).find((key) => KEYS[key]!.includes(sign))!;

/**
 * What somebody typed on a telephone. With `*` in it every sign is a run of one key: as often as its place among the letters, the digit
 * after them (`55*555*5555` is K, L, 5). Without it each sign is one key, and it is one of the plates that are known already.
 */
export function plateTyped(keys: string, known: readonly string[]): string | undefined {
  if (!keys.includes('*')) {
    return known.find(
      (plate) => plate.length === keys.length && [...plate].every((sign, at) => keyOf(sign) === keys[at]),
    );
  }
  const runs = keys.match(/(\d)\1*/g) ?? [];
  const signs = runs.map((run) => {
    const letters = KEYS[run[0]!]!;
    return run.length <= letters.length
      ? letters[run.length - 1]
      : run.length === letters.length + 1
        ? run[0]
        : undefined;
  });
  return signs.includes(undefined) || signs.length === 0 ? undefined : signs.join('');
}
