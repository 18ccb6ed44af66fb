import { Link, useLocation, useSearchParams } from 'react-router';
import { ButtonLink } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { OutsideShell } from './outside-shell.tsx';
import { returnPath, type SignInState } from './sign-in-path.ts';

/** Why nobody is signed in after coming back from the identity provider. */
const PROBLEMS = [
  'cancelled',
  'expired',
  'no-subject',
  'no-role',
  'level-too-low',
  'details-unavailable',
  'unavailable',
] as const;

/** Staff signs in with the account of its own organisation; the identity provider asks for it. */
export default function SignInPage() {
  const t = useText();
  const { id, name } = useMunicipality();
  const [search] = useSearchParams();
  const state = useLocation().state as SignInState | null;
  const problem = PROBLEMS.find((known) => known === search.get('problem'));
  const returnTo = returnPath(id, search.get('returnTo'));
  const login = `/auth/login?${new URLSearchParams({ municipality: id, means: 'staff', returnTo })}`;
  return (
    <OutsideShell title={t('staff.signIn.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('staff.signIn.title')}</h1>
        {problem && (
          <Note kind="wait" title={t(`staff.signIn.problem.${problem}.title`)}>
            <p>{t(`staff.signIn.problem.${problem}.advice`)}</p>
          </Note>
        )}
        {!problem && state?.over && (
          <Note kind="wait" title={t('problem.session-expired.title')}>
            <p>{t('staff.signIn.over')}</p>
          </Note>
        )}
        <p className="pw-lead">{t('staff.signIn.lead', { municipality: name })}</p>
        <p>
          <ButtonLink look="primary" icon="user" to={login} leaves>
            {t('staff.signIn.button')}
          </ButtonLink>
        </p>
        <p>
          {t('staff.signIn.citizen')} <Link to={`/${id}/desk`}>{t('staff.signIn.toDesk')}</Link>
        </p>
      </div>
    </OutsideShell>
  );
}
