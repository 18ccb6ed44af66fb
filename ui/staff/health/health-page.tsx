import type { OperationsView } from '../../../api/operations/shapes.ts';
import { OUTAGE_PARTS, type OutagePart } from '../../../rules/outages.ts';
import { ButtonLink } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readOperations } from '../data/operations.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { Incidents } from './incidents.tsx';

const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000 * MEGABYTE;
/** Below this part of a disk somebody should make room. */
const LITTLE = 0.1;

/** What people notice when this part does not work. */
const outageOf = (part: string): OutagePart => OUTAGE_PARTS.find((known) => known === part) ?? 'parking';

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
  const { id } = useMunicipality();
  const { components, queues, outbox, auditUnlinked, jobs, pool, databaseBytes, disk } = found;
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
              cell: ({ name, status }) =>
                status === 'up' ? (
                  <Badge kind="ok">{t('staff.health.up')}</Badge>
                ) : (
                  <>
                    <Badge kind="bad">{t('staff.health.down')}</Badge>{' '}
                    <ButtonLink look="subtle" to={`/${id}/staff/outages?part=${outageOf(name)}`}>
                      {t('staff.health.recordOutage')}
                    </ButtonLink>
                  </>
                ),
            },
            { title: t('staff.health.column.version'), cell: ({ version }) => version ?? '–' },
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
            { term: t('staff.health.disk'), value: <Disk {...disk} /> },
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

function Disk({ freeBytes, totalBytes }: OperationsView['disk']) {
  const t = useText();
  const format = useFormat();
  const gigabytes = (bytes: number) => format.number(Math.floor(bytes / GIGABYTE));
  return (
    <>
      {t('staff.health.diskText', { free: gigabytes(freeBytes), total: gigabytes(totalBytes) })}{' '}
      {freeBytes < totalBytes * LITTLE && <Badge kind="bad">{t('staff.health.diskLittle')}</Badge>}
    </>
  );
}
