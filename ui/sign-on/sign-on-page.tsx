import { useState, type FormEvent } from 'react';
import { useLocation } from 'react-router';
import type { HouseholdView } from '../../api/sign-on/shapes.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { PasswordInput } from '../components/password-input.tsx';
import { TextInput } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { useLocal } from '../desk/desk.ts';
import { OpenDeskShell } from '../desk/desk-shell.tsx';
import { ProblemNote } from '../desk/shown.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { signOff, viewHousehold, type Credentials } from './data.ts';
import { SignOnForm } from './sign-on-form.tsx';

/** Signing on and off with a number and a code, or from the QR on a card: start and stop, and nothing else (PEERS-013, BEYOND-011). */
export default function SignOnPage() {
  const t = useText();
  const { id: municipality } = useMunicipality();
  const [entered, setEntered] = useState<{ credentials: Credentials; view: HouseholdView } | null>(null);
  return (
    <OpenDeskShell title={t('signOn.page.title')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        {entered === null ? (
          <Entry municipality={municipality} onEntered={setEntered} />
        ) : (
          <Household {...entered} onChanged={setEntered} />
        )}
      </div>
    </OpenDeskShell>
  );
}

type Entered = { credentials: Credentials; view: HouseholdView };

function Entry({ municipality, onEntered }: { municipality: string; onEntered: (entered: Entered) => void }) {
  const t = useText();
  // The QR of a card carries both behind the `#`, which no server sees.
  const { hash } = useLocation();
  const [fromCard] = useState(() => /^#(\d{8})\.(\d{4,6})$/.exec(hash));
  const [number, setNumber] = useState(fromCard?.[1] ?? '');
  const [code, setCode] = useState(fromCard?.[2] ?? '');
  const [error, setError] = useState<'number' | 'code'>();
  const { act, perform } = useAct(viewHousehold);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (number.length !== 8) return setError('number');
    if (code.length < 4) return setError('code');
    setError(undefined);
    const credentials = { municipality, number, code };
    const answer = await perform(credentials);
    if (answer?.ok) onEntered({ credentials, view: answer.value });
  };
  const digits = (set: (value: string) => void, most: number) => (typed: string) => {
    setError(undefined);
    set(typed.replace(/\D/g, '').slice(0, most));
  };
  return (
    <>
      <div className="pw-stack">
        <h1>{t('signOn.page.heading')}</h1>
        <p className="pw-lead">{t('signOn.page.lead')}</p>
      </div>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          short
          inputMode="numeric"
          autoComplete="off"
          label={t('signOn.page.number')}
          hint={t('signOn.page.numberHint')}
          error={error === 'number' ? t('signOn.page.numberWrong') : undefined}
          value={number}
          onChange={digits(setNumber, 8)}
        />
        <PasswordInput
          short
          inputMode="numeric"
          autoComplete="off"
          label={t('signOn.page.code')}
          hint={t('signOn.page.codeHint')}
          error={error === 'code' ? t('signOn.page.codeWrong') : undefined}
          value={code}
          onChange={digits(setCode, 6)}
        />
        <Buttons>
          <Button look="primary" type="submit" busy={act.state === 'busy'}>
            {t('signOn.page.enter')}
          </Button>
        </Buttons>
      </form>
    </>
  );
}

function Household({ credentials, view, onChanged }: Entered & { onChanged: (entered: Entered | null) => void }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const [done, setDone] = useState<string | null>(null);
  const stopping = useAct(signOff);
  const refresh = async (said: string) => {
    setDone(said);
    const answer = await viewHousehold(credentials);
    if (answer.ok) onChanged({ credentials, view: answer.value });
  };
  const stop = async (actionId: string) => {
    const answer = await stopping.perform({ ...credentials, actionId });
    if (answer?.ok) await refresh(t('signOn.page.stopped', { time: format.timeInWords(answer.value.endedAt) }));
  };
  return (
    <>
      <h1>{local(view.productName)}</h1>
      <div role="status">{done !== null && <Note kind="ok" title={done} />}</div>
      {stopping.act.state === 'failed' && <ProblemNote problem={stopping.act.problem} />}
      <section className="pw-stack">
        <h2>{t('signOn.page.running')}</h2>
        {view.running.length === 0 ? (
          <p>{t('signOn.nothingRuns')}</p>
        ) : (
          <ul className="pw-ruled" role="list">
            {view.running.map(({ id, plate, endsAt }) => (
              <li key={id} className="pw-row">
                <Plate country={plate.country} value={plate.display} />
                <span className="pw-grow">{t('signOn.page.until', { end: format.moment(endsAt) })}</span>
                <Button about={plate.display} busy={stopping.act.state === 'busy'} onClick={() => void stop(id)}>
                  {t('signOn.page.stop')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <SignOnForm
        credentials={credentials}
        view={view}
        onSignedOn={(plate, end) => void refresh(t('signOn.page.started', { plate, end: format.moment(end) }))}
      />
      <p>
        <Button look="subtle" onClick={() => onChanged(null)}>
          {t('signOn.page.leave')}
        </Button>
      </p>
    </>
  );
}
