import { useCallback, useState, type FormEvent } from 'react';
import type { SignOnView } from '../../../../api/sign-on/shapes.ts';
import { CODE_DIGITS, decidePin } from '../../../../rules/sign-on/keys.ts';
import { inGroups } from '../../../../rules/values/digits.ts';
import { isRefusal } from '../../../../rules/values/refusal.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { Note } from '../../../components/note.tsx';
import { PasswordInput } from '../../../components/password-input.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useFormat, useText } from '../../../text/text.tsx';
import { AskFirst } from '../../ask-first.tsx';
import { choosePin, revokeKey } from '../../data/sign-on.ts';
import { ProblemNote } from '../../shown.tsx';

interface PinSectionProps {
  permitId: string;
  pin: SignOnView['pin'];
  onChanged: () => void;
}

/** The number of the permit and a PIN of four digits of the holder's own choice. */
export function PinSection({ permitId, pin, onChanged }: PinSectionProps) {
  const t = useText();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const { act, perform } = useAct(
    useCallback((wanted: string, key: string) => choosePin(permitId, wanted, key), [permitId]),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const allowed = decidePin(typed);
    if (isRefusal(allowed)) return setError(t(`refusal.${allowed.ground}`, { digits: CODE_DIGITS.pin }));
    const answer = await perform(typed);
    if (!answer?.ok) return;
    setTyped('');
    onChanged();
  };
  return (
    <section className="pw-card pw-stack">
      <h2>{t('desk.signOn.pin.title')}</h2>
      {pin === null ? (
        <p>{t('desk.signOn.pin.none')}</p>
      ) : (
        <>
          <p>{t('desk.signOn.pin.number')}</p>
          <p className="pw-lead">
            <strong translate="no">{inGroups(pin.number, 4)}</strong>
          </p>
          <p className="pw-muted">{t('desk.signOn.since', { day: format.day(pin.madeAt) })}</p>
        </>
      )}
      <div role="status">{act.state === 'done' && <Note kind="ok" level="h3" title={t('desk.signOn.pin.done')} />}</div>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <PasswordInput
          short
          inputMode="numeric"
          autoComplete="off"
          label={t(pin === null ? 'desk.signOn.pin.choose' : 'desk.signOn.pin.other')}
          hint={t('desk.signOn.pin.hint')}
          error={error}
          value={typed}
          onChange={(text) => {
            setError(undefined);
            setTyped(text.replace(/\D/g, '').slice(0, 4));
          }}
        />
        <Buttons>
          <Button type="submit" look={pin === null ? 'primary' : 'secondary'} busy={act.state === 'busy'}>
            {t('desk.signOn.pin.save')}
          </Button>
        </Buttons>
      </form>
      {pin && (
        <p>
          <AskFirst
            label={t('desk.signOn.revoke')}
            about={t('desk.signOn.pin.title')}
            question={t('desk.signOn.pin.revokeAsk')}
            send={(keyId, key) => revokeKey(permitId, keyId, key)}
            id={pin.id}
            onDone={onChanged}
          >
            <p>{t('desk.signOn.pin.revokeText')}</p>
          </AskFirst>
        </p>
      )}
    </section>
  );
}
