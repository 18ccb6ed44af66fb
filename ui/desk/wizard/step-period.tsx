import { Radios } from '../../components/choice.tsx';
import { Money } from '../../components/figures.tsx';
import { useDraft } from '../../data/draft.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { periodWords } from '../products/period-words.ts';
import { isText } from './drafts.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** How long, with what each period costs and its last valid day behind it (PORTAL-036, LOKET-010). */
export function StepPeriod({ step }: { step: WizardStep }) {
  const t = useText();
  const format = useFormat();
  const { application, answering, answer, next } = step;
  const sold = application.options.periods.filter(({ cents }) => cents !== null);
  const given = application.answers.periodId;
  const [chosen, choose, forget] = useDraft(`application.${application.id}.period`, given ?? '', isText);

  const goOn = async () => {
    if (chosen === given) return next();
    const answered = await answer({ periodId: chosen }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      next={{
        ready: sold.some(({ id }) => id === chosen),
        busy: answering.state === 'busy',
        press: () => void goOn(),
      }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <Radios
        heading
        label={t('wizard.period.heading')}
        hint={t('wizard.period.hint')}
        options={sold.map(({ id, cents, lastDay, ...period }) => ({
          value: id,
          title: <strong>{periodWords(t, period)}</strong>,
          end: cents === 0 || cents === null ? t('desk.free') : <Money cents={cents} />,
          ...(lastDay !== null && { more: t('wizard.period.until', { day: format.day(lastDay) }) }),
        }))}
        chosen={chosen}
        onChoose={choose}
      />
    </WizardShell>
  );
}
