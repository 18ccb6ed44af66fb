import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Buttons } from '../components/button.tsx';
import { useCall } from '../data/use-call.ts';
import type { Problem } from '../data/problem.ts';
import { useLocal } from '../desk/desk.ts';
import { ProblemNote, Shown } from '../desk/shown.tsx';
import { useText } from '../text/text.tsx';
import { answerConsent, readConsentQuestion } from './data.ts';
import { OnDemandShell } from './on-demand-shell.tsx';

/** Yes or no, before anything of somebody is kept (POM-003). */
export default function ConsentPage() {
  const t = useText();
  const local = useLocal();
  const asked = useCall(readConsentQuestion);
  const [busy, setBusy] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const say = async (give: boolean) => {
    if (busy !== null) return;
    setBusy(give);
    const answer = await answerConsent(give);
    if (answer.ok) return window.location.assign(answer.value.continueAt);
    setBusy(null);
    setProblem(answer.problem);
  };
  return (
    <OnDemandShell title={t('onDemand.consent.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('onDemand.consent.title')}</h1>
        <Shown asked={asked} loading={t('desk.loading')}>
          {({ name, shares }) => (
            <>
              <p className="pw-lead">{t('onDemand.consent.lead', { name: local(name) })}</p>
              <section className="pw-card pw-stack pw-stack--tight">
                <h2 className="pw-heading-l">{t('onDemand.consent.what')}</h2>
                <ul className="pw-bullets">
                  {shares.map((share) => (
                    <li key={share}>{t(`onDemand.consent.share.${share}`)}</li>
                  ))}
                </ul>
                <p className="pw-muted">{t('onDemand.consent.not')}</p>
              </section>
              {problem && <ProblemNote problem={problem} />}
              <Buttons wide>
                <Button look="primary" busy={busy === true} onClick={() => void say(true)}>
                  {t('onDemand.consent.yes')}
                </Button>
                <Button busy={busy === false} onClick={() => void say(false)}>
                  {t('onDemand.consent.no')}
                </Button>
              </Buttons>
              <p>
                {t('onDemand.consent.later')} <Link to="/privacy">{t('onDemand.consent.policy')}</Link>
              </p>
            </>
          )}
        </Shown>
      </div>
    </OnDemandShell>
  );
}
