import { useEffect, useRef } from 'react';
import { LANGUAGES, type Language } from '../../rules/values/language.ts';
import { saveSettings } from '../data/me.ts';
import type { Answer } from '../data/http.ts';
import { useAct } from '../data/use-act.ts';
import { readKept } from '../kept.ts';
import { useLanguage } from '../text/text.tsx';
import { CONTRASTS, isContrast, useDisplay, type Contrast } from './display.tsx';

interface Chosen {
  language: Language;
  theme: Contrast;
}

interface Profile<Body> {
  settings: Chosen;
  refreshMe: () => Promise<unknown>;
  /** What is saved together with how the pages look, and where. */
  body: (looks: Chosen) => Body;
  send: (body: Body, key: string) => Promise<Answer<unknown>>;
}

/** How the pages look, as they are shown and can be saved. */
export type Looks = ReturnType<typeof useSettings>;

/** Language and contrast of the desk and of staff. */
export function useSettings({ settings, refreshMe }: Pick<Profile<Chosen>, 'settings' | 'refreshMe'>) {
  return useSettingsOf({ settings, refreshMe, body: justLooks, send: saveSettings });
}

const justLooks = (looks: Chosen) => looks;

/** Language and contrast: seen at once, remembered only when they are saved (PORTAL-015…017). */
export function useSettingsOf<Body>({ settings, refreshMe, body, send }: Profile<Body>) {
  const { language, show: showLanguage, keep: keepLanguage } = useLanguage();
  const { contrast, show: showContrast, keep: keepContrast } = useDisplay();
  const { act, perform, reset } = useAct(send);

  // Who leaves without saving sees the pages again as they were kept on this device, or else in the profile.
  const profile = useRef(settings);
  useEffect(() => {
    profile.current = settings;
  }, [settings]);
  useEffect(
    () => () => {
      const [kept, worn] = [readKept('parkwerk.language'), readKept('parkwerk.contrast')];
      void showLanguage(LANGUAGES.find((known) => known === kept) ?? profile.current.language);
      showContrast(isContrast(worn) ? worn : profile.current.theme);
    },
    [showLanguage, showContrast],
  );

  return {
    act,
    saved: settings.language === language && settings.theme === contrast,
    language: {
      values: LANGUAGES,
      chosen: language,
      choose: (value: string) => {
        reset();
        void showLanguage(LANGUAGES.find((known) => known === value) ?? language);
      },
    },
    contrast: {
      values: CONTRASTS,
      chosen: contrast,
      choose: (value: string) => {
        reset();
        if (isContrast(value)) showContrast(value);
      },
    },
    save: async () => {
      const answer = await perform(body({ language, theme: contrast }));
      if (!answer?.ok) return;
      keepContrast(contrast);
      await keepLanguage(language);
      await refreshMe();
    },
  };
}
