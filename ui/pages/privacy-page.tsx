import { Link } from 'react-router';
import { Table } from '../components/table.tsx';
import { readKept } from '../kept.ts';
import { PlainShell } from '../plain-shell.tsx';
import { useText } from '../text/text.tsx';

/** What is kept, for what; each has a sentence under `pages.privacy`, and a reason under the same name with `Why`. */
const KEPT = [
  'identity',
  'address',
  'email',
  'plates',
  'documents',
  'payments',
  'decisions',
  'steps',
  'account',
  'parking',
] as const;
const SEEN_BY = ['whoStaff', 'whoOfficer', 'whoRegister', 'whoPay'] as const;
const MORE = ['long', 'browser', 'rights'] as const;

/** What the system holds about people, who sees it and what it does not do: only what is true of this version. */
export default function PrivacyPage() {
  const t = useText();
  // Where somebody was last time; who was nowhere yet chooses first.
  const town = readKept('parkwerk.municipality');
  return (
    <PlainShell title={t('pages.privacy.title')}>
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('pages.privacy.heading')}</h1>
          <p className="pw-lead">{t('pages.privacy.lead')}</p>
        </div>
        <section className="pw-stack">
          <h2>{t('pages.privacy.what')}</h2>
          <Table
            caption={t('pages.privacy.what')}
            columns={[
              { title: t('pages.privacy.data'), head: true, cell: (name) => t(`pages.privacy.${name}`) },
              { title: t('pages.privacy.why'), cell: (name) => t(`pages.privacy.${name}Why`) },
            ]}
            rows={KEPT}
            rowKey={(name) => name}
          />
        </section>
        <section className="pw-stack pw-measure">
          <h2>{t('pages.privacy.who')}</h2>
          <ul className="pw-bullets pw-stack pw-stack--tight">
            {SEEN_BY.map((name) => (
              <li key={name}>{t(`pages.privacy.${name}`)}</li>
            ))}
          </ul>
        </section>
        <section className="pw-stack pw-measure">
          <h2>{t('pages.privacy.own')}</h2>
          <p>{t('pages.privacy.ownText')}</p>
          <ul className="pw-bullets pw-stack pw-stack--tight">
            <li>
              <Link to={town === null ? '/' : `/${town}/desk/own-data`}>{t('pages.privacy.ownDesk')}</Link>
            </li>
            <li>
              <Link to="/parking/own-data">{t('pages.privacy.ownApp')}</Link>
            </li>
          </ul>
        </section>
        {MORE.map((name) => (
          <section key={name} className="pw-stack pw-measure">
            <h2>{t(`pages.privacy.${name}`)}</h2>
            <p>{t(`pages.privacy.${name}Text`)}</p>
          </section>
        ))}
      </div>
    </PlainShell>
  );
}
