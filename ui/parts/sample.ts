import { useLanguage } from '../text/text.tsx';

/**
 * The examples of the parts page. They stand in the page and not in text/: no citizen reads them, and nobody should fetch them along with
 * the sentences of the site.
 */
export function useSample(): (dutch: string, english: string) => string {
  const { language } = useLanguage();
  return (dutch, english) => (language === 'en' ? english : dutch);
}

/** A Thursday in November, so that the page looks the same every day. */
export const TODAY = '2026-11-19';
export const NOW = '2026-11-19T13:15:00.000Z';
