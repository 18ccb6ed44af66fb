import { useCallback, useState } from 'react';
import type { Announcement, Announcements, Reach } from '../../../api/announcements/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choice.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { TextArea, TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { actOnAnnouncement, countReach, readAnnouncements, writeAnnouncement } from '../data/announcements.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

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
            <Write areas={call.value.areas} onWritten={() => void refresh()} />
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

function ReachLine({ reach: { nl, en, withoutMail } }: { reach: Reach }) {
  const t = useText();
  return (
    <>
      <p>{t('staff.announcements.reach', { count: nl + en, nl, en })}</p>
      {withoutMail > 0 && (
        <p className="pw-small pw-muted">{t('staff.announcements.withoutMail', { count: withoutMail })}</p>
      )}
    </>
  );
}

function State({ item, onActed }: { item: Announcement; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(actOnAnnouncement);
  const { id, number, status, ownWork, writtenBy, writtenAt, releasedBy, releasedAt } = item;
  const send = async (what: 'release' | 'withdraw') => {
    const answer = await perform({ id, act: what });
    if (answer?.ok) onActed();
  };
  return (
    <>
      <p className="pw-small">
        {t('staff.announcements.written', { name: writtenBy, moment: format.moment(writtenAt) })}
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

const EMPTY = { subject: '', body: '' };

function Write({ areas, onWritten }: { areas: Announcements['areas']; onWritten: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [chosen, setChosen] = useState<string[]>([]);
  const [nl, setNl] = useState(EMPTY);
  const [en, setEn] = useState(EMPTY);
  const [fault, setFault] = useState(false);
  const counting = useAct(useCallback((ids: readonly string[], key: string) => countReach(ids, key), []));
  const { act, perform } = useAct(writeAnnouncement);
  const write = async () => {
    const incomplete = chosen.length === 0 || [nl, en].some(({ subject, body }) => !subject.trim() || !body.trim());
    setFault(incomplete);
    if (incomplete) return;
    const answer = await perform({ areas: chosen, nl, en });
    if (!answer?.ok) return;
    setChosen([]);
    setNl(EMPTY);
    setEn(EMPTY);
    counting.reset();
    onWritten();
  };
  return (
    <form
      className="pw-stack pw-measure"
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <h2>{t('staff.announcements.new')}</h2>
      <Checkboxes
        label={t('staff.announcements.areas')}
        error={fault && chosen.length === 0 ? t('staff.announcements.fault') : undefined}
        chosen={chosen}
        onChoose={(ids) => {
          setChosen(ids);
          counting.reset();
        }}
        options={areas.map(({ id, name }) => ({ value: id, title: name }))}
      />
      <TextInput
        label={t('staff.announcements.subjectNl')}
        value={nl.subject}
        maxLength={120}
        onChange={(subject) => setNl({ ...nl, subject })}
      />
      <TextArea
        label={t('staff.announcements.bodyNl')}
        value={nl.body}
        maxLength={4_000}
        onChange={(body) => setNl({ ...nl, body })}
      />
      <TextInput
        label={t('staff.announcements.subjectEn')}
        value={en.subject}
        maxLength={120}
        onChange={(subject) => setEn({ ...en, subject })}
      />
      <TextArea
        label={t('staff.announcements.bodyEn')}
        value={en.body}
        maxLength={4_000}
        onChange={(body) => setEn({ ...en, body })}
      />
      {fault && chosen.length > 0 && <p role="alert">{t('staff.announcements.fault')}</p>}
      {counting.act.state === 'failed' && <ErrorNote {...sentences(counting.act.problem)} level="h3" />}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <div role="status">{counting.act.state === 'done' && <ReachLine reach={counting.act.value} />}</div>
      <Buttons>
        <Button
          disabled={chosen.length === 0}
          busy={counting.act.state === 'busy'}
          onClick={() => void counting.perform(chosen)}
        >
          {t('staff.announcements.count')}
        </Button>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('staff.announcements.write')}
        </Button>
      </Buttons>
    </form>
  );
}
