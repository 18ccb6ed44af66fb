import { refuse, type Refusal } from '../values/refusal.ts';

/** So that it fits beside a plate on the smallest screen (2PARK-080). */
export const FAVOURITE_NAME_MAX = 10;

/** The name of a favourite as it is kept: without blanks around it, and counted in characters as people see them, in any script. */
export function favouriteName(typed: string): { outcome: 'allow'; name: string } | Refusal<'favourite-name-too-long'> {
  const name = typed.normalize('NFC').trim();
  return [...name].length <= FAVOURITE_NAME_MAX
    ? { outcome: 'allow', name }
    : refuse('favourite-name-too-long', { max: FAVOURITE_NAME_MAX }, 'shorter-name');
}
