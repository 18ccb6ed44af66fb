import { useCallback, type ReactNode } from 'react';
import type { Looks, OwnChecks } from '../../api/privacy/shapes.ts';
import { Button } from '../components/button.tsx';
import { Badge, type BadgeKind } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { Loading } from '../components/states.tsx';
import { Table } from '../components/table.tsx';
import { now } from '../data/clock.ts';
import { usePages, type Pages } from '../data/use-pages.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';
import { readChecks, readLooks, type Whose } from './data.ts';
import { sayGoes } from './goes.ts';

type Look = Looks['items'][number];
type Check = OwnChecks['items'][number];

/** Each time somebody of staff opened something: by what they do there, never by name. */
export function WhoLooked() {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const pages = usePages<Look, Looks>(readLooks);
  return (
    <Lines pages={pages} loading={t('ownData.looksLoading')} none={t('ownData.looksNone')}>
      {(items) => (
        <Table
          caption={t('ownData.looksCaption')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            { title: t('ownData.when'), cell: ({ at }) => format.moment(at) },
            {
              title: t('ownData.who'),
              head: true,
              cell: ({ roles }) =>
                roles.map((role) => named(`staff.role.${role}`) ?? role).join(', ') || t('ownData.someone'),
            },
            { title: t('ownData.what'), cell: ({ what }) => named(`ownData.look.${what}`) ?? what },
            { title: t('ownData.case'), cell: ({ caseNumber }) => caseNumber ?? '–' },
          ]}
        />
      )}
    </Lines>
  );
}

const BADGES: Record<Check['verdict'], BadgeKind> = { green: 'ok', amber: 'you', red: 'bad' };

/** What was asked in the street about an own plate: the moment, the area and the answer. */
export function ChecksOfOwnPlates({ whose }: { whose: Whose }) {
  const t = useText();
  const format = useFormat();
  const load = useCallback((cursor: string | null, signal?: AbortSignal) => readChecks(whose, cursor, signal), [whose]);
  const pages = usePages<Check, OwnChecks>(load);
  const at = now();
  return (
    <Lines pages={pages} loading={t('ownData.checksLoading')} none={t('ownData.checksNone')}>
      {(items) => (
        <Table
          caption={t('ownData.checks')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            { title: t('ownData.when'), head: true, cell: ({ askedAbout }) => format.moment(askedAbout) },
            {
              title: t('ownData.plate'),
              cell: ({ plate }) => <Plate size="s" country={plate.country} value={plate.display} />,
            },
            { title: t('ownData.area'), cell: ({ areaName, municipalityName }) => `${areaName}, ${municipalityName}` },
            {
              title: t('ownData.verdict'),
              cell: ({ verdict }) => <Badge kind={BADGES[verdict]}>{t(`audit.checks.verdict.${verdict}`)}</Badge>,
            },
            { title: t('ownData.goes'), cell: ({ goesAt }) => sayGoes(goesAt, at, t, format) },
          ]}
        />
      )}
    </Lines>
  );
}

function Lines<Item>({
  pages: { call, refresh, more, fetchingMore, moreProblem },
  loading,
  none,
  children,
}: {
  pages: Pages<{ items: Item[]; nextCursor: string | null }>;
  loading: string;
  none: string;
  children: (items: Item[]) => ReactNode;
}) {
  const t = useText();
  if (call.state === 'loading') return <Loading>{loading}</Loading>;
  if (call.state === 'failed') return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
  if (call.value.items.length === 0) return <p className="pw-muted">{none}</p>;
  return (
    <>
      {children(call.value.items)}
      {more && (
        <p>
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
      {moreProblem && more && <ProblemNote problem={moreProblem} onRetry={more} />}
    </>
  );
}
