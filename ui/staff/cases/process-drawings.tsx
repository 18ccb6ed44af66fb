import { useCallback, useState } from 'react';
import type { CaseProcesses } from '../../../api/audit/shapes.ts';
import { Details } from '../../components/disclosure.tsx';
import { ProcessPicture, type PicturePlace } from '../../components/process-picture.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readProcesses } from '../data/cases.ts';

type Process = CaseProcesses['items'][number];
type Drawing = CaseProcesses['drawings'][number];

/** The processes of a case as drawings: where each stands, the way it went, and every way there is in words. */
export function ProcessDrawings({ caseId }: { caseId: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readProcesses(caseId, signal), [caseId]));
  switch (call.state) {
    case 'loading':
      return <Loading>{t('process.loading')}</Loading>;
    case 'failed':
      return <ErrorNote {...sentences(call.problem)} level="h3" onRetry={() => void refresh()} />;
    case 'done':
      return <Chosen {...call.value} />;
    default:
      return call satisfies never;
  }
}

function Chosen({ items, drawings }: CaseProcesses) {
  const t = useText();
  const named = useSentenceNamed();
  const [chosen, setChosen] = useState(items[0]?.id);
  const titleOf = ({ kind, number }: Process) => {
    const name = named(`process.kind.${kind}`) ?? kind;
    return number === null ? name : t('process.one', { kind: name, number });
  };
  const process = items.find(({ id }) => id === chosen);
  const drawing = drawings.find(({ kind }) => kind === process?.kind);
  return (
    <div className="pw-stack">
      {items.length > 1 && (
        <Select
          label={t('process.which')}
          value={chosen ?? ''}
          onChange={setChosen}
          options={items.map((item) => ({ value: item.id, text: titleOf(item) }))}
        />
      )}
      {process && drawing && (
        <DrawnProcess key={process.id} process={process} drawing={drawing} title={titleOf(process)} />
      )}
    </div>
  );
}

function DrawnProcess({ process, drawing, title }: { process: Process; drawing: Drawing; title: string }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { kind, status, steps } = process;
  const placeName = (place: string) => named(`process.place.${kind}.${place}`) ?? place;
  const moveNames = (moves: readonly string[]) =>
    moves.length === 0 ? t('process.begins') : moves.map((move) => named(`process.move.${move}`) ?? move).join(', ');
  const been = new Set(steps.flatMap((step) => [step.from, step.status]));
  const stateOf = (place: string | null): PicturePlace['state'] =>
    place === status ? 'now' : been.has(place) ? 'gone' : 'open';
  const stands = t('process.stands', { place: placeName(status) });
  return (
    <div className="pw-stack">
      <p>{stands}</p>
      <ProcessPicture
        title={t('process.picture', { kind: title })}
        description={stands}
        width={drawing.width}
        height={drawing.height}
        places={drawing.places.map(({ status: place, ...box }) => ({
          ...box,
          id: place ?? 'begin',
          name: place === null ? '' : placeName(place),
          state: stateOf(place),
        }))}
        ways={drawing.ways.map(({ from, to, moves, points }) => ({
          id: `${from ?? ''}-${to}`,
          name: `${from === null ? t('process.begin') : placeName(from)} → ${placeName(to)}: ${moveNames(moves)}`,
          gone: steps.some((step) => step.from === from && step.status === to),
          points,
        }))}
      />
      <h3>{t('process.way')}</h3>
      {steps.length === 0 ? (
        <p>{t('process.notKnown')}</p>
      ) : (
        <ol>
          {steps.map((step, at) => (
            <li key={at} {...(at === steps.length - 1 && { 'aria-current': 'step' as const })}>
              {placeName(step.status)}{' '}
              <span className="pw-muted">
                {format.shortDay(step.at)} {format.clock(step.at)}
              </span>
            </li>
          ))}
        </ol>
      )}
      <Details summary={t('process.all')}>
        <Table
          caption={t('process.all')}
          rows={drawing.ways}
          rowKey={({ from, to }) => `${from ?? ''}-${to}`}
          columns={[
            {
              title: t('process.column.from'),
              head: true,
              cell: ({ from }) => (from === null ? t('process.begin') : placeName(from)),
            },
            { title: t('process.column.what'), cell: ({ moves }) => moveNames(moves) },
            { title: t('process.column.to'), cell: ({ to }) => placeName(to) },
          ]}
        />
      </Details>
    </div>
  );
}
