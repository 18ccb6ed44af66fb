import { useState } from 'react';
import type { AnnouncementBody, Announcements } from '../../../api/announcements/shapes.ts';
import { STREET_CAUSES, type StreetCause } from '../../../rules/street-notices.ts';
import { addDays, civilDateOf, type CivilDate } from '../../../rules/values/civil-day.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Checkboxes, Radios } from '../../components/choice.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Select, TextArea, TextInput } from '../../components/text-input.tsx';
import { now } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { countReach, writeAnnouncement } from '../data/announcements.ts';
import { ReachLine } from './reach-line.tsx';

const EMPTY = { subject: '', body: '' };
/** Nobody plans the street further ahead than this. */
const YEAR_DAYS = 366;

interface About {
  street: boolean;
  cause: StreetCause;
  startsOn: CivilDate | null;
  endsOn: CivilDate | null;
}
const EVERYBODY: About = { street: false, cause: 'roadworks', startsOn: null, endsOn: null };

/** A message to everybody in chosen zones, or one about the street to who asked for it; in both languages or not at all. */
export function WriteForm({ areas, onWritten }: { areas: Announcements['areas']; onWritten: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [about, setAbout] = useState(EVERYBODY);
  const [chosen, setChosen] = useState<string[]>([]);
  const [nl, setNl] = useState(EMPTY);
  const [en, setEn] = useState(EMPTY);
  const [fault, setFault] = useState(false);
  const counting = useAct(countReach);
  const { act, perform } = useAct(writeAnnouncement);
  const { street, cause, startsOn, endsOn } = about;
  const write = async () => {
    const wordless = [nl, en].some(({ subject, body }) => !subject.trim() || !body.trim());
    const incomplete = chosen.length === 0 || wordless || (street && startsOn === null);
    setFault(incomplete);
    if (incomplete) return;
    const notice: AnnouncementBody['notice'] = street && startsOn !== null ? { cause, startsOn, endsOn } : null;
    const answer = await perform({ areas: chosen, nl, en, notice });
    if (!answer?.ok) return;
    setAbout(EVERYBODY);
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
      <Radios
        label={t('staff.announcements.about.label')}
        chosen={street ? 'street' : 'everybody'}
        onChoose={(value) => {
          setAbout({ ...about, street: value === 'street' });
          counting.reset();
        }}
        options={(['everybody', 'street'] as const).map((value) => ({
          value,
          title: t(`staff.announcements.about.${value}`),
          more: t(`staff.announcements.about.${value}Text`),
        }))}
      />
      {street && <When about={about} fault={fault} onChange={setAbout} />}
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
          onClick={() => void counting.perform({ areas: chosen, optIn: street })}
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

function When({ about, fault, onChange }: { about: About; fault: boolean; onChange: (about: About) => void }) {
  const t = useText();
  const { timeZone } = useMunicipality();
  const { cause, startsOn, endsOn } = about;
  const today = civilDateOf(now(), timeZone);
  const last = addDays(today, YEAR_DAYS);
  return (
    <>
      <Select
        label={t('staff.announcements.about.cause')}
        value={cause}
        options={STREET_CAUSES.map((value) => ({ value, text: t(`streetNotice.cause.${value}`) }))}
        onChange={(value) => onChange({ ...about, cause: STREET_CAUSES.find((known) => known === value) ?? cause })}
      />
      <DateField
        label={t('staff.announcements.about.startsOn')}
        error={fault && startsOn === null ? t('staff.announcements.about.faultDay') : undefined}
        value={startsOn}
        onChange={(day) => onChange({ ...about, startsOn: day })}
        today={today}
        first={addDays(today, 1)}
        last={last}
      />
      <DateField
        label={t('staff.announcements.about.endsOn')}
        hint={t('staff.announcements.about.endsOnHint')}
        value={endsOn}
        onChange={(day) => onChange({ ...about, endsOn: day })}
        today={today}
        first={startsOn ?? addDays(today, 1)}
        last={last}
      />
    </>
  );
}
