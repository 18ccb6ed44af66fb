import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RefundPage } from '../../../api/refunds/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { usePages, type Pages } from '../../data/use-pages.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { approveRefunds, readRefundPage, REFUND_FILTERS, type RefundFilter } from '../data/refunds.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { RefundFiles } from './refund-files.tsx';
import { RefundTable } from './refund-table.tsx';

/** How each filter is called among the counts. */
const COUNTED = {
  'to-approve': 'toApprove',
  late: 'late',
  'to-pay': 'toPay',
  'with-bank': 'withBank',
  waiting: 'waiting',
  all: 'all',
} as const;

/** Money that goes back: what is late on top, approved by a second person, sent to the bank in a file (LOKET-035, PEERS-032). */
export default function RefundsPage() {
  return (
    <Guard permission="refunds" place="refunds">
      <Refunds />
    </Guard>
  );
}

function Refunds() {
  const t = useText();
  const sentences = useProblemSentences();
  const [search, setSearch] = useSearchParams();
  const filter = REFUND_FILTERS.find((known) => known === search.get('filter')) ?? 'all';
  const pages = usePages(
    useCallback((cursor: string | null, signal?: AbortSignal) => readRefundPage(filter, cursor, signal), [filter]),
  );
  const { call, refresh } = pages;
  const page = call.state === 'done' ? call.value : null;
  return (
    <StaffShell title={t('staff.menu.refunds')} place="refunds">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('staff.menu.refunds')}</h1>
        <div className="pw-row pw-row--tight" role="group" aria-label={t('staff.refunds.show')}>
          {REFUND_FILTERS.map((known) => (
            <Chip
              key={known}
              chosen={known === filter}
              onPress={() => setSearch(known === 'all' ? {} : { filter: known }, { replace: true })}
              {...(page && { count: page.counts[COUNTED[known]] })}
            >
              {t(`staff.refunds.filter.${known}`)}
            </Chip>
          ))}
        </div>
        {call.state === 'loading' && <Loading>{t('staff.refunds.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {page && (
          <>
            <List key={filter} page={page} filter={filter} pages={pages} />
            <RefundFiles ready={page.readyForFile} onChanged={() => void refresh()} />
          </>
        )}
      </div>
    </StaffShell>
  );
}

function List({ page, filter, pages }: { page: RefundPage; filter: RefundFilter; pages: Pages<RefundPage> }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { more, moreProblem, fetchingMore, refresh } = pages;
  if (page.items.length === 0) return <Empty icon="tick" title={t(`staff.refunds.empty.${filter}`)} />;
  const picked = page.items.filter(({ id }) => chosen.has(id));
  const choose = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)));
  return (
    <div className="pw-stack">
      <RefundTable refunds={page.items} chosen={chosen} onChoose={choose} onActed={() => void refresh()} />
      {more && (
        <p>
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
      {moreProblem && more && <ErrorNote {...sentences(moreProblem)} onRetry={more} />}
      <Approve
        picked={picked}
        onDone={() => {
          setChosen(new Set());
          void refresh();
        }}
      />
    </div>
  );
}

/** Several at once, with what they come to; whatever could not be approved is named. */
function Approve({ picked, onDone }: { picked: RefundPage['items']; onDone: () => void }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(approveRefunds);
  const cents = picked.reduce((total, refund) => total + refund.cents, 0);
  const approve = async () => {
    const answer = await perform(picked.map(({ id }) => id));
    if (answer?.ok) onDone();
  };
  return (
    <div className="pw-stack pw-stack--tight" role="status">
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {act.state === 'done' && picked.length === 0 && (
        <Note
          kind={act.value.refused.length > 0 ? 'wait' : 'ok'}
          title={t('staff.refunds.approved', { count: act.value.refunds, amount: format.money(act.value.cents) })}
        >
          {[...new Set(act.value.refused.map(({ ground }) => ground))].map((ground) => (
            <p key={ground}>{named(`refusal.${ground}`)}</p>
          ))}
        </Note>
      )}
      {picked.length > 0 && (
        <p className="pw-row">
          <span>{t('staff.refunds.chosen', { count: picked.length, amount: format.money(cents) })}</span>
          <Button look="primary" busy={act.state === 'busy'} onClick={() => void approve()}>
            {t('staff.refunds.approve')}
          </Button>
        </p>
      )}
    </div>
  );
}
