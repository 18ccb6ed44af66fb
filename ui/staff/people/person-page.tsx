import { useCallback } from 'react';
import { Link, useParams } from 'react-router';
import type { PersonCase, PersonFile } from '../../../api/people/shapes.ts';
import { Button, ButtonLink, Buttons } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Fact } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { addDays } from '../../../rules/values/civil-day.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { actFor, readPerson, type Channel } from '../data/people.ts';
import { Guard } from '../guard.tsx';
import { Notes } from '../notes.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** Everything of one person on one page, and the way to do for them what they ask (PEERS-033, PEERS-035). */
export default function PersonPage() {
  const { id = '' } = useParams();
  return (
    <Guard permission="act-for" place="people">
      <PersonOf key={id} id={id} />
    </Guard>
  );
}

function PersonOf({ id }: { id: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const municipality = useMunicipality();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readPerson(id, signal), [id]));
  const back = (
    <p>
      <ButtonLink to={`/${municipality.id}/staff/people`}>{t('staff.people.file.back')}</ButtonLink>
    </p>
  );
  const title = call.state === 'done' ? call.value.name : t('staff.menu.people');
  return (
    <StaffShell title={title} place="people">
      <div className="pw-stack pw-stack--apart">
        {call.state === 'loading' && <Loading>{t('staff.people.file.loading')}</Loading>}
        {call.state === 'failed' && call.problem.status === 404 && (
          <div className="pw-stack pw-measure">
            <h1>{t('staff.people.file.gone')}</h1>
            <p className="pw-lead">{t('staff.people.file.goneText')}</p>
          </div>
        )}
        {call.state === 'failed' && call.problem.status !== 404 && (
          <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />
        )}
        {call.state === 'done' && <File person={call.value} onChanged={refresh} />}
        {back}
      </div>
    </StaffShell>
  );
}

function File({ person, onChanged }: { person: PersonFile; onChanged: () => Promise<void> }) {
  const t = useText();
  return (
    <>
      <h1>{person.name}</h1>
      <div className="pw-cols">
        <div className="pw-stack pw-stack--apart">
          <Act person={person} />
          <section className="pw-stack">
            <h2>{t('staff.people.file.cases')}</h2>
            <Cases cases={person.cases} />
          </section>
          <section className="pw-stack">
            <h2>{t('staff.people.file.permits')}</h2>
            <Permits permits={person.permits} />
          </section>
        </div>
        <div className="pw-stack pw-stack--wide">
          <Who person={person} />
          <section className="pw-card pw-stack">
            <h2 className="pw-heading-l">{t('staff.notes.title')}</h2>
            <Notes
              at={`/v1/staff/people/${person.id}/notes`}
              notes={person.notes}
              onAdded={onChanged}
              permission="act-for"
            />
          </section>
        </div>
      </div>
    </>
  );
}

/** The desk opens in the place of this page: one window, one person. */
function Act({ person: { id } }: { person: PersonFile }) {
  const t = useText();
  const sentences = useProblemSentences();
  const municipality = useMunicipality();
  const { act, perform } = useAct(
    useCallback((channel: Channel, key: string) => actFor(id, channel, key), [id]),
    { once: true },
  );
  const begin = async (channel: Channel) => {
    const answer = await perform(channel);
    // Afresh, so that nothing of whoever came before is left on the pages of the desk.
    if (answer?.ok) window.location.assign(`/${municipality.id}/desk`);
  };
  return (
    <section className="pw-stack pw-stack--tight">
      <h2>{t('staff.people.act.title')}</h2>
      <p className="pw-measure">{t('staff.people.act.text')}</p>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons>
        <Button look="primary" icon="user" busy={act.state === 'busy'} onClick={() => void begin('counter')}>
          {t('staff.people.act.counter')}
        </Button>
        <Button busy={act.state === 'busy'} onClick={() => void begin('phone')}>
          {t('staff.people.act.phone')}
        </Button>
      </Buttons>
    </section>
  );
}

function Who({ person }: { person: PersonFile }) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <section className="pw-card pw-stack">
      <h2 className="pw-heading-l">{t('staff.people.file.who')}</h2>
      <DescriptionList
        thin
        items={[
          { term: t('staff.people.file.name'), value: person.name },
          {
            term: t('staff.people.file.address'),
            value:
              person.address.length > 0
                ? person.address.map((line) => <div key={line}>{line}</div>)
                : t('staff.people.noAddress'),
          },
          { term: t('staff.people.file.zone'), value: person.areaName ?? t('staff.people.file.noZone') },
          { term: t('staff.people.file.email'), value: person.email ?? t('staff.people.file.noEmail') },
          { term: t('staff.people.file.language'), value: t(`staff.people.file.${person.language}`) },
          { term: t('staff.people.file.means'), value: person.means[language] },
        ]}
      />
      {person.emailBounced && <Fact kind="bad">{t('staff.people.file.bounced')}</Fact>}
    </section>
  );
}

function Cases({ cases }: { cases: readonly PersonCase[] }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { language } = useLanguage();
  const { id: municipality } = useMunicipality();
  if (cases.length === 0) return <p className="pw-muted">{t('staff.people.file.noCases')}</p>;
  const status = ({ kind, status: code }: PersonCase) =>
    (kind === 'application' ? named(`staff.status.${code}`) : undefined) ??
    named(`status.${kind}.${code}`) ??
    named(`status.waitlistEntry.${code}`) ??
    code;
  return (
    <Table
      caption={t('staff.people.file.casesCaption')}
      rows={cases}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.people.file.column.number'),
          head: true,
          cell: ({ number, caseId }) =>
            caseId === null ? number : <Link to={`/${municipality}/staff/cases/${caseId}`}>{number}</Link>,
        },
        {
          title: t('staff.people.file.column.kind'),
          cell: ({ kind, productName }) =>
            [t(`staff.people.file.kind.${kind}`), productName?.[language]].filter(Boolean).join(', '),
        },
        { title: t('staff.people.file.column.status'), cell: status },
        { title: t('staff.people.file.column.opened'), cell: ({ openedAt }) => format.day(openedAt) },
      ]}
    />
  );
}

function Permits({ permits }: { permits: PersonFile['permits'] }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { id: municipality } = useMunicipality();
  if (permits.length === 0) return <p className="pw-muted">{t('staff.people.file.noPermits')}</p>;
  return (
    <Table
      caption={t('staff.people.file.permitsCaption')}
      rows={permits}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.people.file.column.number'),
          head: true,
          cell: ({ number, caseId }) => <Link to={`/${municipality}/staff/cases/${caseId}`}>{number}</Link>,
        },
        {
          title: t('staff.people.file.column.product'),
          cell: ({ productName, areaName }) => [productName[language], areaName].filter(Boolean).join(', '),
        },
        {
          title: t('staff.people.file.column.plates'),
          cell: ({ plates, phase, blocked }) => (
            <span className="pw-row pw-row--tight">
              {plates.map(({ country, display }) => (
                <Plate key={display} size="s" country={country} value={display} quiet={phase !== 'valid' || blocked} />
              ))}
            </span>
          ),
        },
        {
          title: t('staff.people.file.column.status'),
          cell: ({ phase, blocked }) => (blocked ? t('status.permitBlocked') : t(`status.permit.${phase}`)),
        },
        {
          title: t('staff.people.file.column.until'),
          // It ends with its last day, at midnight.
          cell: ({ validUntil }) => format.day(addDays(civilDayAt(validUntil), -1)),
        },
      ]}
    />
  );
}
