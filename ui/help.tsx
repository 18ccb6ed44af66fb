import type { MunicipalityView } from '../api/municipalities/shapes.ts';
import { useLanguage, useText } from './text/text.tsx';

/** How to reach a person, on every page: by telephone, or by mail with the subject that brings it to the right desk (ASSEN-022). */
export function Help({ contact: { phone, hours, email, mailSubject } }: Pick<MunicipalityView, 'contact'>) {
  const t = useText();
  const { language } = useLanguage();
  const subject = mailSubject === null ? '' : `?subject=${encodeURIComponent(mailSubject[language])}`;
  return (
    <>
      {t('shell.helpCall', { phone, hours: hours[language] })}{' '}
      <span>
        {t('shell.helpMail')} <a href={`mailto:${email}${subject}`}>{email}</a>
      </span>
    </>
  );
}
