import type { CaseView } from '../../../api/audit/shapes.ts';
import { DescriptionList } from '../../components/lists.tsx';
import { useFormat, useText } from '../../text/text.tsx';

/** The text that stands in the sentences of the wizard now; of an older one only its number is shown. */
const SHOWN_VERSION = '1';

/** What the applicant declared before the application was sent in (PORTAL-044). */
export function DeclarationCard({ declaration }: { declaration: CaseView['declaration'] }) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="pw-card pw-card--wash pw-stack pw-stack--tight">
      <h2 className="pw-heading-l">{t('audit.declaration.title')}</h2>
      {declaration === null ? (
        <p>{t('audit.declaration.none')}</p>
      ) : (
        <>
          <p>{t('audit.declaration.text')}</p>
          {declaration.version === SHOWN_VERSION && <DeclaredText />}
          <DescriptionList
            thin
            items={[
              {
                term: t('audit.declaration.at'),
                value: `${format.day(declaration.at)} ${format.clock(declaration.at)}`,
              },
              {
                term: t('audit.declaration.version'),
                value: t('audit.declaration.versionNumber', { version: declaration.version }),
              },
              { term: t('audit.declaration.language'), value: t(`audit.language.${declaration.language}`) },
            ]}
          />
        </>
      )}
    </section>
  );
}

function DeclaredText() {
  const t = useText();
  return (
    <ul className="pw-bullets pw-small">
      <li>{t('declaration.truth')}</li>
      <li>{t('declaration.use')}</li>
      <li>{t('declaration.changes')}</li>
      <li>{t('declaration.know')}</li>
    </ul>
  );
}
