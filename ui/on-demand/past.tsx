import { useCallback, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { PastSessions, PastTransactions } from '../../api/on-demand/shapes.ts';
import { addDays, civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { DateField } from '../components/date-field.tsx';
import { Money } from '../components/figures.tsx';
import { Plate } from '../components/plate.tsx';
import { Table, type Column } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { Select } from '../components/text-input.tsx';
import { useNow } from '../data/clock.ts';
import type { Answer } from '../data/http.ts';
import { useCall } from '../data/use-call.ts';
import { useLocal } from '../desk/desk.ts';
import { Shown } from '../desk/shown.tsx';
import { Statement } from '../parking/history/statement.tsx';
import { useMoments } from '../parking/actions/use-moments.ts';
import { useFormat, useText } from '../text/text.tsx';
import { exportPath, invoicePath, readPastSessions, readPastTransactions, type PastQuery } from './data.ts';
import { useOnDemand } from './on-demand.ts';

/** Below the start page: what was parked and what was paid, with filters, by pages, and as a file (POM-030…033). */
export function Past() {
  const t = useText();
  const local = useLocal();
  const { view } = useOnDemand();
  return (
    <section aria-labelledby="past" className="pw-stack">
      <h2 id="past">{t('onDemand.past.title')}</h2>
      <Tabs
        label={t('onDemand.past.title')}
        tabs={[
          { id: 'sessions', title: t('onDemand.past.sessions'), panel: <Sessions /> },
          { id: 'transactions', title: t('onDemand.past.transactions'), panel: <Transactions /> },
        ]}
      />
      {[view.self, view.visitors].map(
        (purpose) =>
          purpose && (
            <Statement
              key={purpose.permitId}
              permitId={purpose.permitId}
              timeZone={view.timeZone}
              name={local(purpose.productName)}
            />
          ),
      )}
    </section>
  );
}

type Session = PastSessions['items'][number];
type Transaction = PastTransactions['items'][number];

function Sessions() {
  const t = useText();
  const format = useFormat();
  const { view, base } = useOnDemand();
  const { until } = useMoments(view.timeZone);
  const columns: Column<Session>[] = [
    { title: t('onDemand.session.date'), head: true, cell: ({ id, startsAt }) => <Link to={`${base}/sessions/${id}`}>{format.day(startsAt)}</Link> },
    { title: t('onDemand.session.time'), cell: ({ startsAt, endsAt }) => `${format.time(startsAt)} – ${until(endsAt)}` },
    { title: t('onDemand.session.zone'), cell: ({ areaName }) => areaName },
    { title: t('onDemand.session.plate'), speaking: true, cell: ({ plate }) => (plate ? <Plate country={plate.country} value={plate.display} /> : '–') },
    { title: t('onDemand.series.id'), cell: ({ series }) => series?.number ?? '–' },
    { title: t('onDemand.past.column.state'), cell: ({ state }) => t(`parking.actions.badge.${state}`) },
    { title: t('onDemand.session.price'), end: true, cell: ({ cents }) => <Money cents={cents} /> },
  ]; // prettier-ignore
  return <List name="sessions" load={readPastSessions} columns={columns} rowKey={({ id }) => id} />;
}

function Transactions() {
  const t = useText();
  const format = useFormat();
  const columns: Column<Transaction>[] = [
    { title: t('onDemand.past.column.number'), head: true, cell: ({ number }) => number },
    { title: t('onDemand.past.column.date'), cell: ({ at }) => format.day(at) },
    { title: t('onDemand.past.column.time'), cell: ({ at }) => format.time(at) },
    { title: t('onDemand.past.column.amount'), end: true, cell: ({ cents }) => <span>{cents > 0 && '+ '}<Money cents={cents} /></span> },
    { title: t('onDemand.past.column.end'), end: true, cell: ({ endCents }) => <Money cents={endCents} /> },
    { title: t('onDemand.past.column.description'), cell: ({ kind }) => t(`onDemand.past.kind.${kind}`) },
    { title: t('onDemand.past.column.invoice'), cell: ({ invoice }) => invoice && <InvoiceLinks invoice={invoice} /> },
  ]; // prettier-ignore
  return (
    <List
      name="transactions"
      invoices
      load={readPastTransactions}
      columns={columns}
      rowKey={({ number }) => String(number)}
    />
  );
}

function InvoiceLinks({ invoice: { id, kind, number } }: { invoice: NonNullable<Transaction['invoice']> }) {
  const t = useText();
  if (number === null) return t('onDemand.past.waiting');
  const forms = kind === 'invoice' ? (['pdf', 'ubl'] as const) : (['pdf'] as const);
  return (
    <span className="pw-stack pw-stack--tight">
      <span>{number}</span>
      {forms.map((form) => (
        <a key={form} href={invoicePath(id, form)} download>
          {t('onDemand.invoice.of', { what: t(`onDemand.invoice.${form}`), number })}
        </a>
      ))}
    </span>
  );
}

interface Filled {
  from: CivilDate | null;
  until: CivilDate | null;
  invoiced: boolean;
}
const EMPTY: Filled = { from: null, until: null, invoiced: false };
const SIZES = ['10', '25', '50'];

interface ListProps<Row> {
  name: 'sessions' | 'transactions';
  invoices?: boolean;
  load: (query: PastQuery, signal: AbortSignal) => Promise<Answer<{ items: Row[]; total: number; page: number; limit: number }>>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
} // prettier-ignore

/** A list with its filter: nothing is asked anew before [Zoek] is pressed, and [Reset filters] shows all of it again. */
function List<Row>({ name, invoices = false, load, columns, rowKey }: ListProps<Row>) {
  const t = useText();
  const [filled, setFilled] = useState(EMPTY);
  const [applied, setApplied] = useState(EMPTY);
  const [limit, setLimit] = useState('10');
  const [page, setPage] = useState(1);
  const { from, until, invoiced } = applied;
  const ask = useCallback(
    (signal: AbortSignal) => load({ from, until, invoiced, limit: Number(limit), page }, signal),
    [load, from, until, invoiced, limit, page],
  );
  const asked = useCall(ask);
  const apply = (next: Filled) => {
    setFilled(next);
    setApplied(next);
    setPage(1);
  };
  return (
    <div className="pw-stack pw-stack--wide">
      <form
        className="pw-stack"
        aria-label={`${t('onDemand.past.filter')}: ${t(`onDemand.past.${name}`)}`}
        onSubmit={(event) => {
          event.preventDefault();
          apply(filled);
        }}
      >
        <div className="pw-row">
          <Day
            label={t('onDemand.past.from')}
            value={filled.from}
            onChange={(day) => setFilled({ ...filled, from: day })}
          />
          <Day
            label={t('onDemand.past.until')}
            value={filled.until}
            onChange={(day) => setFilled({ ...filled, until: day })}
          />
        </div>
        {invoices && (
          <Choice
            type="checkbox"
            name="invoiced"
            value="yes"
            title={t('onDemand.past.invoiced')}
            checked={filled.invoiced}
            onChange={(checked) => setFilled({ ...filled, invoiced: checked })}
          />
        )}
        <Buttons>
          <Button type="submit" look="primary">
            {t('onDemand.past.search')}
          </Button>
          <Button onClick={() => apply(EMPTY)}>{t('onDemand.past.reset')}</Button>
        </Buttons>
      </form>
      {invoices && (
        <p className="pw-row">
          {(['csv', 'xlsx'] as const).map((form) => (
            <a key={form} className="pw-alone" href={exportPath(applied, form)} download>
              {t(`onDemand.past.${form}`)}
            </a>
          ))}
        </p>
      )}
      <Shown asked={asked} loading={t('desk.loading')}>
        {({ items, total }) => (
          <>
            {items.length === 0 ? (
              <p role="status">{t('onDemand.past.none')}</p>
            ) : (
              <Table caption={t(`onDemand.past.${name}`)} columns={columns} rows={items} rowKey={rowKey} />
            )}
            <Pages {...{ total, page, limit: Number(limit), setPage }}>
              <Select
                label={t('onDemand.past.perPage')}
                value={limit}
                options={SIZES.map((size) => ({ value: size, text: size }))}
                onChange={(size) => {
                  setLimit(size);
                  setPage(1);
                }}
              />
            </Pages>
          </>
        )}
      </Shown>
    </div>
  );
}

function Day({ label, value, onChange }: { label: string; value: CivilDate | null; onChange: (day: CivilDate | null) => void }) {
  const { view } = useOnDemand();
  const today = civilDateOf(useNow(), view.timeZone);
  return <DateField {...{ label, value, onChange, today }} optional first={addDays(today, -3_660)} last={addDays(today, 400)} />;
} // prettier-ignore

interface PagesProps {
  total: number;
  page: number;
  limit: number;
  setPage: (page: number) => void;
  children: ReactNode;
}

function Pages({ total, page, limit, setPage, children }: PagesProps) {
  const t = useText();
  const first = Math.min(total, (page - 1) * limit + 1);
  const last = Math.min(total, page * limit);
  return (
    <div className="pw-row">
      {children}
      <span role="status">{t('onDemand.past.range', { first, last, total })}</span>
      <Buttons>
        {page > 1 && <Button onClick={() => setPage(page - 1)}>{t('onDemand.past.before')}</Button>}
        {last < total && <Button onClick={() => setPage(page + 1)}>{t('onDemand.past.after')}</Button>}
      </Buttons>
    </div>
  );
}
