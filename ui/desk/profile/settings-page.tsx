import { ButtonLink } from '../../components/button.tsx';
import { useText } from '../../text/text.tsx';
import { LookFields, SaveRow } from '../../theme/look-fields.tsx';
import { useSettings } from '../../theme/use-settings.ts';
import { useDesk } from '../desk.ts';
import { StreetWish } from '../../street-notices/street-wish.tsx';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote } from '../shown.tsx';

/** Language and contrast: seen at once, remembered only with [Bewaar] (PORTAL-015…017). */
export default function SettingsPage() {
  const t = useText();
  const { base, me, refreshMe } = useDesk();
  const looks = useSettings({ settings: me.settings, refreshMe });
  const { act, saved, save } = looks;

  return (
    <DeskShell title={t('desk.menu.settings')}>
      <div className="pw-stack pw-stack--apart">
        <form
          className="pw-stack pw-stack--wide pw-measure"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <h1>{t('desk.settings.heading')}</h1>
          <p className="pw-lead">{t('desk.settings.lead')}</p>
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <LookFields looks={looks} languageHint={t('settings.languageHint')} />
          <SaveRow looks={looks} saved={saved} done={t('desk.settings.saved')} />
        </form>
        <StreetWish whose="me" />
        <section className="pw-stack pw-measure">
          <h2>{t('mandate.heading')}</h2>
          <p>{t('mandate.lead')}</p>
          <p>
            <ButtonLink to={`${base}/direct-debit`}>{t('desk.menu.directDebit')}</ButtonLink>
          </p>
        </section>
        <section className="pw-stack pw-measure">
          <h2>{t('ownData.title')}</h2>
          <p>{t('ownData.linkText')}</p>
          <p>
            <ButtonLink to={`${base}/own-data`}>{t('ownData.link')}</ButtonLink>
          </p>
        </section>
      </div>
    </DeskShell>
  );
}
