import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { FoundEvents } from '../../../api/audit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { useCall } from '../../data/use-call.ts';
import { usePages } from '../../data/use-pages.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { EVENT_KINDS, sayEvent } from '../cases/event-words.ts';
import { findEvents, readStaffReport, type EventQuestion } from '../data/audit.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { Period, useMoments, type Days } from './period.tsx';

type Event = FoundEvents['items'][number];

/** Everything that happened here, by kind, day and who of staff did it (PEERS-036). */
export default function EventsPage() {
  return (
    <Guard permission="audit" place="trail">
      <Events />
    </Guard>
  );
}

function Events() {
  const t = useText();
  const sentences = useProblemSentences();
  const named = useSentenceNamed();
  const momentsOf = useMoments();
  const [days, setDays] = useState<Days>({ first: null, last: null });
  const [kind, setKind] = useState('');
  const [who, setWho] = useState('');
  const [question, setQuestion] = useState<EventQuestion>({});
  const staff = useCall(readStaffReport);
  const people = staff.call.state === 'done' ? staff.call.value.items : [];
  const pages = usePages<Event, FoundEvents>(
    useCallback((cursor: string | null, signal?: AbortSignal) => findEvents(question, cursor, signal), [question]),
  );
  const kinds = EVENT_KINDS.map((value) => ({ value, text: named(`event.kind.${value}`) ?? value }));
  kinds.sort((a, b) => a.text.localeCompare(b.text));
  return (
    <StaffShell title={t('staff.menu.trail')} place="trail">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('audit.events.title')}</h1>
        <p className="pw-lead">{t('audit.events.lead')}</p>
        {staff.call.state === 'failed' && <ErrorNote {...sentences(staff.call.problem)} />}
        <form
          className="pw-stack pw-measure"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setQuestion({
              ...momentsOf(days),
              ...(kind !== '' && { kinds: [kind] }),
              ...(who !== '' && { staffId: who }),
            });
          }}
        >
          <Period days={days} onChange={setDays} />
          <Select
            label={t('audit.events.kind')}
            value={kind}
            onChange={setKind}
            options={[{ value: '', text: t('audit.search.all') }, ...kinds]}
          />
          <Select
            label={t('audit.events.who')}
            value={who}
            onChange={setWho}
            options={[
              { value: '', text: t('audit.search.everybody') },
              ...people.map(({ id, name }) => ({ value: id, text: name })),
            ]}
          />
          <div>
            <Button look="primary" type="submit" icon="search" busy={pages.call.state === 'loading'}>
              {t('audit.search.ask')}
            </Button>
          </div>
        </form>
        {pages.call.state === 'loading' && <Loading>{t('audit.events.loading')}</Loading>}
        {pages.call.state === 'failed' && (
          <ErrorNote {...sentences(pages.call.problem)} onRetry={() => void pages.refresh()} />
        )}
        {pages.call.state === 'done' && (
          <div className="pw-stack">
            <List events={pages.call.value.items} />
            {pages.more && (
              <p>
                <Button busy={pages.fetchingMore} onClick={pages.more}>
                  {t('common.showMore')}
                </Button>
              </p>
            )}
            {pages.moreProblem && pages.more && <ErrorNote {...sentences(pages.moreProblem)} onRetry={pages.more} />}
          </div>
        )}
      </div>
    </StaffShell>
  );
}

function List({ events }: { events: readonly Event[] }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { language } = useLanguage();
  const { id } = useMunicipality();
  if (events.length === 0) {
    return (
      <Empty icon="search" title={t('audit.events.none')}>
        <p className="pw-muted">{t('audit.events.noneText')}</p>
      </Empty>
    );
  }
  const words = (event: Event) =>
    sayEvent({ kind: event.kind, data: event.data, about: null }, { t, format, language, named });
  return (
    <Table
      caption={t('audit.events.caption')}
      rows={events}
      rowKey={(event) => event.id}
      columns={[
        { title: t('audit.events.when'), cell: ({ at }) => format.moment(at) },
        {
          title: t('audit.events.what'),
          head: true,
          cell: (event) => {
            const { title, text } = words(event);
            return (
              <>
                {title}
                {text !== null && text !== '' && <div className="pw-small pw-muted">{text}</div>}
              </>
            );
          },
        },
        {
          title: t('audit.events.who'),
          cell: ({ actor }) => actor.name ?? named(`event.actor.${actor.kind}`) ?? actor.kind,
        },
        {
          title: t('audit.events.case'),
          cell: (event) =>
            event.case === null ? '–' : <Link to={`/${id}/staff/cases/${event.case.id}`}>{event.case.number}</Link>,
        },
      ]}
    />
  );
}
