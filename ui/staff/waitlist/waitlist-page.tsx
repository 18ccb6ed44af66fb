import { useState, type FormEvent } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { acceptAtCounter } from '../data/waitlist.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** At the counter: somebody comes with the number of an offer of the waiting list, and it is taken up for them (PORTAL-083). */
export default function WaitlistPage() {
  return (
    <Guard permission="hand-out" place="waitlist">
      <TakeUp />
    </Guard>
  );
}

function TakeUp() {
  const t = useText();
  const sentences = useProblemSentences();
  const [number, setNumber] = useState('');
  const [tried, setTried] = useState(false);
  const { act, perform } = useAct(acceptAtCounter);
  const wanted = number.trim().toUpperCase();
  const fits = /^W-\d{1,9}$/.test(wanted);

  const take = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fits) return;
    const answer = await perform(wanted);
    if (!answer?.ok) return;
    setNumber('');
    setTried(false);
  };

  return (
    <StaffShell title={t('staff.menu.waitlist')} place="waitlist">
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('staff.waitlist.title')}</h1>
        <p className="pw-lead">{t('staff.waitlist.lead')}</p>
        <form className="pw-stack" noValidate onSubmit={(event) => void take(event)}>
          <TextInput
            short
            label={t('staff.waitlist.number')}
            hint={t('staff.waitlist.hint')}
            error={tried && !fits && t('staff.waitlist.fault')}
            autoComplete="off"
            maxLength={12}
            value={number}
            onChange={setNumber}
          />
          <Buttons>
            <Button look="primary" type="submit" busy={act.state === 'busy'}>
              {t('staff.waitlist.take')}
            </Button>
          </Buttons>
        </form>
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
        {act.state === 'done' && (
          <Note kind="ok" title={t('staff.waitlist.taken', { number: act.value.number })} urgent>
            <p>{t('staff.waitlist.takenText')}</p>
          </Note>
        )}
      </div>
    </StaffShell>
  );
}
