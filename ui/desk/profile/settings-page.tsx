import { Button } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Fact } from '../../components/note.tsx';
import { useText } from '../../text/text.tsx';
import { useSettings } from '../../theme/use-settings.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote } from '../shown.tsx';

/** Language and contrast: seen at once, remembered only with [Bewaar] (PORTAL-015…017). */
export default function SettingsPage() {
  const t = useText();
  const { me, refreshMe } = useDesk();
  const { act, saved, language, contrast, save } = useSettings({ settings: me.settings, refreshMe });

  return (
    <DeskShell title={t('desk.menu.settings')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('desk.settings.heading')}</h1>
        <p className="pw-lead">{t('desk.settings.lead')}</p>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <Radios
          label={t('desk.settings.language')}
          hint={t('desk.settings.languageHint')}
          options={language.values.map((value) => ({ value, title: t(`desk.settings.${value}`) }))}
          chosen={language.chosen}
          onChoose={language.choose}
        />
        <Radios
          label={t('desk.settings.contrast')}
          hint={t('desk.settings.contrastHint')}
          options={contrast.values.map((value) => ({ value, title: t(`themes.${value}`) }))}
          chosen={contrast.chosen}
          onChoose={contrast.choose}
        />
        <div className="pw-row">
          <Button look="primary" busy={act.state === 'busy'} onClick={() => void save()}>
            {t('common.save')}
          </Button>
          <div role="status">
            {act.state === 'done' && saved && <Fact>{t('desk.settings.saved')}</Fact>}
            {!saved && <Fact kind="wait">{t('desk.settings.notSaved')}</Fact>}
          </div>
        </div>
      </div>
    </DeskShell>
  );
}
