import type { Announcement } from '../../../api/announcements/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { noticeDays } from '../../street-notices/notice-days.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { actOnAnnouncement, readAnnouncements } from '../data/announcements.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { ReachLine } from './reach-line.tsx';
import { WriteForm } from './write-form.tsx';

/** Messages to everybody with a permit in chosen zones: written by one, sent by another (PEERS-034). */
export default function AnnouncementsPage() {
  return (
    <Guard permission="announce" place="announcements">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readAnnouncements);
  return (
    <StaffShell title={t('staff.announcements.title')} place="announcements">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.announcements.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.announcements.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.announcements.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && (
          <>
            <List items={call.value.items} onActed={() => void refresh()} />
            <WriteForm areas={call.value.areas} onWritten={() => void refresh()} />
          </>
        )}
      </div>
    </StaffShell>
  );
}

function List({ items, onActed }: { items: readonly Announcement[]; onActed: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  if (items.length === 0) return <Empty icon="bell" title={t('staff.announcements.none')} />;
  return (
    <Table
      caption={t('staff.announcements.caption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { title: t('staff.announcements.column.number'), head: true, cell: ({ number }) => number },
        {
          title: t('staff.announcements.column.message'),
          cell: (item) => (
            <>
              <strong>{item[language].subject}</strong>
              <p className="pw-notes__body">{item[language].body}</p>
              <p className="pw-small pw-muted">{item.areaNames.join(', ')}</p>
              {item.notice && <NoticeLine notice={item.notice} />}
            </>
          ),
        },
        {
          title: t('staff.announcements.column.reach'),
          cell: ({ recipients, reach }) =>
            recipients === null
              ? reach && <ReachLine reach={reach} />
              : t('staff.announcements.recipients', { count: recipients }),
        },
        { title: t('staff.announcements.column.state'), cell: (item) => <State item={item} onActed={onActed} /> },
      ]}
    />
  );
}

function NoticeLine({ notice }: { notice: NonNullable<Announcement['notice']> }) {
  const t = useText();
  const format = useFormat();
  const cause = t(`streetNotice.cause.${notice.cause}`);
  return <p>{t('staff.announcements.about.when', { cause, days: noticeDays(notice, t, format) })}</p>;
}

function State({ item, onActed }: { item: Announcement; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(actOnAnnouncement);
  const { id, number, status, ownWork, writtenBy, writtenAt, release, releasedBy, releasedAt } = item;
  const send = async (what: 'release' | 'withdraw') => {
    const answer = await perform({ id, act: what });
    if (answer?.ok) onActed();
  };
  return (
    <>
      <p className="pw-small">
        {writtenBy === null
          ? t('staff.announcements.about.proposed', { release: release ?? '', moment: format.moment(writtenAt) })
          : t('staff.announcements.written', { name: writtenBy, moment: format.moment(writtenAt) })}
      </p>
      {status === 'withdrawn' && <p>{t('staff.announcements.withdrawn')}</p>}
      {status === 'released' && releasedBy !== null && releasedAt !== null && (
        <p className="pw-small">
          {t('staff.announcements.released', { name: releasedBy, moment: format.moment(releasedAt) })}
        </p>
      )}
      {status === 'written' && ownWork && <p>{t('staff.announcements.waits')}</p>}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {status === 'written' && (
        <Buttons>
          {!ownWork && (
            <Button look="primary" about={number} busy={act.state === 'busy'} onClick={() => void send('release')}>
              {t('staff.announcements.release')}
            </Button>
          )}
          <Button look="subtle" about={number} busy={act.state === 'busy'} onClick={() => void send('withdraw')}>
            {t('staff.announcements.withdraw')}
          </Button>
        </Buttons>
      )}
    </>
  );
}
