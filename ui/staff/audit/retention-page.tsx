import type { Deletions, RetentionTerms } from '../../../api/audit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { usePages } from '../../data/use-pages.ts';
import { sayTerm } from '../../text/say-term.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readDeletions, readTerms } from '../data/audit.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

type Kept = RetentionTerms['items'][number];
type Deletion = Deletions['items'][number];

/** How long each class of records is kept, and the log that proves what was erased (bewaartermijnen en vernietiging). */
export default function RetentionPage() {
  return (
    <Guard permission="audit" place="retention">
      <Retention />
    </Guard>
  );
}

function Retention() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readTerms);
  const items = call.state === 'done' ? call.value.items : [];
  return (
    <StaffShell title={t('staff.menu.retention')} place="retention">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('audit.retention.title')}</h1>
          <p className="pw-lead">{t('audit.retention.lead')}</p>
        </div>
        <section className="pw-stack">
          <h2>{t('audit.retention.log')}</h2>
          <p className="pw-measure">{t('audit.retention.logText')}</p>
          <Log />
        </section>
        {call.state === 'loading' && <Loading>{t('audit.retention.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && (
          <>
            <section className="pw-stack">
              <h2>{t('audit.retention.terms')}</h2>
              <Terms caption={t('audit.retention.terms')} items={items.filter(({ everywhere }) => !everywhere)} />
            </section>
            <section className="pw-stack">
              <h2>{t('audit.retention.everywhere')}</h2>
              <p className="pw-measure">{t('audit.retention.everywhereText')}</p>
              <Terms caption={t('audit.retention.everywhere')} items={items.filter(({ everywhere }) => everywhere)} />
            </section>
          </>
        )}
      </div>
    </StaffShell>
  );
}

function Terms({ caption, items }: { caption: string; items: readonly Kept[] }) {
  const t = useText();
  const named = useSentenceNamed();
  return (
    <Table
      caption={caption}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { title: t('audit.retention.what'), head: true, cell: ({ id }) => named(`retention.class.${id}.what`) ?? id },
        {
          title: t('audit.retention.term'),
          cell: ({ term, unit, own, bounds }) => (
            <>
              {sayTerm(term, unit, t)}
              {own && ` (${t('audit.retention.own')})`}
              {bounds && (
                <div className="pw-small pw-muted">
                  {t('audit.retention.bounds', {
                    least: sayTerm(bounds.least, unit, t),
                    most: sayTerm(bounds.most, unit, t),
                  })}
                </div>
              )}
            </>
          ),
        },
        { title: t('audit.retention.from'), cell: ({ id }) => named(`retention.class.${id}.from`) ?? '–' },
        {
          title: t('audit.retention.because'),
          cell: ({ because }) => named(`retention.because.${because}`) ?? because,
        },
      ]}
    />
  );
}

function Log() {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const sentences = useProblemSentences();
  const { call, refresh, more, fetchingMore, moreProblem } = usePages<Deletion, Deletions>(readDeletions);
  if (call.state === 'loading') return <Loading>{t('audit.retention.logLoading')}</Loading>;
  if (call.state === 'failed') return <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />;
  if (call.value.items.length === 0) {
    return (
      <Empty icon="history" title={t('audit.retention.none')}>
        <p className="pw-muted">{t('audit.retention.noneText')}</p>
      </Empty>
    );
  }
  return (
    <>
      <p>
        <a href="/v1/staff/deletions/export" download>
          {t('audit.retention.download')}
        </a>
      </p>
      <Table
        caption={t('audit.retention.log')}
        rows={call.value.items}
        rowKey={({ id }) => id}
        columns={[
          { title: t('audit.retention.when'), cell: ({ at }) => format.moment(at) },
          {
            title: t('audit.retention.erased'),
            head: true,
            cell: ({ what }) => named(`retention.erased.${what}`) ?? what,
          },
          { title: t('audit.retention.count'), end: true, cell: ({ count }) => count },
          { title: t('audit.retention.upTo'), cell: ({ upTo }) => format.moment(upTo) },
        ]}
      />
      {more && (
        <p>
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
      {moreProblem && more && <ErrorNote {...sentences(moreProblem)} onRetry={more} />}
    </>
  );
}
