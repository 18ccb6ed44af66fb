import { useCallback } from 'react';
import type { RefundFileView, RefundPage } from '../../../api/refunds/shapes.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { makeRefundFile, readRefundFiles, refundFileContent, releaseRefundFile } from '../data/refunds.ts';

interface RefundFilesProps {
  ready: RefundPage['readyForFile'];
  onChanged: () => void;
}

/** Files for the bank: one makes them, another lets them go (betaalbestand, PEERS-032). */
export function RefundFiles({ ready, onChanged }: RefundFilesProps) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readRefundFiles(signal), []));
  const making = useAct(makeRefundFile);
  const changed = () => {
    void refresh();
    onChanged();
  };
  const make = async () => {
    const answer = await making.perform(null);
    if (answer?.ok) changed();
  };
  const files = call.state === 'done' ? call.value.items : [];
  return (
    <section className="pw-stack">
      <h2>{t('staff.refunds.files.title')}</h2>
      <p className="pw-muted">{t('staff.refunds.files.text')}</p>
      {making.act.state === 'failed' && <ErrorNote {...sentences(making.act.problem)} />}
      {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
      <p className="pw-row">
        <span>{t('staff.refunds.files.ready', { count: ready.refunds, amount: format.money(ready.cents) })}</span>
        <Button disabled={ready.refunds === 0} busy={making.act.state === 'busy'} onClick={() => void make()}>
          {t('staff.refunds.files.make')}
        </Button>
      </p>
      {files.length > 0 && (
        <Table
          caption={t('staff.refunds.files.title')}
          rows={files}
          rowKey={({ id }) => id}
          columns={[
            { title: t('staff.refunds.files.number'), head: true, cell: ({ number }) => number },
            {
              title: t('staff.refunds.files.made'),
              cell: ({ madeAt, madeBy }) => `${format.day(civilDayAt(madeAt))}, ${madeBy}`,
            },
            { title: t('staff.refunds.files.count'), end: true, cell: ({ refunds }) => refunds },
            { title: t('staff.refunds.column.amount'), end: true, cell: ({ cents }) => <Money cents={cents} /> },
            { title: t('staff.refunds.column.acts'), cell: (file) => <Release file={file} onReleased={changed} /> },
          ]}
        />
      )}
    </section>
  );
}

function Release({ file, onReleased }: { file: RefundFileView; onReleased: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(releaseRefundFile);
  const { id, number, ownWork, releasedAt, releasedBy, erased } = file;
  if (releasedAt !== null)
    return (
      <div className="pw-stack pw-stack--tight">
        <span>
          {t('staff.refunds.files.released', { day: format.day(civilDayAt(releasedAt)), name: releasedBy ?? '' })}
        </span>
        {erased ? (
          <span className="pw-muted">{t('staff.refunds.files.erased')}</span>
        ) : (
          <ButtonLink to={refundFileContent(id)} leaves about={number}>
            {t('staff.refunds.files.fetch')}
          </ButtonLink>
        )}
      </div>
    );
  if (ownWork) return t('staff.refunds.files.ownWork');
  const release = async () => {
    const answer = await perform(id);
    if (answer?.ok) onReleased();
  };
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <Button busy={act.state === 'busy'} about={number} onClick={() => void release()}>
        {t('staff.refunds.files.release')}
      </Button>
    </>
  );
}
