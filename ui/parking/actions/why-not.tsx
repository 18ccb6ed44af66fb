import type { RuleStep } from '../../../rules/values/refusal.ts';
import { fill } from '../../../rules/sentences.ts';
import { Details } from '../../components/disclosure.tsx';
import { RuleList, RuleRow } from '../../components/lists.tsx';
import type { Problem } from '../../data/problem.ts';
import { sayValues } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import type { Unit } from '../data/permits.ts';

/** Why it may not be: each rule, what it looked at, the article it rests on, what would make it pass, and a reference (BEYOND-007). */
export function WhyNot({ problem: { trace } }: { problem: Problem }) {
  const t = useText();
  const sentence = useSentenceNamed();
  const say = useStepWords();
  if (trace === null || trace.steps.length === 0) return null;
  return (
    <Details summary={t('parking.new.why')}>
      <div className="pw-stack">
        <RuleList>
          {trace.steps.map((step, at) => {
            const { title, saw } = say(step);
            const { rule, outcome, article, remedy } = step;
            return (
              <RuleRow key={`${rule}-${at}`} outcome={outcome} title={title}>
                {saw !== null && <div>{saw}</div>}
                {article !== null && <div>{t('parking.new.article', { article })}</div>}
                {remedy !== null && outcome === 'not-met' && <div>{sentence(`remedy.${remedy}`) ?? remedy}</div>}
              </RuleRow>
            );
          })}
        </RuleList>
        <p className="pw-small">{t('parts.problem.reference', { reference: trace.id })}</p>
      </div>
    </Details>
  );
}

const UNITS: readonly string[] = ['eurocent', 'minute', 'action'] satisfies Unit[];
const isUnit = (value: unknown): value is Unit => typeof value === 'string' && UNITS.includes(value);

/** A rule by name, and the values it saw in a sentence. */
function useStepWords(): (step: RuleStep) => { title: string; saw: string | null } {
  const sentence = useSentenceNamed();
  const format = useFormat();
  const amount = useAmount();
  return ({ rule, values }) => {
    const { unit } = values;
    // Amounts are in the unit of the balance they are of.
    const amounts = isUnit(unit)
      ? Object.fromEntries(
          Object.entries(values).flatMap(([name, value]) =>
            typeof value === 'number' ? [[name, amount({ unit, amount: value })]] : [],
          ),
        )
      : {};
    const said = { ...sayValues(values, format), ...amounts };
    const saw = sentence(`parking.why.${rule}`);
    const known = saw !== undefined && Object.keys(said).length > 0;
    return {
      title: fill(sentence(`rule.${rule}`) ?? sentence(`refusal.${rule}`) ?? rule, said),
      saw: known && !/\{\w+\}/.test(fill(saw, said)) ? fill(saw, said) : null,
    };
  };
}
