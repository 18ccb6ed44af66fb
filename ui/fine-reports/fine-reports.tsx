import { useCallback, useState } from 'react';
import type { FineReportList, FineReportView } from '../../api/fine-reports/shapes.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useCall } from '../data/use-call.ts';
import { Shown } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { readFineReports, type FineSubject } from './data.ts';
import { FineForm } from './fine-form.tsx';
import { FineReport } from './fine-report.tsx';

/** "This fine is wrong": what was reported and where it stands, and the form to report one (PEERS-043). */
export function FineReports({ of }: { of: FineSubject }) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => readFineReports(of, signal), [of]));
  return (
    <div className="pw-stack pw-stack--wide pw-measure">
      <h1>{t('fineReport.title')}</h1>
      <p className="pw-lead">{t('fineReport.lead')}</p>
      <Note title={t('fineReport.noObjection.title')}>
        <p>{t('fineReport.noObjection.text')}</p>
      </Note>
      <Shown asked={asked} loading={t('fineReport.loading')}>
        {(list) => <Reports of={of} list={list} />}
      </Shown>
    </div>
  );
}

/** What acts answered is newer than what was read, until it is read anew. */
function Reports({ of, list }: { of: FineSubject; list: FineReportList }) {
  const t = useText();
  const format = useFormat();
  const [changed, setChanged] = useState<readonly FineReportView[]>([]);
  const [told, setTold] = useState<string | null>(null);
  const [another, setAnother] = useState(false);
  const fresh = changed.filter(({ id }) => !list.items.some((known) => known.id === id));
  const items = [...fresh, ...list.items.map((known) => changed.find(({ id }) => id === known.id) ?? known)];
  const become = (report: FineReportView, sentence: string) => {
    setChanged((before) => [report, ...before.filter(({ id }) => id !== report.id)]);
    setTold(sentence);
  };
  const asks = items.length === 0 || another;
  return (
    <>
      <div role="status">{told !== null && <Note kind="ok" title={told} />}</div>
      {items.length > 0 && (
        <section className="pw-stack">
          <h2>{t('fineReport.yours')}</h2>
          <ul className="pw-ruled" role="list">
            {items.map((report) => (
              <li key={report.id}>
                <FineReport of={of} report={report} onChanged={become} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {asks ? (
        <FineForm
          of={of}
          from={list.from}
          today={list.today}
          onSent={(report) => {
            setAnother(false);
            const day = format.day(report.answerBefore);
            become(report, t('fineReport.sent', { number: report.number, day }));
          }}
        />
      ) : (
        <div>
          <Button icon="add" onClick={() => setAnother(true)}>
            {t('fineReport.another')}
          </Button>
        </div>
      )}
    </>
  );
}
