import { useCallback, useState } from 'react';
import type { TaskView } from '../../../api/review/shapes.ts';
import type { VerdictKind } from '../../../rules/review.ts';
import { Checkboxes, Radios } from '../../components/choice.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Details } from '../../components/disclosure.tsx';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { TextArea } from '../../components/text-input.tsx';
import { useDraft } from '../../data/draft.ts';
import type { Answer } from '../../data/http.ts';
import { useAct } from '../../data/use-act.ts';
import { useLanguage, useText } from '../../text/text.tsx';
import { decideTask } from '../data/tasks.ts';
import { useStaff } from '../staff-frame.tsx';
import { ActProblem } from './act-problem.tsx';
import type { Outcome } from './decided.tsx';
import { consequencesOf } from './consequences.ts';
import {
  bodyOf,
  EMPTY,
  faultsOf,
  groundsFor,
  isDraftDecision,
  needsGround,
  rejectsDocuments,
  VERDICTS,
} from './draft-decision.ts';

export const FORM_ID = 'decision';
const NOTE_LENGTH = 2_000;

interface DecisionFormProps {
  task: TaskView;
  onAnswer: (answer: Answer<TaskView | null> | undefined) => void;
  onDecided: (outcome: Outcome) => void;
  onLookAgain: () => void;
}

/** The decision, its reason, and in words what the applicant gets of it (besluit). */
export function DecisionForm({ task, onAnswer, onDecided, onLookAgain }: DecisionFormProps) {
  const t = useText();
  const { language } = useLanguage();
  const { id: staffId } = useStaff();
  // Of this person: a colleague who signs in at the same desk starts with nothing.
  const [draft, change, forget] = useDraft(`${staffId}.${task.id}`, EMPTY, isDraftDecision);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [asking, setAsking] = useState(false);
  const taskId = task.id;
  const { act, perform } = useAct(
    useCallback((body: Parameters<typeof decideTask>[1], key: string) => decideTask(taskId, body, key), [taskId]),
  );

  const documents = task.documents.filter(({ superseded }) => !superseded);
  const { verdict } = draft;
  const error = (field: string) => errors.find((fault) => fault.field === field)?.message;

  const decide = async (chosen: VerdictKind) => {
    setAsking(false);
    const answer = await perform(bodyOf(draft, chosen, documents));
    if (answer?.ok) {
      forget();
      onDecided({ task, verdict: chosen });
    }
    onAnswer(answer);
  };
  const submit = () => {
    const faults = faultsOf(draft, documents).map((field) => ({ field, message: t(`review.fault.${field}`) }));
    setErrors(faults);
    if (faults.length > 0 || verdict === null) return;
    if (verdict === 'reject') setAsking(true);
    else void decide(verdict);
  };

  return (
    <form
      id={FORM_ID}
      className="pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{t('review.form.title')}</h2>
      <ErrorSummary errors={errors} />
      {act.state === 'failed' && verdict !== null && (
        <ActProblem problem={act.problem} level="h3" onRetry={() => void decide(verdict)} onLookAgain={onLookAgain} />
      )}
      <div id="verdict">
        <Radios
          label={t('review.form.verdict')}
          error={error('verdict')}
          chosen={verdict}
          onChoose={(value) => change({ ...draft, verdict: VERDICTS.find((known) => known === value) ?? null })}
          options={VERDICTS.map((value) => ({
            value,
            title: t(`review.verdict.${value}`),
            more: t(`review.verdictMore.${value}`, { count: task.terms.documentDays }),
          }))}
        />
      </div>
      {rejectsDocuments(verdict) && documents.length > 1 && (
        <div id="documents">
          <Checkboxes
            label={t('review.form.documents')}
            error={error('documents')}
            chosen={draft.documentIds ?? documents.map(({ id }) => id)}
            onChoose={(documentIds) => change({ ...draft, documentIds })}
            options={documents.map(({ id, kindName, kind, fileName }) => ({
              value: id,
              title: kindName?.[language] ?? kind,
              more: fileName,
            }))}
          />
        </div>
      )}
      {verdict !== null && needsGround(verdict) && (
        <div id="ground">
          <Radios
            label={t('review.form.ground')}
            hint={t('review.form.groundHint')}
            error={error('ground')}
            chosen={draft.ground}
            onChoose={(value) =>
              change({ ...draft, ground: groundsFor(verdict).find((known) => known === value) ?? null })
            }
            options={groundsFor(verdict).map((value) => ({ value, title: t(`ground.${value}`) }))}
          />
        </div>
      )}
      <TextArea
        label={t('review.form.note')}
        hint={t('review.form.noteHint')}
        optional
        maxLength={NOTE_LENGTH}
        value={draft.note}
        onChange={(note) => change({ ...draft, note })}
      />
      {verdict !== null && (
        <Details summary={t('review.form.preview')} open>
          <ul className="pw-bullets">
            {consequencesOf(verdict, task).map(({ key, values }) => (
              <li key={key}>{t(key, values)}</li>
            ))}
            {needsGround(verdict) && draft.ground !== null && (
              <li>{t('review.effect.reason', { reason: t(`ground.${draft.ground}`) })}</li>
            )}
          </ul>
        </Details>
      )}
      {asking && verdict !== null && (
        <ConfirmDialog
          question={t('review.confirm.question')}
          yes={t('review.confirm.yes')}
          no={t('review.confirm.no')}
          onYes={() => void decide(verdict)}
          onNo={() => setAsking(false)}
        >
          <p>{t('review.confirm.text')}</p>
        </ConfirmDialog>
      )}
    </form>
  );
}
