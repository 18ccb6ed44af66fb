import { useId } from 'react';
import { CONTRASTS, useDisplay } from '../theme/display.tsx';
import { useLanguage, useText } from '../text/text.tsx';
import { useDisclosure } from './disclosure.tsx';
import { Icon } from './icon.tsx';
import './shell.css';

/** The five contrast themes, offered on every page and before anybody signs in. */
export function DisplayMenu() {
  const t = useText();
  const id = useId();
  const { contrast, keep } = useDisplay();
  const { open, toggle, around } = useDisclosure();
  return (
    <div ref={around} className="pw-shell__display">
      <button type="button" className="pw-tool" aria-expanded={open} aria-controls={id} onClick={toggle}>
        <Icon name="contrast" size={20} />
        <span className="pw-tool__text">{t('shell.display')}</span>
        <span className="pw-said">{t('shell.displayMore')}</span>
      </button>
      <fieldset id={id} className="pw-shell__contrasts" hidden={!open}>
        <legend className="pw-said">{t('shell.displayTitle')}</legend>
        {CONTRASTS.map((name) => (
          <label key={name} className="pw-shell__contrast">
            <input type="radio" name={id} value={name} checked={name === contrast} onChange={() => keep(name)} />
            {t(`themes.${name}`)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** Says the other language in that language, so that who needs it can read it. */
export function LanguageSwitch() {
  const t = useText();
  const { language, keep } = useLanguage();
  const other = language === 'nl' ? 'en' : 'nl';
  return (
    <button type="button" className="pw-tool" lang={other} onClick={() => void keep(other)}>
      {t('shell.otherLanguageCode')}
      <span className="pw-said">{t('shell.otherLanguage')}</span>
    </button>
  );
}
