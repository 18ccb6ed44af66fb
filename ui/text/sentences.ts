import type nl from '../../text/nl.json';

export type Language = 'nl' | 'en';
export const LANGUAGES: readonly Language[] = ['nl', 'en'];

/**
 * What is said on screens; the build leaves out what only mails and letters say. Dutch is the original: English must have the same keys, or
 * this file does not compile.
 */
export type Sentences = Omit<typeof nl, 'mail' | 'letter'>;

/** A sentence, or the two forms that counting asks for. */
type Leaf = string | { one: string; other: string };
type KeyOf<T> = {
  [Name in keyof T & string]: T[Name] extends Leaf ? Name : `${Name}.${KeyOf<T[Name]>}`;
}[keyof T & string];

/** Where a sentence stands in text/nl.json, such as `shell.menu`. */
export type TextKey = KeyOf<Sentences>;
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;

/** A municipality's own wording, by key. */
export type Overrides = Readonly<Record<string, Leaf>>;

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

/** The sentence a key stands for, form chosen by `count`; undefined when there is none (codes of others, looked up by name). */
export function findSentence(
  key: string,
  language: Language,
  sentences: Sentences,
  overrides: Overrides,
  count?: string | number,
): string | undefined {
  const leaf = overrides[key] ?? leafAt(sentences, key);
  if (leaf === undefined || typeof leaf === 'string') return leaf;
  return typeof count === 'number' && plural(language, count) === 'one' ? leaf.one : leaf.other;
}

/** Puts values in their places; what has no value stays visible, so that nobody reads half a sentence as a whole one. */
export function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

function leafAt(sentences: Sentences, key: string): Leaf | undefined {
  let at: unknown = sentences;
  for (const name of key.split('.')) at = isRecord(at) ? at[name] : undefined;
  if (typeof at === 'string') return at;
  return isRecord(at) && typeof at['one'] === 'string' && typeof at['other'] === 'string'
    ? { one: at['one'], other: at['other'] }
    : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const rules = new Map<Language, Intl.PluralRules>();

function plural(language: Language, count: number): Intl.LDMLPluralRule {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known.select(count);
}
