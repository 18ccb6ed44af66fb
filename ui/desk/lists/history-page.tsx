import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/states.tsx';
import { usePages } from '../../data/use-pages.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readHistory, type HistoryPage as Page } from '../data/permits.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { OnBehalf } from './on-behalf.tsx';
import { DeskShell } from '../desk-shell.tsx';
import { PermitEntry } from '../permits/permit-entry.tsx';
import { RefundsOfHolder } from '../refunds/refund-tracker.tsx';
import { ProblemNote, Shown } from '../shown.tsx';

/** What expired or was ended; its details and letters stay readable (PORTAL-088), and money that goes back can be followed (BEYOND-018). */
export default function HistoryPage() {
  const t = useText();
  const format = useFormat();
  const pages = usePages<PermitView, Page>(readHistory);
  const { call, refresh, more, fetchingMore, moreProblem } = pages;
  return (
    <DeskShell title={t('desk.menu.history')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('desk.lists.history.heading')}</h1>
        <RefundsOfHolder />
        <Shown asked={{ call, refresh }} loading={t('desk.lists.history.loading')}>
          {({ items, since }) =>
            items.length === 0 ? (
              <Empty icon="history" title={t('desk.lists.history.empty.title')}>
                <p>{t('desk.lists.history.empty.text')}</p>
                {since !== null && <p>{t('desk.lists.history.since', { day: format.day(since) })}</p>}
              </Empty>
            ) : (
              <>
                {since !== null && <p>{t('desk.lists.history.since', { day: format.day(since) })}</p>}
                <ul className="pw-entries" role="list">
                  {items.map((permit) => (
                    <PermitEntry key={permit.id} permit={permit} />
                  ))}
                </ul>
                {moreProblem && <ProblemNote problem={moreProblem} />}
                {more && (
                  <p>
                    <Button busy={fetchingMore} onClick={more}>
                      {t('common.showMore')}
                    </Button>
                  </p>
                )}
              </>
            )
          }
        </Shown>
        <OnBehalf />
      </div>
    </DeskShell>
  );
}
