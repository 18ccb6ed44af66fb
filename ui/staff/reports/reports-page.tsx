import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Reports, ReportTable } from '../../../api/reports/shapes.ts';
import { Bar } from '../../components/bars.tsx';
import { Button } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { exportPath, readReports, type Period } from '../data/reports.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** Numbers for whoever answers for them; every bar stands beside its number, and every file has the totals of the page (PEERS-039). */
export default function ReportsPage() {
  return (
    <Guard permission="reports" place="reports">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const [search, setSearch] = useSearchParams();
  const from = search.get('from') ?? '';
  const until = search.get('until') ?? '';
  const { call, refresh } = useCall(
    useCallback((signal: AbortSignal) => readReports({ from, until }, signal), [from, until]),
  );
  return (
    <StaffShell title={t('staff.reports.title')} place="reports">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.reports.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.reports.lead')}</p>
        </div>
        <PeriodForm key={`${from} ${until}`} period={{ from, until }} onChoose={(period) => setSearch({ ...period })} />
        {call.state === 'loading' && <Loading>{t('staff.reports.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Shown reports={call.value} />}
      </div>
    </StaffShell>
  );
}

function PeriodForm({ period, onChoose }: { period: Period; onChoose: (period: Period) => void }) {
  const t = useText();
  const [from, setFrom] = useState(period.from);
  const [until, setUntil] = useState(period.until);
  return (
    <form
      className="pw-row pw-search"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ from, until });
      }}
    >
      <TextInput short type="date" label={t('staff.reports.from')} value={from} onChange={setFrom} />
      <TextInput short type="date" label={t('staff.reports.until')} value={until} onChange={setUntil} />
      <Button type="submit">{t('staff.reports.show')}</Button>
    </form>
  );
}

function Shown({ reports: { from, until, tables } }: { reports: Reports }) {
  const t = useText();
  const format = useFormat();
  return (
    <>
      <p>{t('staff.reports.period', { from: format.day(from), until: format.day(until) })}</p>
      {tables.map((table) => (
        <section key={table.id} className="pw-stack">
          <h2>{t(`staff.reports.table.${table.id}`)}</h2>
          {table.id === 'balances' && <Balanced table={table} />}
          {table.rows.length === 0 ? (
            <p className="pw-muted">{t('staff.reports.nothing')}</p>
          ) : (
            <Numbers table={table} />
          )}
          <p className="pw-row pw-row--tight">
            {(['csv', 'xlsx'] as const).map((kind) => (
              <a key={kind} href={exportPath({ from, until }, table.id, kind)} download>
                {t(`staff.reports.download.${kind}`, { table: t(`staff.reports.table.${table.id}`) })}
              </a>
            ))}
          </p>
        </section>
      ))}
    </>
  );
}

/** The books are right when nothing differs (BEYOND-020). */
function Balanced({ table: { columns, rows } }: { table: ReportTable }) {
  const t = useText();
  const at = columns.findIndex(({ id }) => id === 'difference');
  const right = rows.every((row) => row[at] === 0);
  return <Fact kind={right ? 'ok' : 'bad'}>{t(right ? 'staff.reports.balanced' : 'staff.reports.unbalanced')}</Fact>;
}

function Numbers({ table: { id, columns, rows, totals } }: { table: ReportTable }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const say = (kind: ReportTable['columns'][number]['kind'], value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (kind === 'cents') return format.money(value);
    return kind === 'minutes' ? format.duration(value) : format.number(value);
  };
  const hasTotals = totals.some((total) => total !== null);
  const sums = totals.map((total, at) => (at === 0 ? t('staff.reports.total') : total));
  const shown = [
    ...rows.map((row, at) => ({ key: String(at), row })),
    ...(hasTotals ? [{ key: 'total', row: sums }] : []),
  ];
  const firstNumber = columns.findIndex(({ kind }) => kind !== 'text');
  const most = Math.max(1, ...rows.map((row) => Number(row[firstNumber] ?? 0)));
  return (
    <Table
      caption={t(`staff.reports.table.${id}`)}
      rows={shown}
      rowKey={({ key }) => key}
      columns={columns.map(({ id: column, kind }, at) => ({
        title: named(`staff.reports.column.${column}`) ?? column,
        head: at === 0,
        end: kind !== 'text',
        cell: ({ key, row }: (typeof shown)[number]) => (
          <>
            {say(kind, row[at] ?? null)}
            {at === firstNumber && key !== 'total' && <Bar value={Number(row[at] ?? 0)} most={most} />}
          </>
        ),
      }))}
    />
  );
}
