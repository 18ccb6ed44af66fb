import type { TaskView } from '../../../api/review/shapes.ts';
import { DescriptionList } from '../../components/lists.tsx';
import { useFormat, useText } from '../../text/text.tsx';

type FineReport = NonNullable<TaskView['fineReport']>;

/** What somebody reported of a fine, and what officers were told about its cars that day (PEERS-043). */
export function FineFacts({ task, report }: { task: TaskView; report: FineReport }) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="pw-stack">
      <h2>{t('fineReport.staff.what')}</h2>
      <DescriptionList
        items={[
          { term: t('fineReport.staff.reporter'), value: t(`fineReport.staff.${report.reporter}`) },
          {
            term: t('fineReport.staff.onStay'),
            value: t(report.onStay ? 'fineReport.staff.stay' : 'fineReport.staff.permit'),
          },
          { term: t('fineReport.fine'), value: report.fineNumber ?? t('fineReport.erased') },
          { term: t('fineReport.on'), value: format.day(report.fineOn) },
          { term: t('fineReport.said'), value: report.words ?? t('fineReport.erased') },
        ]}
      />
      <h3>{t('fineReport.staff.checks')}</h3>
      {report.checks.length === 0 ? (
        <p>{t('fineReport.staff.checksNone')}</p>
      ) : (
        <ul className="pw-bullets">
          {report.checks.map(({ at, areaName, green }) => (
            <li key={at + areaName}>
              {t('fineReport.staff.checkLine', {
                moment: format.moment(at),
                area: areaName,
                outcome: t(green ? 'fineReport.staff.green' : 'fineReport.staff.red'),
              })}
            </li>
          ))}
        </ul>
      )}
      {report.bundle ? (
        <p className="pw-row">
          {(['pdf', 'json'] as const).map((form) => (
            <a key={form} className="pw-alone" href={`/v1/staff/tasks/${task.id}/bundle/${form}`} download>
              {t(form === 'pdf' ? 'fineReport.bundlePdf' : 'fineReport.bundleJson')}
            </a>
          ))}
        </p>
      ) : (
        <p>{t('fineReport.staff.noBundle')}</p>
      )}
    </section>
  );
}
