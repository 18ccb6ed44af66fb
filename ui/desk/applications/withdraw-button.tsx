import { useState } from 'react';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { useAct } from '../../data/use-act.ts';
import { useText } from '../../text/text.tsx';
import { withdraw } from '../data/applications.ts';
import { useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface WithdrawButtonProps {
  application: Pick<ApplicationView, 'id' | 'productName'>;
  onWithdrawn: (application: ApplicationView) => void;
}

/** [Trek in], which asks first (PORTAL-059, PORTAL-063). */
export function WithdrawButton({ application, onWithdrawn }: WithdrawButtonProps) {
  const t = useText();
  const product = useLocal()(application.productName);
  const [asking, setAsking] = useState(false);
  const { act, perform, reset } = useAct(withdraw);
  const yes = async () => {
    const answer = await perform(application.id);
    if (!answer?.ok) return;
    setAsking(false);
    onWithdrawn(answer.value);
  };
  return (
    <>
      <Button look="subtle" about={product} onClick={() => setAsking(true)}>
        {t('desk.applications.withdraw')}
      </Button>
      {asking && (
        <ConfirmDialog
          question={t('desk.applications.withdrawQuestion')}
          busy={act.state === 'busy'}
          onYes={() => void yes()}
          onNo={() => {
            setAsking(false);
            reset();
          }}
        >
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <p>{t('desk.applications.withdrawText', { product })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
