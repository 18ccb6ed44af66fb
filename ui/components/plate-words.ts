import { COUNTRIES, type CountryCode } from '../../rules/values/plate.ts';
import type { Say } from '../text/sentences.ts';

/** `318-ND-6` → `3 1 8 N D 6`, so that a screen reader reads characters and not a number. */
export function spoken(plate: string): string {
  return [...plate.replace(/[^\p{L}\p{N}]/gu, '')].join(' ');
}

/** The name of a country; of one we do not know, its sign. */
export function countryName(t: Say, country: CountryCode): string {
  const known = COUNTRIES.find((code) => code === country);
  return known ? t(`countries.${known}`) : country;
}
