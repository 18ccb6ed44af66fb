import type { FlaggedChecks } from '../../../api/outages/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Badge } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../data/use-pages.ts';
import { BADGES } from '../../enforcement/recent-checks.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readFlaggedChecks } from '../data/outages.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

type Flagged = FlaggedChecks['items'][number];

/** Checks of a moment inside an outage, for an auditor to look at before a fine stands (BEYOND-027). */
export default function FlaggedPage() {
  return (
    <Guard permission="audit" place="flagged">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, more, fetchingMore, moreProblem, refresh } = usePages<Flagged, FlaggedChecks>(readFlaggedChecks);
  return (
    <StaffShell title={t('staff.flagged.title')} place="flagged">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.flagged.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.flagged.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.flagged.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <List items={call.value.items} />}
        {moreProblem && <ErrorNote {...sentences(moreProblem)} />}
        {more && (
          <div>
            <Button busy={fetchingMore} onClick={more}>
              {t('common.showMore')}
            </Button>
          </div>
        )}
      </div>
    </StaffShell>
  );
}

function List({ items }: { items: readonly Flagged[] }) {
  const t = useText();
  const format = useFormat();
  if (items.length === 0) return <Empty icon="tick" title={t('staff.flagged.none')} />;
  return (
    <Table
      caption={t('staff.flagged.caption')}
      rows={items}
      rowKey={({ id, outageNumber }) => `${id} ${outageNumber}`}
      columns={[
        { title: t('staff.flagged.when'), head: true, cell: ({ askedAbout }) => format.moment(askedAbout) },
        { title: t('staff.flagged.where'), cell: ({ areaName }) => areaName },
        {
          title: t('staff.flagged.verdict'),
          speaking: true,
          cell: ({ verdict }) => <Badge kind={BADGES[verdict]}>{t(`check.verdict.${verdict}`)}</Badge>,
        },
        {
          title: t('staff.flagged.outage'),
          cell: ({ part, outageNumber }) => `${outageNumber}, ${t(`outage.part.${part}`)}`,
        },
      ]}
    />
  );
}
