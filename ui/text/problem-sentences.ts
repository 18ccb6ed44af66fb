import type { RuleValues } from '../../rules/values/refusal.ts';
import type { Problem } from '../data/problem.ts';
import { civilDayAt, type Formats } from '../../rules/values/format.ts';
import { epoch, instant } from '../../rules/values/moment.ts';
import { fill, type Values } from '../../rules/sentences.ts';
import { useFormat, useSentenceNamed, useText } from './text.tsx';

export interface ProblemSentences {
  title: string;
  /** What to do about it. */
  advice: string | null;
  reference: string | null;
}

/**
 * A problem in words. The code finds the sentence: `problem.<code>` for what goes wrong with any call, `refusal.<code>` and
 * `remedy.<code>` for what a rule refused; what nobody wrote a sentence for is said as the API said it.
 */
export function useProblemSentences(): (problem: Problem) => ProblemSentences {
  const t = useText();
  const sentence = useSentenceNamed();
  const format = useFormat();
  return ({ code, title, detail, trace }) => {
    const unmet = trace?.steps.find(({ outcome }) => outcome === 'not-met');
    const values = sayValues(unmet?.values ?? {}, format);
    const named = (name: string) => {
      const found = sentence(name);
      return found === undefined ? null : fill(found, values);
    };
    const known = named(`problem.${code}.title`) ?? named(`refusal.${code}`) ?? title;
    const advice =
      named(`problem.${code}.advice`) ?? (unmet?.remedy ? named(`remedy.${unmet.remedy}`) : null) ?? detail;
    return {
      title: known ?? t('problem.unexpected.title'),
      advice: advice ?? (known === null ? t('problem.unexpected.advice') : null),
      reference: trace?.id ?? null,
    };
  };
}

/** The values a rule saw, as people write them: the end of a name says what a number is. */
export function sayValues(values: RuleValues, format: Formats): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, sayValue(name, value, format)]])),
  );
}

const IS_END = /(^endsAt|End|Until)$/;

function sayValue(name: string, value: string | number | boolean, format: Formats): string | number {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.day(value);
    if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return value;
    const dayBefore = civilDayAt(instant(epoch(value) - 1));
    // The end of a day is 24:00 in arithmetic, and its last second for people.
    const endsDay = IS_END.test(name) && dayBefore !== civilDayAt(value);
    return endsDay ? `${format.day(dayBefore)}, 23:59:59` : format.moment(value);
  }
  if (name.endsWith('Cents')) return format.money(value);
  return name.endsWith('Minutes') ? format.duration(value) : value;
}
