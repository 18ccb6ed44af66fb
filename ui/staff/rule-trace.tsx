import type { ReactNode } from 'react';
import type { RuleStep } from '../../rules/values/refusal.ts';
import { RuleList, RuleRow } from '../components/lists.tsx';
import { sayValues } from '../text/problem-sentences.ts';
import { fill } from '../../rules/sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';
import { sayWhatRuleSaw } from './rule-words.ts';

interface RuleTraceProps {
  steps: readonly RuleStep[];
  /** What a page knows of a rule beside its values. */
  more?: (step: RuleStep) => ReactNode;
}

/**
 * Rules with their outcome, the values they saw, the article they rest on, and what would make them pass (BEYOND-007): the trace a citizen
 * can ask for, told to who has to judge or check it.
 */
export function RuleTrace({ steps, more }: RuleTraceProps) {
  const t = useText();
  const sentence = useSentenceNamed();
  const format = useFormat();
  return (
    <RuleList>
      {steps.map((step, at) => {
        const { rule, outcome, article, remedy, values } = step;
        const saw = sayWhatRuleSaw(step, t, format);
        return (
          <RuleRow
            key={`${rule}-${at}`}
            outcome={outcome}
            title={fill(sentence(`rule.${rule}`) ?? rule, sayValues(values, format))}
          >
            {saw !== null && <div>{saw}</div>}
            {more?.(step)}
            {article !== null && <div>{withCapital(article)}</div>}
            {remedy !== null && outcome === 'not-met' && (
              <div>{t('audit.remedy', { remedy: sentence(`remedy.${remedy}`) ?? remedy })}</div>
            )}
          </RuleRow>
        );
      })}
    </RuleList>
  );
}

const withCapital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
