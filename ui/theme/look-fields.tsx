import { Button } from '../components/button.tsx';
import { Radios } from '../components/choice.tsx';
import { Fact } from '../components/note.tsx';
import { useText } from '../text/text.tsx';
import type { Looks } from './use-settings.ts';

interface LookFieldsProps {
  looks: Looks;
  /** What else comes in this language. */
  languageHint: string;
}

/** Language and contrast, seen at once (PORTAL-015…017). */
export function LookFields({ looks: { language, contrast }, languageHint }: LookFieldsProps) {
  const t = useText();
  return (
    <>
      <Radios
        label={t('settings.language')}
        hint={languageHint}
        options={language.values.map((value) => ({ value, title: t(`settings.${value}`) }))}
        chosen={language.chosen}
        onChoose={language.choose}
      />
      <Radios
        label={t('settings.contrast')}
        hint={t('settings.contrastHint')}
        options={contrast.values.map((value) => ({ value, title: t(`themes.${value}`) }))}
        chosen={contrast.chosen}
        onChoose={contrast.choose}
      />
    </>
  );
}

interface SaveRowProps {
  looks: Pick<Looks, 'act'>;
  saved: boolean;
  /** What is said when it has been saved. */
  done: string;
}

/** [Bewaar] of the form it stands in, and whether what one sees has been saved. */
export function SaveRow({ looks: { act }, saved, done }: SaveRowProps) {
  const t = useText();
  return (
    <div className="pw-row">
      <Button type="submit" look="primary" busy={act.state === 'busy'}>
        {t('common.save')}
      </Button>
      <div role="status">
        {act.state === 'done' && saved && <Fact>{done}</Fact>}
        {!saved && <Fact kind="wait">{t('settings.notSaved')}</Fact>}
      </div>
    </div>
  );
}
