import { Link, useNavigate } from 'react-router';
import { Button } from '../../components/button.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { resetPassword } from '../data/registration.ts';
import { OpenParkingShell } from '../parking-shell.tsx';
import { PasswordFields, useNewPassword } from './password-fields.tsx';
import { signInPath } from './sign-in-path.ts';
import { useToken } from './use-token.ts';

/** A new password, by the link of a mail; every session ends with it (2PARK-021). */
export default function NewPasswordPage() {
  const t = useText();
  const navigate = useNavigate();
  const token = useToken();
  const { typed, setTyped, check } = useNewPassword();
  const { act, perform } = useAct(resetPassword);
  const send = async () => {
    const password = check();
    if (password === null) return;
    const answer = await perform({ token, password });
    if (answer?.ok) await navigate(signInPath('password-new'), { replace: true });
  };
  return (
    <OpenParkingShell title={t('parking.newPassword.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.newPassword.heading')}</h1>
        {act.state === 'failed' && (
          <ProblemNote problem={act.problem}>
            <p>
              <Link className="pw-alone" to="/parking/reset">
                {t('parking.newPassword.again')}
              </Link>
            </p>
          </ProblemNote>
        )}
        <form
          className="pw-stack pw-stack--wide"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <PasswordFields typed={typed} onType={setTyped} />
          <p>
            <Button type="submit" look="primary" busy={act.state === 'busy'}>
              {t('parking.newPassword.submit')}
            </Button>
          </p>
        </form>
      </div>
    </OpenParkingShell>
  );
}
