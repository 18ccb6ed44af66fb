import { COUNTRIES, isPlate, readPlate, type Plate } from '../values/plate.ts';

/** What a text message asks for. */
export type Wish =
  | { kind: 'on'; plate: Plate; clock: string | null }
  | { kind: 'off'; plate: string | null }
  | { kind: 'status' }
  | { kind: 'link'; code: string }
  | { kind: 'unlink' }
  | { kind: 'unclear'; about: 'word' | 'plate' | 'end' };

const VERBS: Record<string, 'on' | 'off' | 'status' | 'link' | 'unlink'> = {
  AAN: 'on', ON: 'on', UIT: 'off', OFF: 'off', STATUS: 'status', KOPPEL: 'link', LINK: 'link', ONTKOPPEL: 'unlink', UNLINK: 'unlink',
}; // prettier-ignore

/** `AAN KL-55-67 17:00`, `AAN D M-AB 1234`, `UIT`, `STATUS`, `KOPPEL 123456`: capitals, dots and spaces as people type them. */
export function readTextMessage(text: string): Wish {
  const [verb = '', ...words] = text.trim().toUpperCase().split(/\s+/);
  switch (VERBS[verb]) {
    case 'on':
      return readOn(words);
    case 'off':
      return { kind: 'off', plate: words.length === 0 ? null : words.join('').replace(/[^A-Z0-9]/g, '') };
    case 'status':
      return { kind: 'status' };
    case 'link':
      return /^\d{6}$/.test(words.join(''))
        ? { kind: 'link', code: words.join('') }
        : { kind: 'unclear', about: 'word' };
    case 'unlink':
      return { kind: 'unlink' };
    default:
      return { kind: 'unclear', about: 'word' };
  }
}

function readOn(words: readonly string[]): Wish {
  const last = words.at(-1) ?? '';
  const clock = clockOf(last);
  const rest = clock === undefined ? words : words.slice(0, -1);
  if (clock === undefined && /^\d{1,2}[:.]\d{0,2}$/.test(last)) return { kind: 'unclear', about: 'end' };
  // The sign of the country comes first; `D` alone with a plate behind it is Germany, and no Dutch plate begins like that.
  const [first = '', ...others] = rest;
  const abroad = others.length > 0 && first !== 'NL' && (COUNTRIES as readonly string[]).includes(first);
  const country = abroad ? first : 'NL';
  const typed = (abroad || first === 'NL' ? others : rest).join(abroad ? ' ' : '');
  const plate = readPlate(typed, country);
  return isPlate(plate) ? { kind: 'on', plate, clock: clock ?? null } : { kind: 'unclear', about: 'plate' };
}

/** `17:00`, `17.00`, `9:30` or `17u30` as `17:00`, `09:30`, `17:30`; undefined where it is no time of day. */
export function clockOf(word: string): string | undefined {
  const found = /^(\d{1,2})[:.UH](\d{2})$/.exec(word.toUpperCase());
  return found ? clockIn(found[1]!, found[2]!) : undefined;
}

/** Four keys on a telephone: `1700`. */
export function clockTyped(keys: string): string | undefined {
  const found = /^(\d{2})(\d{2})$/.exec(keys);
  return found ? clockIn(found[1]!, found[2]!) : undefined;
}

function clockIn(hours: string, minutes: string): string | undefined {
  return Number(hours) <= 24 && Number(minutes) < 60 && !(Number(hours) === 24 && Number(minutes) > 0)
    ? `${hours.padStart(2, '0')}:${minutes}`
    : undefined;
}
