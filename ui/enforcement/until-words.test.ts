import { readFileSync } from 'node:fs';
import { formatsIn } from '../../rules/values/format.ts';
import { fill, findSentence } from '../../rules/sentences.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Say, type Sentences } from '../text/sentences.ts';
import { sayUntil } from './until-words.ts';

const sentencesIn = (language: Language) =>
  JSON.parse(readFileSync(new URL(`../../text/${language}.json`, import.meta.url), 'utf8')) as Sentences;

const MIDDAY = '2026-11-21T11:00:00.000Z';

function said(until: string, language: Language = 'nl'): string {
  const sentences = sentencesIn(language);
  const say: Say = (key, values = {}) => fill(findSentence(key, language, sentences, {}) ?? `?${key}`, values);
  return sayUntil(until, MIDDAY, say, formatsIn(language));
}

describe('until when a right counts', () => {
  it.each([
    ['2026-11-21T17:30:00.000Z', /tot vandaag .*18\.30/],
    ['2026-11-21T23:00:00.000Z', /tot en met vandaag/],
    ['2026-11-22T23:00:00.000Z', /tot en met 22 november 2026/],
    ['2027-11-30T23:00:00.000Z', /tot en met 30 november 2027/],
  ])('at %s is read as an officer would say it', (until, words) => {
    expect(said(until)).toMatch(words);
  });

  it('is said in English as well', () => {
    expect(said('2026-11-21T23:00:00.000Z', 'en')).toMatch(/through today/);
  });
});
