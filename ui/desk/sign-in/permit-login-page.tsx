import { useState, type FormEvent } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { PasswordInput } from '../../components/password-input.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { PasswordFields, useNewPassword } from '../../parking/account/password-fields.tsx';
import { useText } from '../../text/text.tsx';
import { enterWithPermitLogin } from '../data/permit-login.ts';
import { OpenDeskShell } from '../desk-shell.tsx';
import { ProblemNote } from '../shown.tsx';
import { safeReturn } from './reasons.ts';

const CHANGE = 'password-change-needed';
/** What is wrong with the new password: it is asked again, not the old one. */
const ABOUT_NEW = [CHANGE, 'password-unchanged', 'password-like-name', 'password-too-short', 'password-breached'];

/** A user name and password of the municipality; the first time with a password of one's own (LOKET-003). */
export default function PermitLoginPage() {
  const t = useText();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const { id, name, contact, permitLogin } = useMunicipality();
  const returnTo = safeReturn(id, query.get('returnTo'));
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const chosen = useNewPassword();
  const [choosing, setChoosing] = useState(false);
  const { act, perform } = useAct(enterWithPermitLogin);
  if (!permitLogin) return <Navigate replace to={`/${id}/desk/sign-in`} />;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const newPassword = choosing ? chosen.check() : undefined;
    if (newPassword === null) return;
    const answer = await perform({ municipality: id, userName, password, ...(newPassword && { newPassword }) });
    if (answer?.ok) return navigate(returnTo, { replace: true });
    // Whoever must choose stays with that until it is done, or until the old password turns out wrong.
    if (answer) setChoosing(ABOUT_NEW.includes(answer.problem.code) || (choosing && answer.problem.status >= 500));
  };

  return (
    <OpenDeskShell title={t('signIn.permit.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t(choosing ? 'signIn.permit.choose' : 'signIn.permit.title')}</h1>
        <p className="pw-lead">
          {choosing ? t('signIn.permit.chooseText') : t('signIn.permit.lead', { municipality: name })}
        </p>
        {act.state === 'failed' && act.problem.code !== CHANGE && <ProblemNote problem={act.problem} />}
        <form className="pw-stack pw-stack--wide" onSubmit={(event) => void submit(event)}>
          <TextInput
            label={t('signIn.permit.userName')}
            hint={t('signIn.permit.userNameHint')}
            autoComplete="username"
            required
            readOnly={choosing}
            value={userName}
            onChange={setUserName}
          />
          {choosing ? (
            <PasswordFields typed={chosen.typed} onType={chosen.setTyped} />
          ) : (
            <PasswordInput
              label={t('signIn.permit.password')}
              autoComplete="current-password"
              required
              value={password}
              onChange={setPassword}
            />
          )}
          <p>
            <Button type="submit" look="primary" busy={act.state === 'busy'}>
              {t(choosing ? 'signIn.permit.save' : 'signIn.permit.submit')}
            </Button>
          </p>
        </form>
        <Note title={t('signIn.permit.lost', { phone: contact.phone })} level="h2" />
        <p>
          <Link className="pw-alone" to={`/${id}/desk/sign-in`}>
            {t('signIn.permit.other')}
          </Link>
        </p>
      </div>
    </OpenDeskShell>
  );
}
