import { type Deps } from '../../activities/ports.ts';
import { spelled } from '../../rules/sign-on/plate-by-ear.ts';
import { type Amount } from '../../rules/parking/draw.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** How those are told something who hear it or read it in a text message. */
export interface Voice {
  language: Language;
  say: ReturnType<Deps['texts']['in']>;
}

/** What a stay takes, in one breath; nothing is told to be free. */
export function costInWords({ language, say }: Voice, holds: readonly Amount[]): string {
  const formats = formatsIn(language);
  const parts = holds
    .filter(({ amount }) => amount > 0)
    .map(({ unit, amount }) => {
      if (unit === 'eurocent') return formats.money(amount);
      return unit === 'minute' ? formats.durationInWords(amount) : say('event.quantity.action', { count: amount });
    });
  return parts.length === 0 ? say('signOn.free') : say('signOn.costs', { amount: parts.join(', ') });
}

/** Why not, in the same sentences as on the screen. */
export function whyNot({ language, say }: Voice, { ground, steps }: Refusal): string {
  const formats = formatsIn(language);
  const values = steps.find(({ outcome }) => outcome === 'not-met')?.values ?? {};
  const printable = Object.entries(values).flatMap(([name, value]) => {
    if (value === null) return [];
    const moment = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
    return [[name, moment ? formats.moment(value) : typeof value === 'number' ? value : String(value)] as const];
  });
  return say(`refusal.${ground}`, Object.fromEntries(printable));
}

/** Letter by letter, with a word for each: for a voice that reads it. */
export function spelledOut({ language, say }: Voice, key: string): string {
  return spelled(key, language)
    .map(({ sign, word }) => (word === null ? sign : say('signOn.letter', { sign, word })))
    .join(', ');
}
