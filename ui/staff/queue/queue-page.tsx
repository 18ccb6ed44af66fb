import { useCallback } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { TaskPage } from '../../../api/review/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { usePages, type Pages } from '../../data/use-pages.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { readTasks, takeFirst, TASK_FILTERS, type TaskFilter } from '../data/tasks.ts';
import { StaffShell } from '../staff-shell.tsx';
import { QueueTable } from './queue-table.tsx';

/** The queue (werkvoorraad): what waits for a decision, the most urgent first. */
export default function QueuePage() {
  const t = useText();
  const { id } = useMunicipality();
  const [search, setSearch] = useSearchParams();
  // In the address, so that who comes back from a case finds the queue as it was.
  const filter = TASK_FILTERS.find((known) => known === search.get('filter')) ?? 'all';
  const pages = usePages(
    useCallback((cursor: string | null, signal?: AbortSignal) => readTasks(filter, cursor, signal), [filter]),
  );
  const { call, refresh } = pages;
  const sentences = useProblemSentences();
  const page = call.state === 'done' ? call.value : null;
  return (
    <StaffShell title={t('staff.menu.queue')} place="queue">
      <div className="pw-stack pw-stack--wide">
        <div className="pw-row">
          <h1>{page ? <Title counts={page.counts} /> : t('staff.menu.queue')}</h1>
          {page && page.counts.free > 0 && <TakeFirst onNothing={() => void refresh()} />}
        </div>
        <Filters
          counts={page?.counts}
          chosen={filter}
          onChoose={(next) => setSearch(next === 'all' ? {} : { filter: next }, { replace: true })}
        />
        <p>
          <Link to={`/${id}/staff/workload`}>{t('staff.workload.title')}</Link>
        </p>
        {call.state === 'loading' && <Loading>{t('staff.queue.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && (
          <>
            {call.problem && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
            <Tasks page={call.value} filter={filter} pages={pages} />
          </>
        )}
      </div>
    </StaffShell>
  );
}

/** "18 zaken, 1 te laat, 5 wachten op de aanvrager". */
function Title({ counts: { all, late, waiting } }: { counts: TaskPage['counts'] }) {
  const t = useText();
  return [
    all === 0 ? t('staff.queue.none') : t('staff.queue.cases', { count: all }),
    late > 0 && t('staff.queue.late', { count: late }),
    waiting > 0 && t('staff.queue.waiting', { count: waiting }),
  ]
    .filter(Boolean)
    .join(', ');
}

interface FiltersProps {
  counts: TaskPage['counts'] | undefined;
  chosen: TaskFilter;
  onChoose: (filter: TaskFilter) => void;
}

function Filters({ counts, chosen, onChoose }: FiltersProps) {
  const t = useText();
  return (
    <div className="pw-row pw-row--tight" role="group" aria-label={t('staff.queue.show')}>
      {TASK_FILTERS.map((filter) => (
        <Chip
          key={filter}
          chosen={filter === chosen}
          onPress={() => onChoose(filter)}
          {...(counts && { count: counts[filter] })}
        >
          {t(`staff.queue.filter.${filter}`)}
        </Chip>
      ))}
    </div>
  );
}

function TakeFirst({ onNothing }: { onNothing: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const navigate = useNavigate();
  const { id } = useMunicipality();
  const { act, perform } = useAct(takeFirst);
  const take = async () => {
    const taken = await perform(null);
    if (!taken?.ok) return;
    if (taken.value) await navigate(`/${id}/staff/tasks/${taken.value.id}`);
    else onNothing();
  };
  return (
    <>
      <span className="pw-push">
        <Button look="primary" busy={act.state === 'busy'} onClick={() => void take()}>
          {t('staff.queue.take')}
        </Button>
      </span>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {act.state === 'done' && act.value === null && (
        <Note title={t('staff.queue.taken')} urgent>
          <p>{t('staff.queue.takenText')}</p>
        </Note>
      )}
    </>
  );
}

function Tasks({ page, filter, pages }: { page: TaskPage; filter: TaskFilter; pages: Pages<TaskPage> }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { more, moreProblem, fetchingMore } = pages;
  if (page.items.length === 0) {
    return (
      <Empty icon="tick" title={t(`staff.queue.empty.${filter}.title`)}>
        <p className="pw-muted">{t(`staff.queue.empty.${filter}.text`)}</p>
      </Empty>
    );
  }
  return (
    <div className="pw-stack">
      <QueueTable tasks={page.items} />
      <div className="pw-row">
        <span className="pw-small pw-muted" role="status">
          {t('staff.queue.shown', { shown: page.items.length, count: page.counts[filter] })}
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
