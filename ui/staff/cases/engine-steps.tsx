import { useCallback } from 'react';
import type { ProcessHistory } from '../../../api/audit/shapes.ts';
import { Details } from '../../components/disclosure.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readHistory } from '../data/cases.ts';

type Process = ProcessHistory['processes'][number];

/** What the workflow engine itself recorded, event by event: the evidence under the story. */
export function EngineSteps({ caseId }: { caseId: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readHistory(caseId, signal), [caseId]));
  switch (call.state) {
    case 'loading':
      return <Loading>{t('audit.engine.loading')}</Loading>;
    case 'failed':
      return <ErrorNote {...sentences(call.problem)} level="h3" onRetry={() => void refresh()} />;
    case 'done':
      return (
        <div className="pw-stack">
          <p className="pw-muted">{t('audit.engine.intro')}</p>
          {call.value.processes.map((process, at) => (
            <ProcessShown key={process.workflowId} process={process} open={at === 0} />
          ))}
        </div>
      );
    default:
      return call satisfies never;
  }
}

function ProcessShown({ process: { workflowId, kind, status, events }, open }: { process: Process; open: boolean }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const name = named(`audit.engine.kind.${kind}`) ?? kind;
  const state = named(`audit.engine.status.${status}`) ?? status;
  return (
    <Details summary={t('audit.engine.process', { name, state, count: events.length })} open={open}>
      <p className="pw-small pw-muted pw-break">{workflowId}</p>
      {events.length === 0 ? (
        <p>{t('audit.engine.notKept')}</p>
      ) : (
        <Table
          caption={t('audit.engine.caption', { name })}
          rows={events}
          rowKey={({ id }) => String(id)}
          columns={[
            { title: t('audit.engine.column.number'), head: true, cell: ({ id }) => id },
            {
              title: t('audit.engine.column.at'),
              cell: ({ at }) => `${format.shortDay(at)} ${format.clock(at)}`,
            },
            {
              title: t('audit.engine.column.type'),
              cell: ({ type }) => (
                <span className="pw-break" translate="no">
                  {type}
                </span>
              ),
            },
            {
              title: t('audit.engine.column.name'),
              cell: (event) =>
                event.name === null ? (
                  ''
                ) : (
                  <span className="pw-break" translate="no">
                    {event.name}
                  </span>
                ),
            },
          ]}
        />
      )}
    </Details>
  );
}
