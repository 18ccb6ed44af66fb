import { Link, Navigate } from 'react-router';
import { Button } from '../../components/button.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { verifyAddress } from '../data/registration.ts';
import { OpenParkingShell } from '../parking-shell.tsx';
import { signInPath } from './sign-in-path.ts';
import { useToken } from './use-token.ts';

/** Proves an address. A button, because programs that look into mails follow links as well. */
export default function VerifyPage() {
  const t = useText();
  const token = useToken();
  const { act, perform } = useAct(verifyAddress);
  if (act.state === 'done') return <Navigate replace to={signInPath('address-known')} />;
  return (
    <OpenParkingShell title={t('parking.verify.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.verify.heading')}</h1>
        {act.state === 'failed' ? (
          <>
            <ProblemNote problem={act.problem} />
            <p>{t('parking.verify.again')}</p>
            <p>
              <Link className="pw-alone" to="/parking/sign-in">
                {t('parking.account.toSignIn')}
              </Link>
            </p>
          </>
        ) : (
          <>
            <p className="pw-lead">{t('parking.verify.lead')}</p>
            <p>
              <Button look="primary" busy={act.state === 'busy'} onClick={() => void perform({ token })}>
                {t('common.confirm')}
              </Button>
            </p>
          </>
        )}
      </div>
    </OpenParkingShell>
  );
}
