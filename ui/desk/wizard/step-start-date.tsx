import { DateField } from '../../components/date-field.tsx';
import { now } from '../../data/clock.ts';
import { useDraft } from '../../data/draft.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { isText } from './drafts.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** From which day: never past, and no further ahead than the product allows (PORTAL-034). */
export default function StepStartDate({ step }: { step: WizardStep }) {
  const t = useText();
  const format = useFormat();
  const { application, answering, answer, next } = step;
  const { firstStart, lastStart, places } = application.options;
  const given = application.answers.startsOn;
  const [typed, change, forget] = useDraft(`application.${application.id}.start`, given ?? firstStart, isText);
  const possible = typed >= firstStart && typed <= lastStart;
  const costs = places.some(({ prices }) => prices.some(({ cents }) => cents > 0));

  const goOn = async () => {
    if (typed === given) return next();
    const answered = await answer({ startsOn: typed }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      next={{ ready: possible, busy: answering.state === 'busy', press: () => void goOn() }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <h1>{t('wizard.start.heading')}</h1>
      <DateField
        label={t('wizard.start.field')}
        hint={t('wizard.start.hint', { first: format.day(firstStart), last: format.day(lastStart) })}
        value={possible ? typed : null}
        onChange={(date) => change(date ?? '')}
        today={civilDayAt(now())}
        first={firstStart}
        last={lastStart}
      />
      {costs && <p className="pw-muted">{t('wizard.start.paid')}</p>}
    </WizardShell>
  );
}
