import { Table } from '../components/table.tsx';
import { readMunicipalities } from '../data/municipalities.ts';
import { useCall } from '../data/use-call.ts';
import { PlainShell } from '../plain-shell.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { CONTRASTS } from '../theme/display.tsx';
import report from './accessibility-report.json' with { type: 'json' };

/** What is done so that everybody can use the site, what is known of it, and whom to tell. */
export default function AccessibilityPage() {
  const t = useText();
  const { call } = useCall(readMunicipalities);
  return (
    <PlainShell title={t('pages.accessibility.title')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <h1>{t('pages.accessibility.heading')}</h1>
          <p className="pw-lead">{t('pages.accessibility.lead')}</p>
        </div>
        <section className="pw-stack">
          <h2>{t('pages.accessibility.can')}</h2>
          <ul className="pw-bullets pw-stack pw-stack--tight">
            <li>{t('pages.accessibility.canColours')}</li>
            <li>{t('pages.accessibility.canLanguage')}</li>
            <li>{t('pages.accessibility.canKeyboard')}</li>
            <li>{t('pages.accessibility.canZoom')}</li>
            <li>{t('pages.accessibility.canMap')}</li>
            <li>{t('pages.accessibility.canTime')}</li>
          </ul>
        </section>
        <section className="pw-stack">
          <h2>{t('pages.accessibility.how')}</h2>
          <p>{t('pages.accessibility.howText')}</p>
        </section>
        <Tested />
        <section className="pw-stack">
          <h2>{t('pages.accessibility.not')}</h2>
          <p>{t('pages.accessibility.notText')}</p>
        </section>
        <section className="pw-stack">
          <h2>{t('pages.accessibility.tell')}</h2>
          <p>{t('pages.accessibility.tellText')}</p>
          {call.state === 'done' && (
            <ul className="pw-bullets">
              {call.value.items.map(({ id, name, contact: { phone, email } }) => (
                <li key={id}>{t('pages.accessibility.contact', { name, phone, email })}</li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </PlainShell>
  );
}

type Row = (typeof report.pages)[number];

/** What a program found on each page of this version; made anew with every version (`npm run accessibility-report`). */
function Tested() {
  const t = useText();
  const format = useFormat();
  const { version, madeOn, axe, pages } = report;
  const found = (row: Row, theme: keyof Row['barriers']) =>
    row.barriers[theme] === 0 ? t('pages.accessibility.report.none') : String(row.barriers[theme]);
  return (
    <section className="pw-stack">
      <h2>{t('pages.accessibility.report.heading')}</h2>
      <p>{t('pages.accessibility.report.lead', { version, day: format.day(madeOn), axe, count: pages.length })}</p>
      <Table
        caption={t('pages.accessibility.report.caption')}
        rowKey={({ page }) => page}
        rows={pages}
        columns={[
          {
            title: t('pages.accessibility.report.page'),
            head: true,
            cell: ({ page }) => <span className="pw-break">{page}</span>,
          },
          ...CONTRASTS.map((theme) => ({ title: t(`themes.${theme}`), cell: (row: Row) => found(row, theme) })),
        ]}
      />
    </section>
  );
}
