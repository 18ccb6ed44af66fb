import { useCallback, useState } from 'react';
import type { FineReportBody, FineReportView } from '../../api/fine-reports/shapes.ts';
import type { CivilDate } from '../../rules/values/civil-day.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { ErrorSummary, type FormError } from '../components/error-summary.tsx';
import { TextArea, TextInput } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useText } from '../text/text.tsx';
import { reportFine, type FineSubject } from './data.ts';

const NUMBER_LENGTH = 40;
const WORDS_LENGTH = 1_000;

interface FineFormProps {
  of: FineSubject;
  from: CivilDate;
  today: CivilDate;
  onSent: (report: FineReportView) => void;
}

/** Which fine, of which day, and what happened. */
export function FineForm({ of, from, today, onSent }: FineFormProps) {
  const t = useText();
  const [number, setNumber] = useState('');
  const [day, setDay] = useState<CivilDate | null>(null);
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { act, perform } = useAct(useCallback((body: FineReportBody, key: string) => reportFine(of, body, key), [of]));
  const error = (field: string) => errors.find((fault) => fault.field === field)?.message;
  const submit = async () => {
    const wrong = [
      ...(/[A-Za-z0-9]/.test(number) ? [] : (['number'] as const)),
      ...(day === null ? (['day'] as const) : []),
      ...(words.trim() === '' ? (['words'] as const) : []),
    ];
    setErrors(wrong.map((field) => ({ field, message: t(`fineReport.fault.${field}`) })));
    if (wrong.length > 0 || day === null) return;
    const answer = await perform({ fineNumber: number.trim(), fineOn: day, words: words.trim() });
    if (answer?.ok) onSent(answer.value);
  };
  return (
    <form
      className="pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{t('fineReport.link')}</h2>
      <ErrorSummary errors={errors} />
      <div id="number">
        <TextInput
          label={t('fineReport.number')}
          hint={t('fineReport.numberHint')}
          error={error('number')}
          maxLength={NUMBER_LENGTH}
          autoComplete="off"
          value={number}
          onChange={setNumber}
        />
      </div>
      <div id="day">
        <DateField
          label={t('fineReport.day')}
          error={error('day')}
          value={day}
          onChange={setDay}
          today={today}
          first={from}
          last={today}
        />
      </div>
      <div id="words">
        <TextArea
          label={t('fineReport.words')}
          hint={t('fineReport.wordsHint')}
          error={error('words')}
          maxLength={WORDS_LENGTH}
          rows={5}
          value={words}
          onChange={setWords}
        />
      </div>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <div>
        <Button look="primary" type="submit" busy={act.state === 'busy'}>
          {t('fineReport.send')}
        </Button>
      </div>
    </form>
  );
}
