import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { forgetDrafts } from '../data/draft.ts';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { CalendarAddress } from './calendar-address.tsx';
import { withdrawConsent } from './data.ts';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';

/** Behind one's own name: what was shared, taking leave back, and signing out (POM-004, POM-006). */
export default function ProfilePage() {
  const t = useText();
  const format = useFormat();
  const navigate = useNavigate();
  const { view, base, logOut, reload } = useOnDemand();
  const [asking, setAsking] = useState(false);
  const { act, perform } = useAct(withdrawConsent);
  const withdraw = async () => {
    const answer = await perform(null);
    if (!answer?.ok) return;
    forgetDrafts();
    await navigate(`${base}?problem=withdrawn`, { replace: true });
    await reload();
  };
  return (
    <OnDemandShell title={t('onDemand.profile.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{view.holderName || t('onDemand.profile.title')}</h1>
        <div>
          <Button icon="leave" onClick={logOut}>
            {t('desk.menu.logOut')}
          </Button>
        </div>
        <section className="pw-stack" aria-labelledby="consent">
          <h2 id="consent">{t('onDemand.profile.consent')}</h2>
          <p>{t('onDemand.profile.given', { day: format.day(view.consentGivenAt) })}</p>
          <DescriptionList
            items={[
              { term: t('onDemand.profile.email'), value: view.email || '–' },
              { term: t('onDemand.internalId'), value: view.internalNumber },
              { term: t('onDemand.profileId'), value: view.profileId ?? '–' },
            ]}
          />
          <p>
            <Link to="/privacy">{t('onDemand.consent.policy')}</Link>
          </p>
          <p>{t('onDemand.profile.withdrawMeans')}</p>
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <div>
            <Button onClick={() => setAsking(true)}>{t('onDemand.profile.withdraw')}</Button>
          </div>
        </section>
        <CalendarAddress />
        {asking && (
          <ConfirmDialog
            question={t('onDemand.profile.sure')}
            yes={t('onDemand.profile.withdraw')}
            no={t('common.cancel')}
            busy={act.state === 'busy'}
            onYes={() => void withdraw()}
            onNo={() => setAsking(false)}
          >
            <p>{t('onDemand.profile.withdrawMeans')}</p>
          </ConfirmDialog>
        )}
      </div>
    </OnDemandShell>
  );
}
