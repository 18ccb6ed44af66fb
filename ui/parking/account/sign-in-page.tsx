import { Link, useNavigate, useSearchParams } from 'react-router';
import { Note, type NoteKind } from '../../components/note.tsx';
import { OutageBanner } from '../../outage-banner.tsx';
import { useText } from '../../text/text.tsx';
import { OpenParkingShell } from '../parking-shell.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { isSignInReason, safeReturn, type SignInReason } from './sign-in-path.ts';

/** Into the parking app by e-mail address and password (2PARK-020). */
export default function SignInPage() {
  const t = useText();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const problem = query.get('problem');
  const returnTo = safeReturn(query.get('returnTo'));
  return (
    <OpenParkingShell title={t('parking.signIn.title')}>
      <div className="pw-cols">
        <div className="pw-stack pw-stack--wide pw-measure">
          <h1>{t('parking.signIn.heading')}</h1>
          {isSignInReason(problem) && <Reason reason={problem} />}
          <OutageBanner municipality={null} />
          <SignInForm onSignedIn={() => void navigate(returnTo, { replace: true })} />
        </div>
        <aside className="pw-stack pw-stack--wide" aria-label={t('parking.signIn.new.title')}>
          <section className="pw-card pw-card--wash pw-stack pw-stack--tight">
            <h2 className="pw-heading-l">{t('parking.signIn.new.title')}</h2>
            <p>{t('parking.signIn.new.text')}</p>
            <p>
              <Link className="pw-alone" to="/parking/sign-up">
                {t('parking.signIn.new.link')}
              </Link>
            </p>
          </section>
          <section className="pw-stack pw-stack--tight">
            <h2 className="pw-heading-l">{t('parking.signIn.desk.title')}</h2>
            <p>{t('parking.signIn.desk.text')}</p>
            <p>
              <Link className="pw-alone" to="/">
                {t('parking.signIn.desk.link')}
              </Link>
            </p>
          </section>
        </aside>
      </div>
    </OpenParkingShell>
  );
}

const KINDS: Record<SignInReason, NoteKind> = {
  'session-over': 'wait',
  idle: 'wait',
  'signed-out': 'ok',
  'password-new': 'ok',
  'address-known': 'ok',
};

function Reason({ reason }: { reason: SignInReason }) {
  const t = useText();
  return (
    <Note kind={KINDS[reason]} title={t(`parking.signIn.problem.${reason}.title`)} urgent>
      <p>{t(`parking.signIn.problem.${reason}.text`)}</p>
    </Note>
  );
}
