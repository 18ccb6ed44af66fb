import { useState } from 'react';
import { Link } from 'react-router';
import { Note } from '../../components/note.tsx';
import { useTitleFocus } from '../../focus-title.ts';
import { useText } from '../../text/text.tsx';
import { OpenParkingShell } from '../parking-shell.tsx';
import { SignUpForm } from './sign-up-form.tsx';

/** An account without a mailed link: the address has to be proved first. */
export default function SignUpPage() {
  const t = useText();
  const [made, setMade] = useState(false);
  useTitleFocus(String(made));
  return (
    <OpenParkingShell title={t('parking.signUp.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        {made ? (
          <>
            <h1>{t('parking.signUp.sent.heading')}</h1>
            <Note kind="info" icon="mail" title={t('parking.signUp.sent.title')}>
              <p>{t('parking.signUp.sent.text')}</p>
            </Note>
          </>
        ) : (
          <>
            <h1>{t('parking.signUp.heading')}</h1>
            <SignUpForm submit={t('parking.signUp.submit')} onMade={() => setMade(true)} />
          </>
        )}
        <p>
          <Link className="pw-alone" to="/parking/sign-in">
            {t('parking.account.toSignIn')}
          </Link>
        </p>
      </div>
    </OpenParkingShell>
  );
}
