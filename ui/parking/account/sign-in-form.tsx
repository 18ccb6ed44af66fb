import { useState } from 'react';
import { Button, Buttons, ButtonLink } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { PasswordInput } from '../../components/password-input.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { hasPasskeys } from './passkeys.ts';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { signIn } from '../data/sessions.ts';

interface SignInFormProps {
  /** The only address that will do, such as the one a link was mailed to. */
  email?: string;
  onSignedIn: () => void;
}

/** The same answer for a wrong password and for an address nobody knows: this form never tells who has an account. */
export function SignInForm({ email: only, onSignedIn }: SignInFormProps) {
  const t = useText();
  const [email, setEmail] = useState(only ?? '');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  const { act, perform } = useAct(signIn);

  const send = async () => {
    const answer = await perform({ email: email.trim(), password, remember });
    if (answer?.ok) onSignedIn();
  };
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <TextInput
        label={t('parking.account.email')}
        type="email"
        autoComplete="username"
        required
        readOnly={only !== undefined}
        value={email}
        onChange={setEmail}
      />
      <PasswordInput
        label={t('parking.account.password')}
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <Choice
        type="checkbox"
        name="remember"
        value="yes"
        title={t('parking.signIn.remember')}
        more={t('parking.signIn.rememberMore')}
        checked={remember}
        onChange={setRemember}
      />
      <Buttons wide>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.signIn.submit')}
        </Button>
        <ButtonLink look="subtle" to="/parking/reset">
          {t('parking.signIn.forgot')}
        </ButtonLink>
      </Buttons>
      {hasPasskeys() && <PasskeySignIn remember={remember} onSignedIn={onSignedIn} />}
    </form>
  );
}
