import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useLanguage, useText } from '../../text/text.tsx';
import { usePayNow } from '../cart/to-pay.tsx';
import { confirm, type ConfirmBody } from '../data/applications.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** The last step: that all is true, confirmed with [Bevestig] (PORTAL-044). */
export function StepDeclaration({ step }: { step: WizardStep }) {
  const t = useText();
  const { language } = useLanguage();
  const { application, take } = step;
  const { payAtOnce } = useMunicipality();
  const paying = usePayNow();
  const [declared, setDeclared] = useState(false);
  const { act, perform } = useAct((body: ConfirmBody, key: string) => confirm(application.id, body, key), {
    once: true,
  });

  const press = async () => {
    const declarationVersion = application.declaration.version;
    const answer = await perform({ declared: true, declarationVersion, language });
    const payNow = payAtOnce && answer?.ok && answer.value.status === 'awaiting-payment';
    // What cannot be paid now is declared all the same: its page says so, and has the button again.
    if (!(payNow && (await paying.pay([application.id])))) take(answer, true);
  };

  return (
    <WizardShell
      step={step}
      next={{
        ready: declared,
        busy: act.state === 'busy' || paying.busy,
        press: () => void press(),
        label: t('common.confirm'),
      }}
      problem={act.state === 'failed' ? act.problem : null}
    >
      <div className="pw-stack">
        <h1>{t('declaration.heading')}</h1>
        <p>{t('declaration.lead')}</p>
      </div>
      <section className="pw-card pw-stack pw-stack--tight">
        <h2 className="pw-heading-l">{t('declaration.title')}</h2>
        <ul className="pw-bullets">
          <li>{t('declaration.truth')}</li>
          {application.options.plates.max > 0 && <li>{t('declaration.use')}</li>}
          <li>{t('declaration.changes')}</li>
          <li>{t('declaration.know')}</li>
        </ul>
      </section>
      <Choice
        type="checkbox"
        name="declared"
        value="yes"
        title={t('declaration.check')}
        checked={declared}
        onChange={setDeclared}
      />
    </WizardShell>
  );
}
