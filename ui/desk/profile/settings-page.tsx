import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Fact } from '../../components/note.tsx';
import { saveSettings } from '../../data/me.ts';
import { useAct } from '../../data/use-act.ts';
import { readKept } from '../../kept.ts';
import { LANGUAGES } from '../../../rules/values/language.ts';
import { useLanguage, useText } from '../../text/text.tsx';
import { CONTRASTS, isContrast, useDisplay } from '../../theme/display.tsx';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote } from '../shown.tsx';

/** Language and contrast: seen at once, remembered only with [Bewaar] (PORTAL-015…017). */
export default function SettingsPage() {
  const t = useText();
  const { me, refreshMe } = useDesk();
  const { language, show: showLanguage, keep: keepLanguage } = useLanguage();
  const { contrast, show: showContrast, keep: keepContrast } = useDisplay();
  const { act, perform, reset } = useAct(saveSettings);
  useUndoPreview();

  const save = async () => {
    const answer = await perform({ language, theme: contrast });
    if (!answer?.ok) return;
    keepContrast(contrast);
    await keepLanguage(language);
    await refreshMe();
  };
  const saved = me.settings.language === language && me.settings.theme === contrast;

  return (
    <DeskShell title={t('desk.menu.settings')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('desk.settings.heading')}</h1>
        <p className="pw-lead">{t('desk.settings.lead')}</p>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <Radios
          label={t('desk.settings.language')}
          hint={t('desk.settings.languageHint')}
          options={LANGUAGES.map((value) => ({ value, title: t(`desk.settings.${value}`) }))}
          chosen={language}
          onChoose={(chosen) => {
            reset();
            void showLanguage(chosen === 'en' ? 'en' : 'nl');
          }}
        />
        <Radios
          label={t('desk.settings.contrast')}
          hint={t('desk.settings.contrastHint')}
          options={CONTRASTS.map((value) => ({ value, title: t(`themes.${value}`) }))}
          chosen={contrast}
          onChoose={(chosen) => {
            reset();
            if (isContrast(chosen)) showContrast(chosen);
          }}
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

/** Who leaves without saving sees the desk again as it was kept on this device, or else in the profile. */
function useUndoPreview(): void {
  const { me } = useDesk();
  const { show: showLanguage } = useLanguage();
  const { show: showContrast } = useDisplay();
  const settings = useRef(me.settings);
  useEffect(() => {
    settings.current = me.settings;
  }, [me.settings]);
  useEffect(
    () => () => {
      const [language, theme] = [readKept('parkwerk.language'), readKept('parkwerk.contrast')];
      void showLanguage(language === 'nl' || language === 'en' ? language : settings.current.language);
      showContrast(isContrast(theme) ? theme : settings.current.theme);
    },
    [showLanguage, showContrast],
  );
}
