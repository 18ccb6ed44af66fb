import { createContext, Fragment, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { keep } from '../kept.ts';
import { formatsIn, type Formats } from '../../rules/values/format.ts';
import { fill, findSentence, type Overrides } from '../../rules/sentences.ts';
import { type Language } from '../../rules/values/language.ts';
import { loadSentences, type Say, type Sentences, type TextKey } from './sentences.ts';

interface Text {
  language: Language;
  sentences: Sentences;
  overrides: Overrides;
  /** Switches at once, for this page only. */
  show: (language: Language) => Promise<void>;
}

const TextContext = createContext<Text | undefined>(undefined);

/**
 * Everything below it reads its sentences here. A switch of language changes the sentences only: what is mounted stays mounted, so
 * nothing anybody typed is lost.
 */
export function TextProvider({
  first,
  children,
}: {
  first: { language: Language; sentences: Sentences };
  children: ReactNode;
}) {
  const [current, setCurrent] = useState(first);
  const show = useCallback(async (language: Language) => {
    const sentences = await loadSentences(language);
    document.documentElement.lang = language;
    setCurrent({ language, sentences });
  }, []);
  const text = useMemo(() => ({ ...current, overrides: {}, show }), [current, show]);
  return <TextContext value={text}>{children}</TextContext>;
}

/** A municipality's own wording of some sentences, by language and key, for everything below. */
export function TextOverrides({ of, children }: { of: Partial<Record<Language, Overrides>>; children: ReactNode }) {
  const text = useTextContext();
  const own = of[text.language];
  const overridden = useMemo(() => ({ ...text, overrides: { ...text.overrides, ...own } }), [text, own]);
  return <TextContext value={overridden}>{children}</TextContext>;
}

/** `const t = useText()`, then `t('shell.menu')` or `t('parts.files', { count: 2 })`. */
export function useText(): Say {
  const { language, sentences, overrides } = useTextContext();
  return useCallback<Say>(
    (key, values = {}) => fill(findSentence(key, language, sentences, overrides, values['count']) ?? key, values),
    [language, sentences, overrides],
  );
}

/** Sentences by a name that comes from elsewhere, such as a refusal's code; undefined when nobody wrote one. */
export function useSentenceNamed(): (name: string, count?: number) => string | undefined {
  const { language, sentences, overrides } = useTextContext();
  return useCallback(
    (name, count) => findSentence(name, language, sentences, overrides, count),
    [language, sentences, overrides],
  );
}

export function useFormat(): Formats {
  return formatsIn(useTextContext().language);
}

export interface LanguageChoice {
  language: Language;
  show: (language: Language) => Promise<void>;
  /** Shows it, and remembers it on this device. */
  keep: (language: Language) => Promise<void>;
}

export function useLanguage(): LanguageChoice {
  const { language, show } = useTextContext();
  const keepLanguage = useCallback(
    (next: Language) => {
      keep('parkwerk.language', next);
      return show(next);
    },
    [show],
  );
  return { language, show, keep: keepLanguage };
}

/** A sentence with parts in it, such as a plate or a link: each `{name}` becomes the part of that name. */
export function Sentence({ of: key, parts }: { of: TextKey; parts: Record<string, ReactNode> }) {
  const t = useText();
  return t(key)
    .split(/\{(\w+)\}/)
    .map((piece, at) => <Fragment key={at}>{at % 2 === 0 ? piece : (parts[piece] ?? `{${piece}}`)}</Fragment>);
}

function useTextContext(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error('No TextProvider above this component');
  return text;
}
