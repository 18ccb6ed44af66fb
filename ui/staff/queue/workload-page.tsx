import { useCallback } from 'react';
import type { Workload } from '../../../api/review/shapes.ts';
import { Bar } from '../../components/bars.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readWorkload } from '../data/tasks.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** What the coming two weeks bring at the pace of the last four (BEYOND-029). */
export default function WorkloadPage() {
  return (
    <Guard permission="review" place="queue">
      <Ahead />
    </Guard>
  );
}

function Ahead() {
  const t = useText();
  const sentences = useProblemSentences();
  const { id } = useMunicipality();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readWorkload(signal), []));
  return (
    <StaffShell title={t('staff.workload.title')} place="queue">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('staff.workload.title')}</h1>
        <p className="pw-lead pw-measure">{t('staff.workload.lead')}</p>
        {call.state === 'loading' && <Loading>{t('staff.workload.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Shown workload={call.value} />}
        <p>
          <ButtonLink to={`/${id}/staff`}>{t('staff.workload.back')}</ButtonLink>
        </p>
      </div>
    </StaffShell>
  );
}

function Shown({ workload: { days, arrivesPerDay, decidedPerDay, open, late } }: { workload: Workload }) {
  const t = useText();
  const format = useFormat();
  const most = Math.max(1, ...days.flatMap((day) => [day.due, day.open]));
  return (
    <>
      <p>
        {t('staff.workload.pace', {
          open,
          arrives: format.decimal(arrivesPerDay),
          decided: format.decimal(decidedPerDay),
        })}
      </p>
      <Fact kind={late > 0 ? 'bad' : 'ok'}>
        {late > 0 ? t('staff.workload.late', { count: late }) : t('staff.workload.inTime')}
      </Fact>
      <Table
        caption={t('staff.workload.caption')}
        rows={days}
        rowKey={({ day }) => day}
        columns={[
          { title: t('staff.workload.day'), head: true, cell: ({ day }) => format.day(day) },
          {
            title: t('staff.workload.due'),
            cell: ({ due }) => (
              <>
                {due} <Bar value={due} most={most} />
              </>
            ),
          },
          {
            title: t('staff.workload.open'),
            cell: (day) => (
              <>
                {day.open} <Bar value={day.open} most={most} />
              </>
            ),
          },
        ]}
      />
    </>
  );
}
