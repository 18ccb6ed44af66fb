import { useCallback, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { SimulationItem, Simulations, SimulationTable, SimulationView } from '../../../api/simulations/shapes.ts';
import { Bar } from '../../components/bars.tsx';
import { Button, Buttons } from '../../components/button.tsx';
import { Badge, Fact, Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading, Progress } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useEvery } from '../../desk/use-every.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { askSimulation, exportPath, readSimulation, readSimulations } from '../data/simulations.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

const LOOK_AGAIN_MS = 2_000;

/** What a proposal would have meant for last year's stays: who would pay more, who less (BEYOND-023). */
export default function SimulatorPage() {
  const { simulation } = useParams();
  return (
    <Guard permission="operate" place="simulator">
      {simulation === undefined ? <All /> : <One id={simulation} />}
    </Guard>
  );
}

function All() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readSimulations);
  return (
    <StaffShell title={t('staff.simulator.title')} place="simulator">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.simulator.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.simulator.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.simulator.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && (
          <>
            <Ask drafts={call.value.drafts} />
            <List items={call.value.items} />
          </>
        )}
      </div>
    </StaffShell>
  );
}

function Ask({ drafts }: { drafts: Simulations['drafts'] }) {
  const t = useText();
  const sentences = useProblemSentences();
  const navigate = useNavigate();
  const { id: municipality } = useMunicipality();
  const [draftId, setDraftId] = useState(drafts[0]?.id ?? '');
  const { act, perform } = useAct(askSimulation, { once: true });
  if (drafts.length === 0)
    return (
      <Note kind="info" title={t('staff.simulator.noDrafts')}>
        <p>
          <Link to={`/${municipality}/staff/releases`}>{t('staff.releases.new.title')}</Link>
        </p>
      </Note>
    );
  const ask = async () => {
    const answer = await perform({ draftId });
    if (answer?.ok) void navigate(`/${municipality}/staff/simulator/${answer.value.id}`);
  };
  return (
    <form
      className="pw-stack pw-measure"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <h2>{t('staff.simulator.new')}</h2>
      <Select
        label={t('staff.simulator.draft')}
        hint={t('staff.simulator.draftHint')}
        value={draftId}
        onChange={setDraftId}
        options={drafts.map(({ id, number, title }) => ({ value: id, text: `${number}, ${title}` }))}
      />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('staff.simulator.run')}
        </Button>
      </Buttons>
    </form>
  );
}

function List({ items }: { items: readonly SimulationItem[] }) {
  const t = useText();
  const format = useFormat();
  const { id: municipality } = useMunicipality();
  if (items.length === 0) return <Empty icon="scale" title={t('staff.simulator.none')} />;
  return (
    <Table
      caption={t('staff.simulator.caption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.simulator.column.draft'),
          head: true,
          cell: ({ id, draftNumber, draftTitle }) => (
            <Link to={`/${municipality}/staff/simulator/${id}`}>{`${draftNumber}, ${draftTitle}`}</Link>
          ),
        },
        {
          title: t('staff.simulator.column.asked'),
          cell: ({ askedBy, askedAt }) => `${askedBy}, ${format.moment(askedAt)}`,
        },
        { title: t('staff.simulator.column.state'), speaking: true, cell: ({ status }) => <Status status={status} /> },
      ]}
    />
  );
}

function Status({ status }: { status: SimulationItem['status'] }) {
  const t = useText();
  const kind = status === 'done' ? 'ok' : status === 'failed' ? 'bad' : 'us';
  return <Badge kind={kind}>{t(`staff.simulator.status.${status}`)}</Badge>;
}

function One({ id }: { id: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { id: municipality } = useMunicipality();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readSimulation(id, signal), [id]));
  const running = call.state === 'done' && call.value.status === 'running';
  useEvery(running ? LOOK_AGAIN_MS : null, () => void refresh());
  return (
    <StaffShell title={t('staff.simulator.title')} place="simulator">
      <div className="pw-stack pw-stack--apart">
        <p>
          <Link to={`/${municipality}/staff/simulator`}>{t('staff.simulator.back')}</Link>
        </p>
        {call.state === 'loading' && <Loading>{t('staff.simulator.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Result simulation={call.value} />}
      </div>
    </StaffShell>
  );
}

function Result({ simulation }: { simulation: SimulationView }) {
  const t = useText();
  const format = useFormat();
  const { status, draftNumber, draftTitle, draftVersion, baseline, from, until, weeks, smallestGroup } = simulation;
  const { done, total, tables, withheld } = simulation;
  return (
    <>
      <div className="pw-stack pw-measure">
        <h1>{`${draftNumber}, ${draftTitle}`}</h1>
        <p>{t('staff.simulator.basis', { version: draftVersion, baseline })}</p>
        <p>{t('staff.simulator.period', { from: format.day(from), until: format.day(until) })}</p>
        {weeks > 0 && <p className="pw-small pw-muted">{t('staff.simulator.weeks', { count: weeks })}</p>}
        <p className="pw-small pw-muted">{t('staff.simulator.behaviour')}</p>
        <p className="pw-small pw-muted">{t('staff.simulator.groups', { count: smallestGroup })}</p>
      </div>
      {status === 'running' && (
        <Progress label={t('staff.simulator.busy')} done={done} of={Math.max(total ?? 0, 1)}>
          <p>{t('staff.simulator.busyMore')}</p>
        </Progress>
      )}
      {status === 'failed' && <Note kind="bad" title={t('staff.simulator.failed')} />}
      {status === 'done' && tables.length === 0 && withheld.length === 0 && (
        <Empty icon="scale" title={t('staff.simulator.noStays')} />
      )}
      {tables.map((table) => (
        <Outcome key={table.id} simulationId={simulation.id} table={table} />
      ))}
      {withheld.length > 0 && <Fact kind="wait">{t('staff.simulator.withheld', { count: smallestGroup })}</Fact>}
    </>
  );
}

function Outcome({ simulationId, table }: { simulationId: string; table: SimulationTable }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { by, unit, columns, rows, totals } = table;
  const title = `${t(`staff.simulator.by.${by}`)}, ${t(`staff.simulator.unit.${unit}`)}`;
  const say = (kind: SimulationTable['columns'][number]['kind'], value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'string') return value;
    return kind === 'cents' ? format.money(value) : format.number(value);
  };
  const sums = totals.map((total, at) => (at === 0 ? t('staff.reports.total') : total));
  const shown = [...rows.map((row, at) => ({ key: String(at), row })), { key: 'total', row: sums }];
  const most = Math.max(1, ...rows.map((row) => Number(row[1] ?? 0)));
  return (
    <section className="pw-stack">
      <h2>{title}</h2>
      <Table
        caption={title}
        rows={shown}
        rowKey={({ key }) => key}
        columns={columns.map(({ id, kind }, at) => ({
          title: named(`staff.simulator.column.${id}`) ?? id,
          head: at === 0,
          end: kind !== 'text',
          cell: ({ key, row }: (typeof shown)[number]) => (
            <>
              {say(kind, row[at] ?? null)}
              {at === 1 && key !== 'total' && <Bar value={Number(row[at] ?? 0)} most={most} />}
            </>
          ),
        }))}
      />
      <p className="pw-row pw-row--tight">
        {(['csv', 'xlsx'] as const).map((kind) => (
          <a key={kind} href={exportPath(simulationId, by, unit, kind)} download>
            {t(`staff.reports.download.${kind}`, { table: title })}
          </a>
        ))}
      </p>
    </section>
  );
}
