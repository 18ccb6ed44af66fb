import { useState } from 'react';
import type { CivilDate } from '../../rules/values/civil-day.ts';
import { weekdayOf } from '../../rules/values/civil-day.ts';
import { Calendar } from '../components/calendar.tsx';
import { Checkboxes, Radios } from '../components/choice.tsx';
import { CodeInput } from '../components/code-input.tsx';
import { DateField } from '../components/date-field.tsx';
import { FileDrop, FileRow, type FileKinds } from '../components/file-drop.tsx';
import { Badge } from '../components/note.tsx';
import { Money } from '../components/figures.tsx';
import { Select, TextArea, TextInput } from '../components/text-input.tsx';
import { TimeField } from '../components/time-field.tsx';
import { Group, Part } from './group.tsx';
import { TODAY, useSample } from './sample.ts';

const LAST = '2026-12-31';
const onWorkingDays = (date: CivilDate) => weekdayOf(date) <= 5;

export function Forms() {
  const say = useSample();
  return (
    <Group
      id="forms"
      title={say('Invullen', 'Filling in')}
      intro={say(
        'Eerst het label, dan de hint, dan wat er mis is, dan het veld: wie van boven naar beneden leest, weet alles voordat hij typt.',
        'First the label, then the hint, then what is wrong, then the field: who reads from top to bottom knows everything before typing.',
      )}
    >
      <TextFields />
      <Part name={say('Kiezen', 'Choosing')}>
        <Choosing />
      </Part>
      <Part name={say('Datum', 'Date')}>
        <Dates />
      </Part>
      <Part name={say('Documenten', 'Documents')}>
        <Documents />
      </Part>
    </Group>
  );
}

function TextFields() {
  const say = useSample();
  const [text, setText] = useState({
    mail: '',
    iban: 'NL00 BANK 0123 456',
    why: '',
    how: 'bank',
    code: '',
    time: '22:30',
  });
  const set = (name: keyof typeof text) => (value: string | null) =>
    setText((before) => ({ ...before, [name]: value }));
  return (
    <>
      <Part name={say('Tekst', 'Text')}>
        <TextInput
          label={say('E-mailadres', 'E-mail address')}
          hint={say('Hierheen sturen wij berichten over uw vergunning.', 'We send messages about your permit here.')}
          type="email"
          autoComplete="email"
          value={text.mail}
          onChange={set('mail')}
        />
        <TextInput
          label={say('Rekeningnummer (IBAN)', 'Account number (IBAN)')}
          error={say(
            'Dit rekeningnummer klopt niet. Kijk of u een cijfer mist, bijvoorbeeld NL00 BANK 0123 4567 89.',
            'This account number is not right. Check whether a digit is missing, for example NL00 BANK 0123 4567 89.',
          )}
          value={text.iban}
          onChange={set('iban')}
        />
        <TextArea label={say('Toelichting', 'Explanation')} optional value={text.why} onChange={set('why')} />
        <Select
          label={say('Hoe wilt u opwaarderen?', 'How would you like to top up?')}
          value={text.how}
          onChange={set('how')}
          options={[
            { value: 'bank', text: say('Zelf, met iDEAL', 'Myself, with iDEAL') },
            { value: 'auto', text: say('Vanzelf, als het saldo laag is', 'Automatically, when the balance is low') },
          ]}
        />
      </Part>
      <Part name={say('Code en tijd', 'Code and time')}>
        <CodeInput value={text.code} onChange={set('code')} />
        <TimeField label={say('Tot', 'Until')} value={text.time} onChange={set('time')} />
        <TextInput
          label={say('Niet te wijzigen', 'Cannot be changed')}
          value="sanne@example.nl"
          onChange={set('mail')}
          disabled
        />
      </Part>
    </>
  );
}

function Choosing() {
  const say = useSample();
  const [period, setPeriod] = useState<string | null>('12');
  const [days, setDays] = useState<string[]>(['mon']);
  return (
    <>
      <Radios
        label={say('Voor hoe lang?', 'For how long?')}
        chosen={period}
        onChoose={setPeriod}
        options={[
          {
            value: '12',
            title: say('12 maanden', '12 months'),
            end: <Money cents={9000} />,
            more: say('Verlengt vanzelf voor 12 maanden', 'Renews itself for 12 months'),
          },
          { value: '6', title: say('6 maanden', '6 months'), end: <Money cents={4500} /> },
          {
            value: '3',
            title: say('3 maanden', '3 months'),
            end: <Badge kind="off">{say('Vol', 'Full')}</Badge>,
            disabled: true,
          },
        ]}
      />
      <Checkboxes
        label={say('Op welke dagen?', 'On which days?')}
        error={days.length === 0 ? say('Kies ten minste één dag.', 'Choose at least one day.') : undefined}
        chosen={days}
        onChoose={setDays}
        options={[
          { value: 'mon', title: say('Maandag', 'Monday'), end: <Money cents={2500} /> },
          { value: 'tue', title: say('Dinsdag', 'Tuesday'), end: <Money cents={2500} /> },
        ]}
      />
    </>
  );
}

function Dates() {
  const say = useSample();
  const [start, setStart] = useState<CivilDate | null>(null);
  const [day, setDay] = useState<CivilDate | null>('2026-11-23');
  return (
    <>
      <DateField
        label={say('Wanneer gaat de vergunning in?', 'When does the permit start?')}
        value={start}
        onChange={setStart}
        today={TODAY}
        first={TODAY}
        last={LAST}
        possible={onWorkingDays}
      />
      <Calendar chosen={day} onChoose={setDay} today={TODAY} first={TODAY} last={LAST} possible={onWorkingDays} />
    </>
  );
}

function Documents() {
  const say = useSample();
  const kinds: FileKinds = {
    accept: '.pdf,.jpg,.jpeg,.png,.heic',
    names: say('PDF, JPG, PNG of HEIC', 'PDF, JPG, PNG or HEIC'),
    maxBytes: 10_000_000,
  };
  const [files, setFiles] = useState(['leasecontract-2026.pdf']);
  return (
    <>
      <FileDrop
        kinds={kinds}
        reason={say(
          'Laat met één document zien dat u de auto gebruikt. Zo voorkomen wij misbruik van vergunningen.',
          'Show with one document that you use the car. This way we prevent misuse of permits.',
        )}
        onFile={({ name }) => setFiles((before) => [...before, name])}
      />
      <ul className="pw-ruled">
        {files.map((name) => (
          <FileRow
            key={name}
            name={name}
            href="/parts"
            about={say('412 kB, gescand, geen virus gevonden', '412 kB, scanned, no virus found')}
            onDelete={() => setFiles((before) => before.filter((other) => other !== name))}
          />
        ))}
      </ul>
    </>
  );
}
