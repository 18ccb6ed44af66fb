import { useCallback } from 'react';
import { Link, useParams } from 'react-router';
import type { WaitingLine } from '../../api/waitlist/shapes.ts';
import { Button } from '../components/button.tsx';
import { Table, type Column } from '../components/table.tsx';
import { readWaitingLine } from '../data/municipalities.ts';
import { usePages } from '../data/use-pages.ts';
import { useLocal } from '../desk/desk.ts';
import { OpenDeskShell } from '../desk/desk-shell.tsx';
import { useEstimate } from '../desk/lists/waitlist-words.ts';
import { ProblemNote, Shown } from '../desk/shown.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useFormat, useText } from '../text/text.tsx';

type Stand = WaitingLine['items'][number];

/** A waiting list in the open: numbers in their order, so that anybody can see that nobody is let in before (BEYOND-013). */
export default function WaitingLinePage() {
  const t = useText();
  const { id } = useMunicipality();
  const { product = '', area = '' } = useParams();
  const read = useCallback(
    (cursor: string | null, signal?: AbortSignal) => readWaitingLine({ id, product, area, cursor }, signal),
    [id, product, area],
  );
  const { call, refresh, more, fetchingMore, moreProblem } = usePages<Stand, WaitingLine>(read);
  return (
    <OpenDeskShell title={t('pages.waitingLine.title')}>
      <div className="pw-stack pw-stack--wide">
        <Shown asked={{ call, refresh }} loading={t('pages.waitingLine.loading')}>
          {(line) => (
            <>
              <Facts line={line} />
              <Stands items={line.items} />
              <p>
                <Link className="pw-alone" to={`/${id}/desk/waitlist`}>
                  {t('pages.waitingLine.desk')}
                </Link>
              </p>
              {moreProblem && <ProblemNote problem={moreProblem} />}
              {more && (
                <p>
                  <Button busy={fetchingMore} onClick={more}>
                    {t('common.showMore')}
                  </Button>
                </p>
              )}
            </>
          )}
        </Shown>
      </div>
    </OpenDeskShell>
  );
}

function Facts({ line }: { line: WaitingLine }) {
  const t = useText();
  const local = useLocal();
  const estimate = useEstimate(line.estimate);
  const names = { product: local(line.productName), place: line.areaName };
  return (
    <div className="pw-stack pw-measure">
      <h1>{t('pages.waitingLine.heading', names)}</h1>
      <p className="pw-lead">{t('pages.waitingLine.lead')}</p>
      {line.ceiling !== null && <p>{t('pages.waitingLine.places', { ceiling: line.ceiling, taken: line.taken })}</p>}
      <p>
        {t('pages.waitingLine.now')} {estimate.wait} {estimate.basis}
      </p>
    </div>
  );
}

function Stands({ items }: { items: readonly Stand[] }) {
  const t = useText();
  const format = useFormat();
  const columns: Column<Stand>[] = [
    { title: t('pages.waitingLine.position'), head: true, cell: ({ position }) => position },
    { title: t('pages.waitingLine.number'), cell: ({ number }) => number },
    { title: t('pages.waitingLine.since'), cell: ({ since }) => format.moment(since) },
    {
      title: t('pages.waitingLine.passed'),
      cell: ({ passed }) => (passed === null ? '–' : t(`pages.waitingLine.because.${passed}`)),
    },
  ];
  if (items.length === 0) return <p>{t('pages.waitingLine.empty')}</p>;
  return (
    <Table caption={t('pages.waitingLine.caption')} columns={columns} rows={items} rowKey={({ number }) => number} />
  );
}
