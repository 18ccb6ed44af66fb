import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OutageBody, StaffOutages } from '../../../api/outages/shapes.ts';
import { OUTAGE_PARTS, type OutagePart } from '../../../rules/outages.ts';
import { civilDateOf, momentOfWallClock, type CivilDate } from '../../../rules/values/civil-day.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Badge } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select, TextArea } from '../../components/text-input.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { now } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { actOnOutage, readOutages, recordOutage } from '../data/outages.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

type Outage = StaffOutages['items'][number];

/** What did not work, from when until when: recorded by an operator, read by everybody (BEYOND-027). */
export default function OutagesPage() {
  return (
    <Guard permission="operate" place="outages">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readOutages);
  const acted = () => void refresh();
  return (
    <StaffShell title={t('staff.outages.title')} place="outages">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.outages.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.outages.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.outages.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={acted} />}
        {call.state === 'done' && <List items={call.value.items} onActed={acted} />}
        <Record onRecorded={acted} />
      </div>
    </StaffShell>
  );
}

function List({ items, onActed }: { items: readonly Outage[]; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  if (items.length === 0) return <Empty icon="tick" title={t('staff.outages.none')} />;
  return (
    <Table
      caption={t('staff.outages.caption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { title: t('staff.outages.column.number'), head: true, cell: ({ number }) => number },
        {
          title: t('staff.outages.column.what'),
          cell: ({ part, instead }) => (
            <>
              <strong>{t(`outage.part.${part}`)}</strong>
              <p className="pw-small">{instead[language]}</p>
            </>
          ),
        },
        {
          title: t('staff.outages.column.when'),
          cell: ({ beganAt, endedAt }) =>
            endedAt === null
              ? t('outage.since', { moment: format.moment(beganAt) })
              : t('staff.outages.fromTo', { from: format.moment(beganAt), until: format.moment(endedAt) }),
        },
        { title: t('staff.outages.column.checks'), end: true, cell: ({ checks }) => format.number(checks) },
        {
          title: t('staff.outages.column.state'),
          cell: (outage) => <State outage={outage} onActed={onActed} />,
        },
      ]}
    />
  );
}

function State({ outage, onActed }: { outage: Outage; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(actOnOutage);
  const { id, number, endedAt, withdrawnAt, recordedBy, recordedAt } = outage;
  const send = async (what: 'end' | 'withdraw') => {
    const answer = await perform({ id, act: what });
    if (answer?.ok) onActed();
  };
  return (
    <>
      {withdrawnAt !== null ? (
        <Badge kind="off">{t('staff.outages.withdrawn')}</Badge>
      ) : (
        endedAt === null && <Badge kind="bad">{t('pages.status.lasts')}</Badge>
      )}
      <p className="pw-small">{t('staff.outages.recorded', { name: recordedBy, moment: format.moment(recordedAt) })}</p>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      {withdrawnAt === null && (
        <Buttons>
          {endedAt === null && (
            <Button look="primary" about={number} busy={act.state === 'busy'} onClick={() => void send('end')}>
              {t('staff.outages.end')}
            </Button>
          )}
          <Button look="subtle" about={number} busy={act.state === 'busy'} onClick={() => void send('withdraw')}>
            {t('staff.outages.withdraw')}
          </Button>
        </Buttons>
      )}
    </>
  );
}

/** A day and a time as they are typed; null is not filled in yet. */
interface Moment {
  day: CivilDate | null;
  time: string | null;
}

function Record({ onRecorded }: { onRecorded: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { timeZone } = useMunicipality();
  const today = civilDateOf(now(), timeZone);
  const [search] = useSearchParams();
  // Whoever comes from a part that does not work has said which.
  const [part, setPart] = useState<OutagePart | ''>(
    () => OUTAGE_PARTS.find((known) => known === search.get('part')) ?? '',
  );
  const [began, setBegan] = useState<Moment>({ day: today, time: null });
  const [over, setOver] = useState(false);
  const [ended, setEnded] = useState<Moment>({ day: today, time: null });
  const [instead, setInstead] = useState({ nl: '', en: '' });
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(recordOutage);

  const momentOf = ({ day, time }: Moment) =>
    day === null || time === null ? null : (momentOfWallClock(`${day}T${time}`, timeZone) ?? null);
  const body = (): OutageBody | null => {
    const beganAt = momentOf(began);
    const endedAt = over ? momentOf(ended) : null;
    const nl = instead.nl.trim();
    const en = instead.en.trim();
    if (part === '' || beganAt === null || (over && endedAt === null) || (nl === '') !== (en === '')) return null;
    return { part, beganAt, endedAt, instead: nl === '' ? null : { nl, en } };
  };
  const write = async () => {
    const complete = body();
    setFault(complete === null);
    if (!complete) return;
    const answer = await perform(complete);
    if (!answer?.ok) return;
    setPart('');
    setBegan({ day: today, time: null });
    setOver(false);
    setInstead({ nl: '', en: '' });
    onRecorded();
  };
  return (
    <form
      className="pw-stack pw-measure"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <h2>{t('staff.outages.new')}</h2>
      <Select
        label={t('staff.outages.part')}
        value={part}
        onChange={(value) => setPart(OUTAGE_PARTS.find((known) => known === value) ?? '')}
        options={[
          { value: '', text: t('staff.outages.choose') },
          ...OUTAGE_PARTS.map((one) => ({ value: one, text: t(`outage.part.${one}`) })),
        ]}
      />
      <MomentFields name="began" value={began} onChange={setBegan} today={today} />
      <Choice
        type="checkbox"
        name="over"
        value="over"
        title={t('staff.outages.over')}
        checked={over}
        onChange={setOver}
      />
      {over && <MomentFields name="ended" value={ended} onChange={setEnded} today={today} />}
      {(['nl', 'en'] as const).map((language) => (
        <TextArea
          key={language}
          label={t(language === 'nl' ? 'staff.outages.insteadNl' : 'staff.outages.insteadEn')}
          hint={t('staff.outages.insteadHint')}
          optional
          maxLength={400}
          value={instead[language]}
          onChange={(text) => setInstead({ ...instead, [language]: text })}
        />
      ))}
      {fault && <p role="alert">{t('staff.outages.fault')}</p>}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <div>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('staff.outages.record')}
        </Button>
      </div>
    </form>
  );
}

interface MomentFieldsProps {
  name: 'began' | 'ended';
  value: Moment;
  onChange: (moment: Moment) => void;
  today: CivilDate;
}

function MomentFields({ name, value, onChange, today }: MomentFieldsProps) {
  const t = useText();
  return (
    <>
      <DateField
        label={t(`staff.outages.${name}Day`)}
        value={value.day}
        onChange={(day) => onChange({ ...value, day })}
        today={today}
        first="2020-01-01"
        last={today}
      />
      <TimeField
        label={t(`staff.outages.${name}Time`)}
        value={value.time}
        onChange={(time) => onChange({ ...value, time })}
      />
    </>
  );
}
