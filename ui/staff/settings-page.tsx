import { useEffect } from 'react';
import { Button } from '../components/button.tsx';
import { Radios } from '../components/choice.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { Fact } from '../components/note.tsx';
import { ErrorNote } from '../components/states.tsx';
import { saveSettings } from '../data/me.ts';
import { useAct } from '../data/use-act.ts';
import { readKept } from '../kept.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { LANGUAGES, type Language } from '../../rules/values/language.ts';
import { useLanguage, useText } from '../text/text.tsx';
import { CONTRASTS, isContrast, useDisplay } from '../theme/display.tsx';
import { useStaff } from './staff-frame.tsx';
import { StaffShell } from './staff-shell.tsx';

/** Who somebody is here, and how the pages look to them: seen at once, remembered when they are saved. */
export default function SettingsPage() {
  const t = useText();
  const { name: municipality } = useMunicipality();
  const { name, roles } = useStaff();
  return (
    <StaffShell title={t('staff.settings.title')} place="settings">
      <div className="pw-stack pw-stack--apart pw-measure">
        <h1>{t('staff.settings.title')}</h1>
        <section className="pw-stack">
          <h2>{t('staff.settings.user')}</h2>
          <DescriptionList
            items={[
              { term: t('staff.settings.name'), value: name },
              { term: t('staff.settings.roles'), value: roles.map((role) => t(`staff.role.${role}`)).join(', ') },
              { term: t('staff.settings.municipality'), value: municipality },
            ]}
          />
        </section>
        <DisplayForm />
      </div>
    </StaffShell>
  );
}

function DisplayForm() {
  const t = useText();
  const sentences = useProblemSentences();
  const { settings, refreshMe } = useStaff();
  const { language, show: speak, keep: keepLanguage } = useLanguage();
  const { contrast, show: dress, keep: keepContrast } = useDisplay();
  const { act, perform, reset } = useAct(saveSettings);
  useUndoPreview();

  const saved = settings.language === language && settings.theme === contrast;
  const save = async () => {
    const answer = await perform({ language, theme: contrast });
    if (!answer?.ok) return;
    keepContrast(contrast);
    await keepLanguage(language);
    await refreshMe();
  };
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t('staff.settings.display')}</h2>
      <p>{t('staff.settings.hint')}</p>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Radios
        label={t('staff.settings.language')}
        options={LANGUAGES.map((value) => ({ value, title: t(`staff.settings.${value}`) }))}
        chosen={language}
        onChoose={(value) => {
          reset();
          void speak(LANGUAGES.find((known) => known === value) ?? language);
        }}
      />
      <Radios
        label={t('staff.settings.contrast')}
        options={CONTRASTS.map((value) => ({ value, title: t(`themes.${value}`) }))}
        chosen={contrast}
        onChoose={(value) => {
          reset();
          if (isContrast(value)) dress(value);
        }}
      />
      <div className="pw-row">
        <Button look="primary" type="submit" busy={act.state === 'busy'}>
          {t('common.save')}
        </Button>
        <div role="status">
          {act.state === 'done' && saved && <Fact>{t('staff.settings.saved')}</Fact>}
          {!saved && <Fact kind="wait">{t('staff.settings.notSaved')}</Fact>}
        </div>
      </div>
    </form>
  );
}

/** Who leaves without saving sees the pages again as they were kept on this device, or else in the profile. */
function useUndoPreview(): void {
  const { settings } = useStaff();
  const { show: speak } = useLanguage();
  const { show: dress } = useDisplay();
  const { language, theme } = settings;
  useEffect(
    () => () => {
      const [kept, worn] = [readKept('parkwerk.language'), readKept('parkwerk.contrast')];
      void speak(isLanguage(kept) ? kept : language);
      dress(isContrast(worn) ? worn : theme);
    },
    [speak, dress, language, theme],
  );
}

const isLanguage = (name: string | null): name is Language => LANGUAGES.some((language) => language === name);
