import { useCallback, useState } from 'react';
import type { IncidentFilter, IncidentPage, IncidentView } from '../../../api/operations/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Chip } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { usePages } from '../../data/use-pages.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { INCIDENT_FILTERS, readIncidents, retryIncident } from '../data/operations.ts';
import { Assign, Finish } from './incident-dialogs.tsx';

/** What went wrong and a person must see to: try again, hand over, deal with it. */
export function Incidents() {
  const t = useText();
  const sentences = useProblemSentences();
  const [filter, setFilter] = useState<IncidentFilter>('open');
  const { call, more, fetchingMore, refresh } = usePages<IncidentView, IncidentPage>(
    useCallback((cursor: string | null, signal?: AbortSignal) => readIncidents(filter, cursor, signal), [filter]),
  );
  return (
    <section className="pw-stack">
      <h2>{t('staff.incidents.title')}</h2>
      <div className="pw-row pw-row--tight" role="group" aria-label={t('staff.incidents.show')}>
        {INCIDENT_FILTERS.map((known) => (
          <Chip key={known} chosen={known === filter} onPress={() => setFilter(known)}>
            {t(`staff.incidents.filter.${known}`)}
          </Chip>
        ))}
      </div>
      {call.state === 'loading' && <Loading>{t('staff.incidents.loading')}</Loading>}
      {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
      {call.state === 'done' && <List page={call.value} filter={filter} onActed={() => void refresh()} />}
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

interface ListProps {
  page: IncidentPage;
  filter: IncidentFilter;
  onActed: () => void;
}

function List({ page: { items, colleagues }, filter, onActed }: ListProps) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  if (items.length === 0) return <Empty icon="tick" title={t(`staff.incidents.none.${filter}`)} />;
  const withWhom = ({ assignedTo, assignedRole }: IncidentView) =>
    assignedTo ?? (assignedRole === null ? t('staff.incidents.nobody') : (named(`staff.role.${assignedRole}`) ?? assignedRole)); // prettier-ignore
  return (
    <Table
      caption={t('staff.incidents.caption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { title: t('staff.incidents.column.what'), head: true, cell: (incident) => <What incident={incident} /> },
        { title: t('staff.incidents.column.since'), cell: ({ openedAt }) => format.moment(openedAt) },
        { title: t('staff.incidents.column.who'), cell: withWhom },
        {
          title: t('staff.incidents.column.act'),
          cell: (incident) =>
            incident.closedAt === null ? (
              <Acts incident={incident} colleagues={colleagues} onActed={onActed} />
            ) : (
              <Done incident={incident} />
            ),
        },
      ]}
    />
  );
}

function What({
  incident: { kind, subject, detail, retries, aboutMoney, askedBy, closedAt },
}: {
  incident: IncidentView;
}) {
  const t = useText();
  const named = useSentenceNamed();
  const more = [detail['activity'], detail['kind'], detail['why']].filter((word) => typeof word === 'string');
  return (
    <>
      <strong>{named(`event.incident.${kind}`) ?? kind}</strong>
      <div className="pw-small pw-muted pw-break" translate="no">
        {[subject, ...more].join(' · ')}
      </div>
      {retries > 0 && <div className="pw-small">{t('staff.incidents.retried', { count: retries })}</div>}
      {closedAt === null && aboutMoney && <div className="pw-small">{t('staff.incidents.money')}</div>}
      {closedAt === null && askedBy && (
        <div className="pw-small">
          {askedBy.mine ? t('staff.incidents.mine') : t('staff.incidents.asked', { name: askedBy.name })}
        </div>
      )}
    </>
  ); // prettier-ignore
}

function Done({ incident: { outcome, reason, note, finishedBy } }: { incident: IncidentView }) {
  const t = useText();
  const named = useSentenceNamed();
  if (outcome === null) return <>{t('staff.incidents.byItself')}</>;
  const why = [reason && (named(`incident.reason.${reason}`) ?? reason), note].filter(Boolean).join(' · ');
  return (
    <>
      {t('staff.incidents.doneBy', { outcome: t(`incident.outcome.${outcome}`), name: finishedBy ?? '' })}
      <div className="pw-small pw-muted">{why}</div>
    </>
  );
}

interface ActsProps {
  incident: IncidentView;
  colleagues: IncidentPage['colleagues'];
  onActed: () => void;
}

function Acts({ incident, colleagues, onActed }: ActsProps) {
  const t = useText();
  const named = useSentenceNamed();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(retryIncident);
  const [asking, setAsking] = useState<'assign' | 'finish' | null>(null);
  const { id, kind, mayRetry, askedBy } = incident;
  const about = named(`event.incident.${kind}`) ?? kind;
  const retry = async () => {
    const answer = await perform({ id });
    if (answer?.ok) onActed();
  };
  const close = () => setAsking(null);
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      {act.state === 'done' && <Note kind="ok" level="h3" title={t('staff.incidents.again')} urgent />}
      <Buttons>
        {mayRetry && (
          <Button busy={act.state === 'busy'} about={about} onClick={() => void retry()}>
            {t('staff.incidents.retry')}
          </Button>
        )}
        <Button look="subtle" about={about} onClick={() => setAsking('assign')}>
          {t('staff.incidents.assign')}
        </Button>
        {askedBy?.mine !== true && (
          <Button look="subtle" about={about} onClick={() => setAsking('finish')}>
            {t('staff.incidents.finish')}
          </Button>
        )}
      </Buttons>
      {asking === 'assign' && <Assign incident={incident} {...{ about, colleagues, onActed }} onClose={close} />}
      {asking === 'finish' && <Finish incident={incident} {...{ about, onActed }} onClose={close} />}
    </>
  );
}
