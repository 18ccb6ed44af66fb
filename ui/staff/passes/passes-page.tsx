import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { PassPage } from '../../../api/passes/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/choice.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { usePages, type Pages } from '../../data/use-pages.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { PASS_FILTERS, readPasses, type PassFilter } from '../data/passes.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { PassTable } from './pass-table.tsx';

/** Passes for the barriers of garages: what is still to be made and posted, and until when (LOKET-054). */
export default function PassesPage() {
  return (
    <Guard permission="hand-out" place="passes">
      <Passes />
    </Guard>
  );
}

function Passes() {
  const t = useText();
  const sentences = useProblemSentences();
  const [search, setSearch] = useSearchParams();
  const filter = PASS_FILTERS.find((known) => known === search.get('filter')) ?? 'to-post';
  const pages = usePages(
    useCallback((cursor: string | null, signal?: AbortSignal) => readPasses(filter, cursor, signal), [filter]),
  );
  const { call, refresh } = pages;
  return (
    <StaffShell title={t('staff.menu.passes')} place="passes">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('staff.passes.title')}</h1>
        <p className="pw-lead">{t('staff.passes.lead')}</p>
        <div className="pw-row pw-row--tight" role="group" aria-label={t('staff.passes.show')}>
          {PASS_FILTERS.map((known) => (
            <Chip
              key={known}
              chosen={known === filter}
              onPress={() => setSearch(known === 'to-post' ? {} : { filter: known }, { replace: true })}
            >
              {t(`staff.passes.filter.${known}`)}
            </Chip>
          ))}
        </div>
        {call.state === 'loading' && <Loading>{t('staff.passes.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <List page={call.value} filter={filter} pages={pages} />}
      </div>
    </StaffShell>
  );
}

function List({ page, filter, pages }: { page: PassPage; filter: PassFilter; pages: Pages<PassPage> }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { more, moreProblem, fetchingMore, refresh } = pages;
  if (page.items.length === 0) {
    return (
      <Empty icon="tick" title={t(`staff.passes.empty.${filter}`)}>
        <p className="pw-muted">{t('staff.passes.empty.text')}</p>
      </Empty>
    );
  }
  return (
    <div className="pw-stack">
      <PassTable passes={page.items} onMarked={() => void refresh()} />
      {more && (
        <p>
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
      {moreProblem && more && <ErrorNote {...sentences(moreProblem)} onRetry={more} />}
    </div>
  );
}
