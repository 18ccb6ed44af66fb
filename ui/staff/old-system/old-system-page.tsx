import type { OldSystemFault, OldSystemRun } from '../../../api/old-system/shapes.ts';
import { Badge, Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { useAmount } from '../../parking/amount.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readOldSystemRuns, runReportPath } from '../data/old-system.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** What came over from the system of before, run by run: counts, sums, and each row that did not come (BEYOND-040). */
export default function OldSystemPage() {
  return (
    <Guard permission="operate" place="old-system">
      <Runs />
    </Guard>
  );
}

function Runs() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readOldSystemRuns);
  return (
    <StaffShell title={t('staff.oldSystem.title')} place="old-system">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.oldSystem.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.oldSystem.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.oldSystem.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && call.value.items.length === 0 && (
          <Empty icon="renew" title={t('staff.oldSystem.none')} />
        )}
        {call.state === 'done' && call.value.items.map((run) => <Run key={run.id} run={run} />)}
      </div>
    </StaffShell>
  );
}

function Run({
  run: { id, at, system, takenOn, forReal, finished, kinds, sums, refused, faults },
}: {
  run: OldSystemRun;
}) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const heading = t('staff.oldSystem.run', { system, when: format.moment(at) });
  const rows = [
    ...kinds.map(({ kind, ...tally }) => ({ what: t(`staff.oldSystem.kind.${kind}`), tally, shown: String })),
    ...sums.map(({ unit, ...tally }) => ({
      what: t(`staff.oldSystem.sum.${unit}`),
      tally,
      shown: (value: number) => amount({ unit, amount: value }),
    })),
  ];
  return (
    <article className="pw-stack" aria-label={heading}>
      <h2>{heading}</h2>
      <p>
        <Badge kind={forReal ? 'ok' : 'off'}>{t(forReal ? 'staff.oldSystem.real' : 'staff.oldSystem.try')}</Badge>{' '}
        {t('staff.oldSystem.taken', { day: format.day(takenOn) })}
      </p>
      {!finished && <Note kind="wait" level="h3" title={t('staff.oldSystem.stopped')} />}
      <Table
        caption={t('staff.oldSystem.caption')}
        rows={rows}
        rowKey={({ what }) => what}
        columns={[
          { title: t('staff.oldSystem.what'), head: true, cell: ({ what }) => what },
          ...(['read', 'came', 'before', 'refused'] as const).map((count) => ({
            title: t(`staff.oldSystem.${count}`),
            end: true,
            cell: ({ tally, shown }: (typeof rows)[number]) => shown(tally[count]),
          })),
        ]}
      />
      {refused === 0 ? <p>{t('staff.oldSystem.noFaults')}</p> : <Faults refused={refused} faults={faults} />}
      <p>
        <a href={runReportPath(id)} download>
          {t('staff.oldSystem.csv')}
        </a>
      </p>
    </article>
  );
}

function Faults({ refused, faults }: { refused: number; faults: readonly OldSystemFault[] }) {
  const t = useText();
  const words = ({ values }: OldSystemFault) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return (
    <>
      <h3>{t('staff.oldSystem.faults', { count: refused })}</h3>
      {faults.length < refused && <p>{t('staff.oldSystem.first', { count: faults.length })}</p>}
      <Table
        caption={t('staff.oldSystem.faults', { count: refused })}
        rows={faults}
        rowKey={({ file, line, code }) => `${file} ${line} ${code}`}
        columns={[
          {
            title: t('staff.oldSystem.where'),
            head: true,
            cell: ({ file, line, column }) =>
              t('staff.oldSystem.place', { file, line }) + (column === null ? '' : ` (${column})`),
          },
          { title: t('staff.oldSystem.why'), cell: (fault) => t(`oldSystem.fault.${fault.code}`, words(fault)) },
          { title: t('staff.oldSystem.todo'), cell: (fault) => t(`oldSystem.mend.${fault.code}`, words(fault)) },
        ]}
      />
    </>
  );
}
