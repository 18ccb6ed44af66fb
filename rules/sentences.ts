import { type Language } from './values/language.ts';

/** A sentence, or the two forms that counting asks for. */
export type Leaf = string | { one: string; other: string };

/** All sentences of a language, nested by key, as they lie in `text/`. */
export interface SentenceTree {
  readonly [name: string]: Leaf | SentenceTree;
}

export type Values = Readonly<Record<string, string | number>>;

/** A municipality's own wording, by key. */
export type Overrides = Readonly<Record<string, Leaf>>;

/** The sentence a key stands for, form chosen by `count`; undefined when there is none (codes of others, looked up by name). */
export function findSentence(
  key: string,
  language: Language,
  sentences: SentenceTree,
  overrides: Overrides,
  count?: string | number,
): string | undefined {
  const leaf = overrides[key] ?? leafAt(sentences, key);
  if (leaf === undefined || typeof leaf === 'string') return leaf;
  return typeof count === 'number' && plural(language, count) === 'one' ? leaf.one : leaf.other;
}

/** Puts values in their places; what has no value stays visible, so that nobody reads half a sentence as a whole one. */
export function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

function leafAt(sentences: SentenceTree, key: string): Leaf | undefined {
  let at: unknown = sentences;
  for (const name of key.split('.')) at = isRecord(at) ? at[name] : undefined;
  if (typeof at === 'string') return at;
  return isRecord(at) && typeof at['one'] === 'string' && typeof at['other'] === 'string'
    ? { one: at['one'], other: at['other'] }
    : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const plurals = new Map<Language, Intl.PluralRules>();

function plural(language: Language, count: number): Intl.LDMLPluralRule {
  const known = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, known);
  return known.select(count);
}
