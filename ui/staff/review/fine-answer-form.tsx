import { useCallback, useState } from 'react';
import type { FineAnswerBody } from '../../../api/fine-reports/shapes.ts';
import type { TaskView } from '../../../api/review/shapes.ts';
import { FINE_REFUSALS, WRONG_CAUSES, type FineRefusal, type WrongCause } from '../../../rules/fine-reports/status.ts';
import { Radios } from '../../components/choice.tsx';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { TextArea } from '../../components/text-input.tsx';
import type { Answer } from '../../data/http.ts';
import { useAct } from '../../data/use-act.ts';
import { useText } from '../../text/text.tsx';
import { answerFine } from '../data/tasks.ts';
import { ActProblem } from './act-problem.tsx';
import { FORM_ID } from './decision-form.tsx';

const OUTCOMES = ['put-right', 'pass-on', 'refuse'] as const;
type Outcome = (typeof OUTCOMES)[number];
const WORDS_LENGTH = 2_000;

interface FineAnswerFormProps {
  task: TaskView;
  report: NonNullable<TaskView['fineReport']>;
  onAnswer: (answer: Answer<TaskView | null> | undefined) => void;
  onDone: () => void;
  onLookAgain: () => void;
}

/** The answer to a report of a wrong fine: put right, passed on, or refused with a reason. */
export function FineAnswerForm({ task, report, onAnswer, onDone, onLookAgain }: FineAnswerFormProps) {
  const t = useText();
  const taskId = task.id;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [cause, setCause] = useState<WrongCause | null>(null);
  const [ground, setGround] = useState<FineRefusal | null>(null);
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { act, perform } = useAct(
    useCallback((body: FineAnswerBody, key: string) => answerFine(taskId, body, key), [taskId]),
  );
  const error = (field: string) => errors.find((fault) => fault.field === field)?.message;
  const bodyNow = (): FineAnswerBody | FormError => {
    const more = { words: words.trim() === '' ? null : words.trim() };
    switch (outcome) {
      case null:
        return { field: 'outcome', message: t('fineReport.staff.faultOutcome') };
      case 'put-right':
        return cause ? { outcome, cause, ...more } : { field: 'cause', message: t('fineReport.staff.faultCause') };
      case 'pass-on':
        return { outcome, ...more };
      case 'refuse':
        return ground ? { outcome, ground, ...more } : { field: 'ground', message: t('fineReport.staff.faultGround') };
      default:
        return outcome satisfies never;
    }
  };
  const send = async () => {
    const body = bodyNow();
    if ('field' in body) return setErrors([body]);
    setErrors([]);
    const answer = await perform(body);
    if (answer?.ok) onDone();
    onAnswer(answer);
  };
  return (
    <form
      id={FORM_ID}
      className="pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{t('fineReport.staff.form')}</h2>
      <ErrorSummary errors={errors} />
      {act.state === 'failed' && (
        <ActProblem problem={act.problem} level="h3" onRetry={() => void send()} onLookAgain={onLookAgain} />
      )}
      <div id="outcome">
        <Radios
          label={t('fineReport.staff.outcome')}
          error={error('outcome')}
          chosen={outcome}
          onChoose={(value) => setOutcome(OUTCOMES.find((known) => known === value) ?? null)}
          options={OUTCOMES.map((value) => ({
            value,
            title: t(`fineReport.staff.${value}`),
            more: t(`fineReport.staff.${value}More`),
          }))}
        />
      </div>
      {outcome === 'put-right' && (
        <div id="cause">
          <Radios
            label={t('fineReport.staff.cause')}
            hint={t('fineReport.staff.causeHint')}
            error={error('cause')}
            chosen={cause}
            onChoose={(value) => setCause(WRONG_CAUSES.find((known) => known === value) ?? null)}
            options={WRONG_CAUSES.map((value) => ({ value, title: t(`wrongCause.${value}`) }))}
          />
        </div>
      )}
      {outcome === 'refuse' && (
        <div id="ground">
          <Radios
            label={t('fineReport.staff.ground')}
            error={error('ground')}
            chosen={ground}
            onChoose={(value) => setGround(FINE_REFUSALS.find((known) => known === value) ?? null)}
            options={FINE_REFUSALS.map((value) => ({ value, title: t(`ground.${value}`) }))}
          />
        </div>
      )}
      <TextArea
        label={t('fineReport.staff.words')}
        hint={t('fineReport.staff.wordsHint')}
        optional
        maxLength={WORDS_LENGTH}
        value={words}
        onChange={setWords}
      />
      {(outcome === 'put-right' || outcome === 'pass-on') && (
        <p>{t(report.tellsWhoFines ? 'fineReport.staff.mailed' : 'fineReport.staff.notMailed')}</p>
      )}
    </form>
  );
}
