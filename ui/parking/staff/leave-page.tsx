import { useNavigate } from 'react-router';
import { AskFirst } from '../../desk/ask-first.tsx';
import { useLocal } from '../../desk/desk.ts';
import { useText } from '../../text/text.tsx';
import { leave } from '../data/staff.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';

/** A colleague leaves: no right to start any more, and what runs is finished (PEERS-029). */
export default function LeavePage() {
  const t = useText();
  const local = useLocal();
  const navigate = useNavigate();
  const { reload } = useParking();
  const { id, productName, role } = usePermit();
  const name = local(productName);
  return (
    <ParkingShell title={t('parking.menu.leave')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.leave.heading')}</h1>
        <p className="pw-lead">{t('parking.leave.lead', { product: name })}</p>
        <p>{t('parking.leave.effect')}</p>
        {role === 'owner' && <p>{t('parking.leave.first')}</p>}
        <div>
          <AskFirst
            label={t('parking.menu.leave')}
            about={name}
            look="secondary"
            icon="leave"
            question={t('parking.leave.question', { product: name })}
            send={leave}
            id={id}
            onDone={async () => {
              await navigate('/parking/products');
              await reload();
            }}
          >
            <p>{t('parking.leave.effect')}</p>
          </AskFirst>
        </div>
      </div>
    </ParkingShell>
  );
}
