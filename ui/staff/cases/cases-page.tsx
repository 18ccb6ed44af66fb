import { useCallback, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CasePage, CaseSummary } from '../../../api/audit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { usePages, type Pages } from '../../data/use-pages.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { CaseBadge } from '../case-badge.tsx';
import { readCases } from '../data/cases.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** Every case there is or ever was, the withdrawn ones as well (PORTAL-059); no names, only numbers. */
export default function CasesPage() {
  return (
    <Guard permission="read-case" place="cases">
      <AllCases />
    </Guard>
  );
}

function AllCases() {
  const t = useText();
  const sentences = useProblemSentences();
  const [search, setSearch] = useSearchParams();
  const number = search.get('number') ?? '';
  const pages = usePages(
    useCallback((cursor: string | null, signal?: AbortSignal) => readCases(number, cursor, signal), [number]),
  );
  const { call, refresh } = pages;
  return (
    <StaffShell title={t('staff.menu.cases')} place="cases">
      <div className="pw-stack pw-stack--wide">
        <h1>{number === '' ? t('audit.cases.title') : t('audit.cases.found', { number })}</h1>
        <NumberSearch
          key={number}
          number={number}
          onSearch={(wanted) => setSearch(wanted === '' ? {} : { number: wanted })}
        />
        {call.state === 'loading' && <Loading>{t('audit.cases.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Cases number={number} page={call.value} pages={pages} />}
      </div>
    </StaffShell>
  );
}

function NumberSearch({ number, onSearch }: { number: string; onSearch: (number: string) => void }) {
  const t = useText();
  const [typed, setTyped] = useState(number);
  return (
    <form
      role="search"
      className="pw-row pw-search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim().toUpperCase());
      }}
    >
      <TextInput
        short
        label={t('audit.cases.number')}
        hint={t('audit.cases.numberHint')}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        maxLength={20}
      />
      <Button type="submit" icon="search">
        {t('common.search')}
      </Button>
      {number !== '' && (
        <Button look="subtle" onClick={() => onSearch('')}>
          {t('audit.cases.all')}
        </Button>
      )}
    </form>
  );
}

function Cases({ number, page: { items }, pages }: { number: string; page: CasePage; pages: Pages<CasePage> }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { more, moreProblem, fetchingMore } = pages;
  if (items.length === 0) {
    return (
      <Empty icon="list" title={t(number === '' ? 'audit.cases.none' : 'audit.cases.notFound', { number })}>
        <p className="pw-muted">{t(number === '' ? 'audit.cases.noneText' : 'audit.cases.notFoundText')}</p>
      </Empty>
    );
  }
  return (
    <div className="pw-stack">
      <CaseTable cases={items} />
      <div className="pw-row">
        <span className="pw-small pw-muted" role="status">
          {t('audit.cases.shown', { count: items.length })}
        </span>
        {more && (
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        )}
      </div>
      {moreProblem && more && <ErrorNote {...sentences(moreProblem)} onRetry={more} />}
    </div>
  );
}

function CaseTable({ cases }: { cases: readonly CaseSummary[] }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { id } = useMunicipality();
  return (
    <Table
      caption={t('audit.cases.caption')}
      rows={cases}
      rowKey={(row) => row.id}
      columns={[
        {
          title: t('audit.cases.column.number'),
          head: true,
          cell: (row) => <Link to={`/${id}/staff/cases/${row.id}`}>{row.number}</Link>,
        },
        {
          title: t('audit.cases.column.product'),
          speaking: true,
          cell: (row) => [row.productName[language], row.areaName].filter(Boolean).join(', '),
        },
        { title: t('audit.cases.column.status'), speaking: true, cell: (row) => <CaseBadge status={row.status} /> },
        { title: t('audit.cases.column.decide'), cell: (row) => <DecideBy row={row} /> },
        { title: t('audit.cases.column.opened'), cell: (row) => format.day(row.openedAt) },
        {
          title: t('audit.cases.column.closed'),
          cell: (row) => (row.closedAt === null ? t('audit.cases.running') : format.day(row.closedAt)),
        },
      ]}
    />
  );
}

/** The legal term of a case staff must decide, which stands still while documents are waited for (BEYOND-029). */
function DecideBy({ row: { decideBy } }: { row: CaseSummary }) {
  const t = useText();
  const format = useFormat();
  if (decideBy === null) return <span className="pw-muted">{t('audit.cases.noTerm')}</span>;
  if (decideBy.waitingSince !== null) return t('audit.cases.still');
  return t('staff.due.on', { day: format.day(decideBy.legalOn) });
}
