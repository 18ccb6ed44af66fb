import { readFileSync } from 'node:fs';
import { type ReleaseContent } from '../rules/municipalities/release.ts';
import { type Language } from '../rules/messages.ts';
import { fill, findSentence, type SentenceTree, type Values } from '../rules/sentences.ts';

/** Sentences of mails and letters, in the words of one municipality. */
export interface Texts {
  in(language: Language, content: ReleaseContent): Say;
}

export interface Say {
  /** Throws when there is no such sentence: a letter with a hole in it is not sent. */
  (key: string, values?: Values): string;
}

export function loadTexts(folder: URL): Texts {
  const read = (language: Language) =>
    JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as SentenceTree;
  const sentences: Record<Language, SentenceTree> = { nl: read('nl'), en: read('en') };
  return {
    in:
      (language, { texts }) =>
      (key, values = {}) => {
        const found = findSentence(key, language, sentences[language], texts[language], values['count']);
        if (found === undefined) throw new Error(`there is no sentence ${key} in ${language}`);
        return fill(found, values);
      },
  };
}

/** A product's name in the middle of a sentence: without the capital it has at the start of one, unless it is an abbreviation. */
export const inSentence = (name: string): string =>
  /^\p{Lu}(?!\p{Ll})/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
