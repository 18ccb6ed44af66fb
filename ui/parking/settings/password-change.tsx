import { useState } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { PasswordInput } from '../../components/password-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { PasswordFields, useNewPassword } from '../account/password-fields.tsx';
import { changePassword } from '../data/account.ts';

/** Another password, for who knows the present one; every other device is signed out by it. */
export function PasswordChange({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const { typed, setTyped, check, empty } = useNewPassword();
  const { act, perform } = useAct(changePassword);

  const change = async () => {
    const password = check();
    if (password === null) return;
    const answer = await perform({ current, password });
    if (!answer?.ok) return;
    setCurrent('');
    empty();
    setOpen(false);
  };
  if (!open) {
    return (
      <div className="pw-stack">
        <p>
          <Button onClick={() => setOpen(true)}>{t('parking.password.change')}</Button>
        </p>
        <div role="status">{act.state === 'done' && <Fact>{t('parking.password.changed')}</Fact>}</div>
      </div>
    );
  }
  return (
    <form
      className="pw-card pw-stack pw-stack--wide"
      aria-label={t('parking.password.change')}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      {/* For password managers, which keep a password with its account. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      {hasPassword && (
        <PasswordInput
          label={t('parking.password.current')}
          autoComplete="current-password"
          required
          value={current}
          onChange={setCurrent}
        />
      )}
      <PasswordFields typed={typed} onType={setTyped} />
      <p className="pw-small">{t('parking.password.effect')}</p>
      <Buttons wide>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.password.submit')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
      </Buttons>
    </form>
  );
}
