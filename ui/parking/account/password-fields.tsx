import { useState } from 'react';
import { PASSWORD_LENGTH } from '../../../rules/accounts.ts';
import { PasswordInput } from '../../components/password-input.tsx';
import { useText } from '../../text/text.tsx';
import { PasswordStrength } from './password-strength.tsx';

export interface NewPassword {
  password: string;
  repeated: string;
  /** Somebody pressed the button: from then on what is wrong is said. */
  tried: boolean;
}

/** A new password, typed twice. `check` gives it when both are the same and long enough; else the fields say what is wrong. */
export function useNewPassword() {
  const [typed, setTyped] = useState<NewPassword>({ password: '', repeated: '', tried: false });
  const check = (): string | null => {
    setTyped({ ...typed, tried: true });
    return lengthOf(typed.password) >= PASSWORD_LENGTH && typed.password === typed.repeated ? typed.password : null;
  };
  const empty = () => setTyped({ password: '', repeated: '', tried: false });
  return { typed, setTyped, check, empty };
}

/** Characters as people see them, like the rule counts them. */
const lengthOf = (password: string) => [...password].length;

interface PasswordFieldsProps {
  typed: NewPassword;
  onType: (typed: NewPassword) => void;
}

/** Long beats odd: the one rule is stated before anybody types (2PARK-021). */
export function PasswordFields({ typed, onType }: PasswordFieldsProps) {
  const t = useText();
  const { password, repeated, tried } = typed;
  const short = tried && lengthOf(password) < PASSWORD_LENGTH;
  const differs = tried && !short && password !== repeated;
  return (
    <>
      <div>
        <PasswordInput
          label={t('parking.account.newPassword')}
          hint={t('parking.account.passwordRules', { shortest: PASSWORD_LENGTH })}
          error={short && t('parking.account.passwordShort', { shortest: PASSWORD_LENGTH })}
          autoComplete="new-password"
          required
          value={password}
          onChange={(value) => onType({ ...typed, password: value })}
        />
        <PasswordStrength password={password} />
      </div>
      <PasswordInput
        label={t('parking.account.repeat')}
        error={differs && t('parking.account.passwordDiffers')}
        autoComplete="new-password"
        required
        value={repeated}
        onChange={(value) => onType({ ...typed, repeated: value })}
      />
    </>
  );
}
