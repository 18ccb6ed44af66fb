import type { ActsForMe } from '../../../api/history/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../data/use-pages.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readActsForMe } from '../data/permits.ts';
import { ProblemNote } from '../shown.tsx';

/** What a member of staff did in their name, as long as there is any: when, what, and how they were asked (PEERS-035). */
export function OnBehalf() {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { call, refresh, more, fetchingMore, moreProblem } = usePages<ActsForMe['items'][number], ActsForMe>(
    readActsForMe,
  );
  if (call.state === 'failed') return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
  if (call.state === 'loading' || call.value.items.length === 0) return null;
  return (
    <section className="pw-stack">
      <h2>{t('desk.lists.history.onBehalf.title')}</h2>
      <p className="pw-measure">{t('desk.lists.history.onBehalf.text')}</p>
      <Table
        caption={t('desk.lists.history.onBehalf.caption')}
        rows={call.value.items}
        rowKey={({ id }) => id}
        columns={[
          {
            title: t('desk.lists.history.onBehalf.what'),
            head: true,
            cell: ({ kind }) => named(`event.kind.${kind}`) ?? kind,
          },
          { title: t('desk.lists.history.onBehalf.when'), cell: ({ at }) => format.moment(at) },
          { title: t('desk.lists.history.onBehalf.how'), cell: ({ channel }) => t(`event.onBehalf.${channel}`) },
        ]}
      />
      {moreProblem && <ProblemNote problem={moreProblem} />}
      {more && (
        <p>
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
    </section>
  );
}
