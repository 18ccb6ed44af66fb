import { Link } from 'react-router';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Note } from '../../components/note.tsx';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useDesk } from '../desk.ts';
import { renewalAddress } from './renew-act.tsx';

interface RenewalReadyProps {
  permit: Pick<PermitView, 'phase' | 'lastDay' | 'keptUntil'>;
  renewal: NonNullable<PermitView['renewal']>;
}

/** The next period is ready: until when, what it asks, and the way there (PORTAL-073, PORTAL-088). */
export function RenewalReady({ permit: { phase, lastDay, keptUntil }, renewal }: RenewalReadyProps) {
  const t = useText();
  const format = useFormat();
  const { base } = useDesk();
  const municipality = useMunicipality();
  const toPay = renewal.status === 'awaiting-payment';
  const inCart = toPay && !municipality.payAtOnce;
  const what = inCart ? 'permit.renewPay' : toPay ? 'renewal.toPay' : 'permit.renewConfirm';
  return (
    <Note
      kind="wait"
      level="h3"
      title={
        phase === 'expired' ? t('desk.lists.renewals.expired') : t('permit.renewBefore', { day: format.day(lastDay) })
      }
    >
      {keptUntil === null ? (
        phase !== 'expired' && <p>{t(what)}</p>
      ) : (
        <p>{t('permit.renewKept', { day: format.day(keptUntil) })}</p>
      )}
      <p>
        <Link to={base + renewalAddress(renewal, municipality)}>
          {t(inCart ? 'desk.lists.renewals.toCart' : 'permit.renewGo')}
        </Link>
      </p>
    </Note>
  );
}
