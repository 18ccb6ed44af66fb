import { useState } from 'react';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { Radios } from '../../components/choice.tsx';
import { TextArea } from '../../components/text-input.tsx';
import { useDraft } from '../../data/draft.ts';
import { useText } from '../../text/text.tsx';
import { useLocal } from '../desk.ts';
import { isTexts } from './drafts.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** What the product asks besides; an answer that rules it out is said beside the question. */
export function StepQuestions({ step }: { step: WizardStep }) {
  const t = useText();
  const local = useLocal();
  const { application, answering, answer, next } = step;
  const { questions } = application.options;
  const given = application.answers.questions;
  const [typed, change, forget] = useDraft(`application.${application.id}.questions`, given, isTexts);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const ready = questions.every(({ id }) => (typed[id] ?? '').trim() !== '');
  const same = questions.every(({ id }) => typed[id] === given[id]);
  const refused = answering.state === 'failed' && answering.problem.code === 'answer-not-accepted';

  const goOn = async () => {
    if (same) return next();
    const answers = Object.fromEntries(questions.map(({ id }) => [id, (typed[id] ?? '').trim()]));
    const answered = await answer({ questions: answers }, { andGoOn: true });
    if (answered?.ok) return forget();
    const unmet = answered?.problem.trace?.steps.find(({ outcome }) => outcome === 'not-met')?.values['question'];
    if (answered?.problem.code === 'answer-not-accepted' && typeof unmet === 'string')
      setErrors([{ field: `question-${unmet}`, message: t('wizard.questions.refused') }]);
  };
  const set = (id: string, value: string) => {
    setErrors(errors.filter(({ field }) => field !== `question-${id}`));
    change({ ...typed, [id]: value });
  };

  return (
    <WizardShell
      step={step}
      next={{ ready, busy: answering.state === 'busy', press: () => void goOn() }}
      problem={answering.state === 'failed' && !refused ? answering.problem : null}
    >
      <h1>{t(questions.length > 1 ? 'wizard.questions.heading' : 'wizard.questions.headingOne')}</h1>
      <ErrorSummary errors={errors} />
      {questions.map(({ id, text, kind }) => {
        const error = errors.find(({ field }) => field === `question-${id}`)?.message;
        return (
          <div key={id} id={`question-${id}`}>
            {kind === 'yes-no' ? (
              <Radios
                label={local(text)}
                error={error}
                options={[
                  { value: 'yes', title: t('common.yes') },
                  { value: 'no', title: t('common.no') },
                ]}
                chosen={typed[id] ?? null}
                onChoose={(value) => set(id, value)}
              />
            ) : (
              <TextArea
                label={local(text)}
                error={error}
                maxLength={500}
                value={typed[id] ?? ''}
                onChange={(value) => set(id, value)}
              />
            )}
          </div>
        );
      })}
    </WizardShell>
  );
}
