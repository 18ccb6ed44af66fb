import { Radios } from '../../components/choice.tsx';
import { Money } from '../../components/figures.tsx';
import { useDraft } from '../../data/draft.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { isText } from './drafts.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** How many vouchers, with what one costs and what they cost together (PEERS-042). */
export function StepAmount({ step }: { step: WizardStep }) {
  const t = useText();
  const format = useFormat();
  const { application, answering, answer, next } = step;
  const { amounts, periods } = application.options;
  const given = application.answers.amount;
  const [chosen, choose, forget] = useDraft(`application.${application.id}.amount`, String(given ?? ''), isText);
  const price = periods.find(({ id }) => id === application.answers.periodId)?.cents ?? null;

  const goOn = async () => {
    if (Number(chosen) === given) return next();
    const answered = await answer({ amount: Number(chosen) }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      next={{
        ready: amounts.includes(Number(chosen)),
        busy: answering.state === 'busy',
        press: () => void goOn(),
      }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <Radios
        heading
        label={t('wizard.amount.heading')}
        hint={t('wizard.amount.hint')}
        options={amounts.map((count) => ({
          value: String(count),
          title: <strong>{t('wizard.amount.option', { count })}</strong>,
          ...(price !== null && {
            more: t('wizard.days.sum', { count, price: format.money(price), total: format.money(count * price) }),
            end: <Money cents={count * price} />,
          }),
        }))}
        chosen={chosen}
        onChoose={choose}
      />
    </WizardShell>
  );
}
