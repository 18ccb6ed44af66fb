import { useState } from 'react';
import type { GuestPassBody, GuestPassList, GuestPassMade } from '../../../api/guests/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { makeGuestPass } from '../data/guests.ts';
import { usePermit } from '../parking.ts';

interface GuestPassFormProps {
  terms: GuestPassList['terms'];
  onMade: (made: GuestPassMade) => void;
}

/** A whole number from one to the most; undefined for anything else. */
function wholeUpTo(typed: string, most: number): number | undefined {
  const number = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

/** How long and how often a link is good, who pays, and whether the host wants to be asked each time. */
export function GuestPassForm({ terms, onMade }: GuestPassFormProps) {
  const t = useText();
  const { id: permitId } = usePermit();
  const [name, setName] = useState('');
  const [days, setDays] = useState('1');
  const [uses, setUses] = useState('1');
  const [hours, setHours] = useState('');
  const [payer, setPayer] = useState<GuestPassBody['payer']>('host');
  const [consent, setConsent] = useState<GuestPassBody['consent']>('automatic');
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(makeGuestPass);

  const read = {
    days: wholeUpTo(days, terms.daysAtMost),
    uses: wholeUpTo(uses, terms.usesAtMost),
    hours: hours.trim() === '' ? null : wholeUpTo(hours, 999),
  };
  const make = async () => {
    setChecked(true);
    if (read.days === undefined || read.uses === undefined || read.hours === undefined) return;
    const body: GuestPassBody = {
      ...(name.trim() !== '' && { name: name.trim() }),
      days: read.days,
      uses: read.uses,
      mostMinutes: read.hours === null ? null : read.hours * 60,
      payer,
      consent,
    };
    const answer = await perform({ permitId, body });
    if (answer?.ok) onMade(answer.value);
  };
  return (
    <form
      className="pw-stack pw-stack--wide pw-card"
      aria-labelledby="new-guest-pass"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2 id="new-guest-pass">{t('parking.guests.new')}</h2>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <TextInput
        label={t('parking.guests.name')}
        hint={t('parking.guests.nameHint')}
        optional
        autoComplete="off"
        maxLength={40}
        value={name}
        onChange={setName}
      />
      <TextInput
        short
        inputMode="numeric"
        label={t('parking.guests.days')}
        hint={t('parking.guests.daysHint', { most: terms.daysAtMost })}
        error={
          checked && read.days === undefined ? t('parking.guests.daysWrong', { most: terms.daysAtMost }) : undefined
        }
        value={days}
        onChange={setDays}
      />
      <TextInput
        short
        inputMode="numeric"
        label={t('parking.guests.visitsMost')}
        hint={t('parking.guests.visitsHint', { most: terms.usesAtMost })}
        error={
          checked && read.uses === undefined ? t('parking.guests.daysWrong', { most: terms.usesAtMost }) : undefined
        }
        value={uses}
        onChange={setUses}
      />
      <TextInput
        short
        optional
        inputMode="numeric"
        label={t('parking.guests.hours')}
        hint={t('parking.guests.hoursHint')}
        error={checked && read.hours === undefined ? t('parking.guests.hoursWrong') : undefined}
        value={hours}
        onChange={setHours}
      />
      {terms.guestPays && (
        <Radios
          label={t('parking.guests.payerLabel')}
          options={[
            { value: 'host', title: t('parking.guests.payerHost') },
            { value: 'guest', title: t('parking.guests.payerGuest'), more: t('parking.guests.payerGuestHint') },
          ]}
          chosen={payer}
          onChoose={(value) => setPayer(value === 'guest' ? 'guest' : 'host')}
        />
      )}
      <Radios
        label={t('parking.guests.consentLabel')}
        options={[
          { value: 'automatic', title: t('parking.guests.consentAutomatic') },
          { value: 'each-time', title: t('parking.guests.consentEach') },
        ]}
        chosen={consent}
        onChoose={(value) => setConsent(value === 'each-time' ? 'each-time' : 'automatic')}
      />
      <p>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.guests.make')}
        </Button>
      </p>
    </form>
  );
}
