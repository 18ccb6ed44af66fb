import { useCallback, useEffect, useState } from 'react';
import type { CaseCheck, CaseReaders } from '../../../api/audit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Badge } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { newKey } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import type { Problem } from '../../data/problem.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { askCheck, dossierFile, readCheck, readReaders } from '../data/cases.ts';

const LOOK_EVERY_MS = 2_000;

/** Does the case still come out as it did? Replayed and computed again, or taken along as a dossier that proves itself. */
export function Proof({ caseId }: { caseId: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [asked, setAsked] = useState<CaseCheck | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waiting = asked !== null && asked.doneAt === null;

  const ask = async (kind: CaseCheck['kind']) => {
    const answer = await askCheck(caseId, kind, newKey());
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setAsked(answer.value);
  };

  const checkId = waiting ? asked.id : null;
  useEffect(() => {
    if (checkId === null) return;
    const timer = window.setInterval(() => {
      void readCheck(caseId, checkId).then((answer) => {
        setProblem(answer.ok ? null : answer.problem);
        if (answer.ok) setAsked(answer.value);
      });
    }, LOOK_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [caseId, checkId]);

  return (
    <div className="pw-stack">
      <p className="pw-muted">{t('audit.proof.intro')}</p>
      <div className="pw-row">
        <Button icon="renew" busy={waiting && asked.kind === 'replay'} onClick={() => void ask('replay')}>
          {t('audit.proof.replay')}
        </Button>
        <Button icon="lock" busy={waiting && asked.kind === 'dossier'} onClick={() => void ask('dossier')}>
          {t('audit.proof.export')}
        </Button>
      </div>
      {problem && <ErrorNote {...sentences(problem)} level="h3" />}
      <div role="status">{waiting && <p>{t('audit.proof.waiting')}</p>}</div>
      {asked?.result && <Outcome caseId={caseId} check={asked} result={asked.result} />}
      <h3 className="pw-heading-l">{t('audit.readers.title')}</h3>
      <Readers caseId={caseId} />
    </div>
  );
}

type Result = NonNullable<CaseCheck['result']>;

function Outcome({ caseId, check, result }: { caseId: string; check: CaseCheck; result: Result }) {
  const t = useText();
  const named = useSentenceNamed();
  const rows = [
    ...result.processes.map(({ workflowId, runId, kind, outcome, builds }) => ({
      id: `${workflowId} ${runId ?? ''}`,
      what: named(`audit.engine.kind.${kind}`) ?? kind,
      outcome,
      detail: builds.map((build) => build.split('+').at(-1)!.slice(0, 12)).join(', '),
    })),
    ...result.decisions.map(({ id, outcome, rules }) => ({
      id,
      what: t('audit.proof.decision'),
      outcome,
      detail: rules.map((rule) => named(`rule.${rule}`) ?? rule).join(', '),
    })),
  ];
  return (
    <>
      <Table
        caption={t('audit.proof.caption', { version: result.version })}
        captionShown
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { title: t('audit.proof.column.what'), head: true, cell: ({ what }) => what },
          {
            title: t('audit.proof.column.outcome'),
            speaking: true,
            cell: ({ outcome }) => (
              <Badge kind={outcome === 'differs' ? 'bad' : outcome === 'same' ? 'ok' : 'off'}>
                {t(`audit.proof.${outcome}`)}
              </Badge>
            ),
          },
          { title: t('audit.proof.column.detail'), cell: ({ detail }) => <span className="pw-break">{detail}</span> },
        ]}
      />
      {check.kind === 'dossier' && (
        <ul>
          {(['json', 'pdf'] as const).map((form) => (
            <li key={form}>
              <a href={dossierFile(caseId, check.id, form)} download>
                {t(`audit.proof.file.${form}`)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Who saw the case, and who did something in it (PEERS-036). */
function Readers({ caseId }: { caseId: string }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readReaders(caseId, signal), [caseId]));
  switch (call.state) {
    case 'loading':
      return <Loading>{t('audit.readers.loading')}</Loading>;
    case 'failed':
      return <ErrorNote {...sentences(call.problem)} level="h3" onRetry={() => void refresh()} />;
    case 'done':
      return (
        <Table
          caption={t('audit.readers.title')}
          rows={call.value.items}
          rowKey={keyOf}
          columns={[
            {
              title: t('audit.readers.who'),
              head: true,
              cell: ({ actor }) => actor.name ?? t(`event.actor.${actor.kind}`),
            },
            { title: t('audit.readers.seen'), end: true, cell: ({ seen }) => seen },
            { title: t('audit.readers.changed'), end: true, cell: ({ changed }) => changed },
            { title: t('audit.readers.last'), cell: ({ lastAt }) => format.moment(lastAt) },
          ]}
        />
      );
    default:
      return call satisfies never;
  }
}

const keyOf = ({ actor, firstAt }: CaseReaders['items'][number]): string => `${actor.kind} ${actor.name} ${firstAt}`;
