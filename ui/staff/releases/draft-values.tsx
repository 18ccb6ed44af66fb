import { useState } from 'react';
import type { DraftView, ReleaseValue } from '../../../api/releases/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Select, TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { changeDraft } from '../data/releases.ts';
import { EXAMPLES, readTyped, typedOf } from './typed-value.ts';
import { fieldWords, subjectWords } from './value-words.ts';

const keyOf = ({ path }: ReleaseValue): string => path.join('/');

/** What changes on ordinary days, without a file: prices, tariffs, ceilings, days off, limits; one product or tariff at a time. */
export function DraftValues({ draft, onChanged }: { draft: DraftView; onChanged: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const speech = { t, format: useFormat(), language: useLanguage().language, named: useSentenceNamed() };
  const subjectOf = (value: ReleaseValue) => subjectWords({ ...value, areaName: null }, speech);
  const subjects = [...new Set(draft.values.map(subjectOf))];
  const [chosen, setChosen] = useState(subjects[0] ?? '');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(changeDraft);

  const changed = draft.values.filter(
    (value) => typed[keyOf(value)] !== undefined && typed[keyOf(value)] !== typedOf(value.unit, value.value),
  );
  const unreadable = (value: ReleaseValue) =>
    typed[keyOf(value)] !== undefined && readTyped(value, typed[keyOf(value)]!) === undefined;
  const save = async () => {
    const wrong = changed.find(unreadable);
    setFault(wrong !== undefined);
    if (wrong) return setChosen(subjectOf(wrong));
    const values = changed.map((value) => ({ path: value.path, value: readTyped(value, typed[keyOf(value)]!)! }));
    if (values.length === 0) return undefined;
    const answer = await perform({ id: draft.id, version: draft.version, values });
    if (answer?.ok) onChanged();
    return undefined;
  };
  const hint = ({ unit, mayBeEmpty }: ReleaseValue) => {
    if (unit === 'dates') return t('staff.releases.draft.datesHint');
    return mayBeEmpty ? t('staff.releases.draft.empty') : undefined;
  };
  return (
    <form
      className="pw-stack pw-measure"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Select
        label={t('staff.releases.draft.subject')}
        value={chosen}
        onChange={setChosen}
        options={subjects.map((subject) => ({ value: subject, text: subject }))}
      />
      {draft.values
        .filter((value) => subjectOf(value) === chosen)
        .map((value) => (
          <TextInput
            key={keyOf(value)}
            short={value.unit !== 'dates'}
            inputMode={value.unit === 'dates' ? 'text' : 'decimal'}
            label={[value.areaName, fieldWords(value, speech), unitOf(value.unit)].filter(Boolean).join(', ')}
            hint={hint(value)}
            error={
              fault && unreadable(value)
                ? t('staff.releases.draft.numberFault', { example: EXAMPLES[value.unit] ?? '12' })
                : undefined
            }
            value={typed[keyOf(value)] ?? typedOf(value.unit, value.value)}
            onChange={(text) => setTyped({ ...typed, [keyOf(value)]: text })}
          />
        ))}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons>
        <Button type="submit" look="primary" disabled={changed.length === 0} busy={act.state === 'busy'}>
          {t('staff.releases.draft.saveValues')}
        </Button>
      </Buttons>
    </form>
  );

  function unitOf(unit: ReleaseValue['unit']): string | null {
    if (unit === 'cents' || unit === 'euros') return '€';
    return unit === 'days' || unit === 'minutes' ? t(`staff.releases.unit.${unit}`) : null;
  }
}
