import { useState } from 'react';
import { Note } from '../../components/note.tsx';
import { useSentenceNamed, useText } from '../../text/text.tsx';
import { AllComplete, type Complete } from './all-complete.tsx';
import { RequirementCard } from './requirement-card.tsx';
import { Locked, WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** Proof, only where it is needed, each with its reason; closed for good after "yes, these are all" (PORTAL-041…043). */
export function StepDocuments({ step }: { step: WizardStep }) {
  const t = useText();
  const { application, answering, answer, next } = step;
  const { requirements, documents, answers } = application;
  const current = documents.filter(({ superseded }) => !superseded);
  const [complete, setComplete] = useState<{ of: string; answer: Complete }>({ of: '', answer: null });
  const listed = current.map(({ id }) => id).join(' ');
  const answered = complete.of === listed ? complete.answer : null;
  const locked = answers.documentsConfirmed;
  const all = requirements.every(({ given }) => given);
  const goOn = () => (locked ? next() : void answer({ documentsConfirmed: true }, { andGoOn: true }));

  return (
    <WizardShell
      step={step}
      next={{ ready: locked || (all && answered === 'yes'), busy: answering.state === 'busy', press: goOn }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <div className="pw-stack">
        <h1>{t('wizard.documents.heading')}</h1>
        <p>{t('wizard.documents.lead')}</p>
      </div>
      <Again step={step} />
      {locked && <Locked title={t('wizard.documents.locked')} />}
      {requirements.map((requirement) => (
        <RequirementCard key={requirement.id} step={step} requirement={requirement} locked={locked} />
      ))}
      {!locked && all && (
        <AllComplete
          question={t('wizard.documents.question')}
          hint={t('wizard.documents.questionHint')}
          no={t('wizard.documents.no')}
          answer={answered}
          onAnswer={(chosen) => setComplete({ of: listed, answer: chosen })}
        />
      )}
    </WizardShell>
  );
}

/** The municipality looked at what was sent and wants something better, or something more. */
function Again({ step: { application } }: { step: WizardStep }) {
  const t = useText();
  const sentence = useSentenceNamed();
  const { ground, status } = application;
  if (ground === null) return null;
  const title =
    status === 'rejected-new-document' ? 'wizard.documents.again.title' : 'wizard.documents.again.titleAsked';
  return (
    <Note kind="wait" title={t(title)}>
      <p>{sentence(`ground.${ground}`) ?? ground}</p>
    </Note>
  );
}
