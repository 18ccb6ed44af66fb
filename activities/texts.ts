import { readFileSync } from 'node:fs';
import { type ReleaseContent } from '../rules/municipalities/release.ts';
import { type Language } from '../rules/messages.ts';
import { fill, findSentence, type Overrides, type SentenceTree, type Values } from '../rules/sentences.ts';

/** Sentences of mails and letters, in the words of one municipality, or in those of the parking app that serves them all. */
export interface Texts {
  in(language: Language, content: Pick<ReleaseContent, 'texts'>): Say;
  withoutMunicipality(language: Language): Say;
}

export interface Say {
  /** Throws when there is no such sentence: a letter with a hole in it is not sent. */
  (key: string, values?: Values): string;
}

export function loadTexts(folder: URL): Texts {
  const read = (language: Language) =>
    JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as SentenceTree;
  const sentences: Record<Language, SentenceTree> = { nl: read('nl'), en: read('en') };
  const sayIn =
    (language: Language, overrides: Overrides): Say =>
    (key, values = {}) => {
      const found = findSentence(key, language, sentences[language], overrides, values['count']);
      if (found === undefined) throw new Error(`there is no sentence ${key} in ${language}`);
      return fill(found, values);
    };
  return {
    in: (language, { texts }) => sayIn(language, texts[language]),
    withoutMunicipality: (language) => sayIn(language, {}),
  };
}

/** A product's name in the middle of a sentence: without the capital it has at the start of one, unless it is an abbreviation. */
export const inSentence = (name: string): string =>
  /^\p{Lu}(?!\p{Ll})/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
