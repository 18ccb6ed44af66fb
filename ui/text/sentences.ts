import { type Leaf, type Values } from '../../rules/sentences.ts';
import { type Language } from '../../rules/values/language.ts';
import type nl from '../../text/nl.json';

/**
 * What is said on screens; the build leaves out what only mails and letters say. Dutch is the original: English must have the same keys, or
 * this file does not compile.
 */
export type Sentences = Omit<typeof nl, 'mail' | 'letter'>;

type KeyOf<T> = {
  [Name in keyof T & string]: T[Name] extends Leaf ? Name : `${Name}.${KeyOf<T[Name]>}`;
}[keyof T & string];

/** Where a sentence stands in text/nl.json, such as `shell.menu`. */
export type TextKey = KeyOf<Sentences>;
export type Say = (key: TextKey, values?: Values) => string;

/** Only the language somebody reads is fetched. */
export async function loadSentences(language: Language): Promise<Sentences> {
  switch (language) {
    case 'nl':
      return (await import('./nl.ts')).default;
    case 'en':
      return (await import('./en.ts')).default satisfies Sentences;
    default:
      return language satisfies never;
  }
}
