import { type Request } from 'express';
import { type Language } from '../../rules/messages.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { fill, findSentence, type SentenceTree } from '../../rules/sentences.ts';

/** Sentences of the API's problems, in the language of who asks. */
export interface Words {
  title(code: string, values?: RuleStep['values']): string;
  detail(code: string, values?: RuleStep['values']): string;
}

export function wordsIn(language: Language, sentences: Record<Language, SentenceTree>): Words {
  const find = (key: string) => findSentence(key, language, sentences[language], {});
  const say = (code: string, values: RuleStep['values'] = {}) => {
    const sentence = find(`refusal.${code}`) ?? find(`http.${code}`) ?? find('http.internal-error')!;
    const printable = Object.entries(values).filter(([, value]) => value !== null);
    return fill(sentence, Object.fromEntries(printable.map(([name, value]) => [name, inWords(value, language)])));
  };
  return { title: say, detail: say };
}

/** The language of a profile wins; without one that of the browser, Dutch unless it prefers English. */
export function languageOf(req: Request, profile: Language | undefined): Language {
  return profile ?? (req.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl');
}

/** Days and moments are told as people write them; a text that only looks like one, such as the id of an area, stays as it is. */
function inWords(value: RuleStep['values'][string], language: Language): string | number {
  if (typeof value === 'number') return value;
  const text = String(value);
  if (/^\d\d:\d\d$/.test(text)) return formatsIn(language).wallClock(text);
  if (Number.isNaN(Date.parse(text)) || text >= '9999') return text;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatsIn(language).day(text);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? formatsIn(language).moment(text) : text;
}
