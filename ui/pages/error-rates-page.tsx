import { useCallback } from 'react';
import type { ErrorRates } from '../../api/error-rates/shapes.ts';
import { Empty } from '../components/states.tsx';
import { Table } from '../components/table.tsx';
import { readErrorRates } from '../data/error-rates.ts';
import { useCall } from '../data/use-call.ts';
import { OpenDeskShell } from '../desk/desk-shell.tsx';
import { Shown } from '../desk/shown.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useFormat, useText } from '../text/text.tsx';

type Month = ErrorRates['months'][number];

/** How often the system was wrong about a car, in the open: each cause, each month, with its share of the checks (BEYOND-026). */
export default function ErrorRatesPage() {
  const t = useText();
  const { id } = useMunicipality();
  const asked = useCall(useCallback((signal: AbortSignal) => readErrorRates(id, signal), [id]));
  return (
    <OpenDeskShell title={t('errorRates.title')}>
      <div className="pw-stack pw-stack--wide">
        <Shown asked={asked} loading={t('errorRates.loading')}>
          {(rates) => <Rates rates={rates} />}
        </Shown>
      </div>
    </OpenDeskShell>
  );
}

function Rates({ rates: { municipality, months, fewestChecks } }: { rates: ErrorRates }) {
  const t = useText();
  const format = useFormat();
  const counted = (cell: (month: Extract<Month, { few: false }>) => string) => (month: Month) =>
    month.few ? '–' : cell(month);
  return (
    <>
      <div className="pw-stack pw-measure">
        <h1>{t('errorRates.heading', { municipality: municipality.name })}</h1>
        <p className="pw-lead">{t('errorRates.lead')}</p>
      </div>
      {months.length === 0 ? (
        <Empty icon="search" title={t('errorRates.none')} />
      ) : (
        <Table
          caption={t('errorRates.caption')}
          rows={months}
          rowKey={({ month }) => month}
          columns={[
            { title: t('errorRates.month'), head: true, cell: ({ month }) => format.month(`${month}-01`) },
            { title: t('errorRates.checks'), end: true, cell: counted(({ checks }) => format.number(checks)) },
            { title: t('errorRates.wrong'), end: true, cell: counted(({ wrong }) => format.number(wrong)) },
            {
              title: t('errorRates.rate'),
              end: true,
              cell: counted(({ percent }) => t('errorRates.percent', { percent: format.number(percent) })),
            },
            {
              title: t('errorRates.causes'),
              cell: (month) => (month.few ? t('errorRates.few', { count: fewestChecks }) : <Causes month={month} />),
            },
          ]}
        />
      )}
      <div className="pw-stack pw-measure">
        <h2>{t('errorRates.how')}</h2>
        <p>{t('errorRates.howText')}</p>
        <p>{t('errorRates.fewText', { count: fewestChecks })}</p>
      </div>
    </>
  );
}

function Causes({ month: { causes, withoutCheck } }: { month: Extract<Month, { few: false }> }) {
  const t = useText();
  const format = useFormat();
  if (causes.length === 0 && withoutCheck === 0) return t('errorRates.noCauses');
  return (
    <ul className="pw-bullets">
      {causes.map(({ cause, count }) => (
        <li key={cause}>{t('errorRates.cause', { cause: t(`wrongCause.${cause}`), count: format.number(count) })}</li>
      ))}
      {withoutCheck > 0 && <li>{t('errorRates.withoutCheck', { count: withoutCheck })}</li>}
    </ul>
  );
}
