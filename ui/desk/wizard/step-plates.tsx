import { useState } from 'react';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/states.tsx';
import { useText } from '../../text/text.tsx';
import { AllComplete, type Complete } from './all-complete.tsx';
import { PlateCard } from './plate-card.tsx';
import { PlateDialog } from './plate-dialog.tsx';
import { Locked, WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** Which cars: one at a time through a dialog, and closed for good after "yes, these are all" (PORTAL-037…040). */
export function StepPlates({ step }: { step: WizardStep }) {
  const t = useText();
  const { application, answering, answer, next } = step;
  const { plates, platesConfirmed } = application.answers;
  const { min, max } = application.options.plates;
  const [adding, setAdding] = useState(false);
  // Said of these plates; of others it must be said again.
  const [complete, setComplete] = useState<{ of: string; answer: Complete }>({ of: '', answer: null });
  const listed = plates.map(({ id }) => id).join(' ');
  const answered = complete.of === listed ? complete.answer : null;
  const busy = answering.state === 'busy';
  const enough = plates.length >= min;

  const given = plates.map(({ display, country }) => ({ plate: display, country }));
  const goOn = () => (platesConfirmed ? next() : void answer({ platesConfirmed: true }, { andGoOn: true }));
  const remove = (plateId: string) =>
    void answer({ plates: given.filter((_, at) => plates[at]?.id !== plateId) }, { andGoOn: false });

  return (
    <WizardShell
      step={step}
      next={{ ready: platesConfirmed || (enough && answered === 'yes'), busy: busy && !adding, press: goOn }}
      problem={answering.state === 'failed' && !adding ? answering.problem : null}
    >
      <div className="pw-stack">
        <h1>{t(max > 1 ? 'wizard.plates.headingMore' : 'wizard.plates.heading')}</h1>
        <HowMany plates={application.options.plates} />
      </div>
      {platesConfirmed && <Locked title={t('wizard.plates.locked')} />}
      {plates.length === 0 && <Empty icon="car" title={t('wizard.plates.none')} />}
      {plates.map((plate, at) => (
        <PlateCard
          key={plate.id}
          plate={plate}
          title={t('wizard.plates.nth', { n: at + 1 })}
          needsProof={application.requirements.some(({ plateId }) => plateId === plate.id)}
          {...(!platesConfirmed && { onRemove: () => remove(plate.id) })}
        />
      ))}
      {!platesConfirmed && plates.length < max && (
        <p>
          <Button icon="add" onClick={() => setAdding(true)}>
            {t(addLabel(plates.length + 1))}
          </Button>
        </p>
      )}
      {!platesConfirmed && enough && (
        <AllComplete
          question={t('wizard.plates.question')}
          hint={t('wizard.plates.questionHint')}
          no={t('wizard.plates.no')}
          answer={answered}
          onAnswer={(chosen) => setComplete({ of: listed, answer: chosen })}
        />
      )}
      {adding && (
        <PlateDialog
          applicationId={application.id}
          foreign={application.options.plates.foreign}
          acting={answering}
          add={(plate) => answer({ plates: [...given, plate] }, { andGoOn: false })}
          onClose={() => setAdding(false)}
        />
      )}
    </WizardShell>
  );
}

function HowMany({ plates: { min, max, atOnce } }: { plates: ApplicationView['options']['plates'] }) {
  const t = useText();
  const count = () => {
    if (min === max) return t('wizard.plates.exactly', { count: max });
    return min === 0 ? t('wizard.plates.upTo', { max }) : t('wizard.plates.between', { min, max });
  };
  const together = () => {
    if (max <= 1) return '';
    return atOnce === 1 ? t('wizard.plates.oneAtOnce') : t('wizard.plates.someAtOnce', { atOnce });
  };
  return <p>{`${count()} ${together()}`.trim()}</p>;
}

const COUNTED = ['1', '2', '3', '4', '5'] as const;

function addLabel(nth: number): `wizard.plates.add.${(typeof COUNTED)[number] | 'more'}` {
  return `wizard.plates.add.${COUNTED[nth - 1] ?? 'more'}`;
}
