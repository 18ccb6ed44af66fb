import type { OperationsView } from '../../../api/operations/shapes.ts';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readOperations } from '../data/operations.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { Incidents } from './incidents.tsx';

const MEGABYTE = 1_000_000;

/** How every part is doing, and what a person must look at. */
export default function HealthPage() {
  return (
    <Guard permission="operate" place="health">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readOperations);
  return (
    <StaffShell title={t('staff.health.title')} place="health">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.health.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.health.lead')}</p>
        </div>
        <Incidents />
        {call.state === 'loading' && <Loading>{t('staff.health.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Parts found={call.value} />}
      </div>
    </StaffShell>
  );
}

function Parts({ found }: { found: OperationsView }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { components, queues, outbox, auditUnlinked, jobs, pool, databaseBytes } = found;
  const moment = (at: string | null) => (at === null ? t('staff.health.never') : format.moment(at));
  const count = (waiting: number | null) => (waiting === null ? t('staff.health.unknown') : format.number(waiting));
  return (
    <>
      <section className="pw-stack">
        <h2>{t('staff.health.parts')}</h2>
        <Table
          caption={t('staff.health.parts')}
          rows={components}
          rowKey={({ name }) => name}
          columns={[
            {
              title: t('staff.health.column.part'),
              head: true,
              cell: ({ name }) => named(`staff.health.part.${name}`) ?? name,
            },
            {
              title: t('staff.health.column.state'),
              speaking: true,
              cell: ({ status }) => <Badge kind={status === 'up' ? 'ok' : 'bad'}>{t(`staff.health.${status}`)}</Badge>,
            },
            { title: t('staff.health.column.version'), cell: ({ version }) => version ?? '' },
          ]}
        />
      </section>
      <section className="pw-stack">
        <h2>{t('staff.health.work')}</h2>
        <Table
          caption={t('staff.health.work')}
          rows={queues}
          rowKey={({ name }) => name}
          columns={[
            {
              title: t('staff.health.column.queue'),
              head: true,
              cell: ({ name }) => named(`staff.health.queue.${name}`) ?? name,
            },
            { title: t('staff.health.column.waiting'), end: true, cell: ({ waiting }) => count(waiting) },
            { title: t('staff.health.column.workers'), end: true, cell: ({ workers }) => count(workers) },
          ]}
        />
        <DescriptionList
          items={[
            {
              term: t('staff.health.outbox'),
              value: t('staff.health.outboxText', {
                waiting: outbox.waiting,
                failing: outbox.failing,
                seconds: outbox.oldestSeconds,
              }),
            },
            { term: t('staff.health.unlinked'), value: format.number(auditUnlinked) },
            { term: t('staff.health.pool'), value: t('staff.health.poolText', pool) },
            {
              term: t('staff.health.size'),
              value: t('staff.health.megabytes', { count: format.number(Math.ceil(databaseBytes / MEGABYTE)) }),
            },
          ]}
        />
      </section>
      <section className="pw-stack">
        <h2>{t('staff.health.jobs')}</h2>
        <Table
          caption={t('staff.health.jobs')}
          rows={jobs}
          rowKey={({ job }) => job}
          columns={[
            {
              title: t('staff.health.column.job'),
              head: true,
              cell: ({ job }) => named(`staff.health.job.${job}`) ?? job,
            },
            { title: t('staff.health.column.last'), cell: ({ lastAt }) => moment(lastAt) },
            { title: t('staff.health.column.next'), cell: ({ nextAt }) => moment(nextAt) },
          ]}
        />
      </section>
    </>
  );
}
