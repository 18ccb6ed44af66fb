import { Checkboxes } from '../../components/choice.tsx';
import { Money } from '../../components/figures.tsx';
import { useDraft } from '../../data/draft.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** On which weekdays: a price for each, and what they cost together as they are chosen (PORTAL-035). */
export function StepDays({ step }: { step: WizardStep }) {
  const t = useText();
  const format = useFormat();
  const { application, answering, answer, next } = step;
  const { weekdays: sold, periods } = application.options;
  const given = application.answers.weekdays;
  const [chosen, choose, forget] = useDraft<number[]>(`application.${application.id}.days`, given, isDays);
  const days = sold.filter((day) => chosen.includes(day));
  const price = periods.find(({ id }) => id === application.answers.periodId)?.cents ?? null;

  const goOn = async () => {
    if (days.join() === given.join()) return next();
    const answered = await answer({ weekdays: days }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      next={{ ready: days.length > 0, busy: answering.state === 'busy', press: () => void goOn() }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <Checkboxes
        heading
        label={t('wizard.days.heading')}
        hint={t('wizard.days.hint')}
        options={sold.map((day) => ({
          value: String(day),
          title: <strong>{format.isoWeekday(day)}</strong>,
          ...(price !== null && { end: price === 0 ? t('desk.free') : <Money cents={price} /> }),
        }))}
        chosen={days.map(String)}
        onChoose={(values) => choose(values.map(Number))}
      />
      <p role="status" className="pw-row">
        <span>{t('wizard.days.total')}</span>
        <strong>
          {days.length === 0
            ? t('wizard.days.none')
            : price !== null &&
              t('wizard.days.sum', {
                count: days.length,
                price: format.money(price),
                total: format.money(days.length * price),
              })}
        </strong>
      </p>
    </WizardShell>
  );
}

const isDays = (kept: unknown): kept is number[] => Array.isArray(kept) && kept.every((day) => typeof day === 'number');
