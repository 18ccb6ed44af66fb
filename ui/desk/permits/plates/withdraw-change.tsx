import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { ConfirmDialog } from '../../../components/dialog.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useText } from '../../../text/text.tsx';
import { withdrawPlateChange } from '../../data/plate-changes.ts';
import { ProblemNote } from '../../shown.tsx';

interface WithdrawChangeProps {
  changeId: string;
  product: string;
  onWithdrawn: () => void;
}

/** [Trek in] of a change that waits to be paid, which asks first (PORTAL-063). */
export function WithdrawChange({ changeId, product, onWithdrawn }: WithdrawChangeProps) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const { act, perform, reset } = useAct(withdrawPlateChange);
  const yes = async () => {
    const answer = await perform(changeId);
    if (!answer?.ok) return;
    setAsking(false);
    onWithdrawn();
  };
  return (
    <>
      <Button look="subtle" about={product} onClick={() => setAsking(true)}>
        {t('desk.applications.withdraw')}
      </Button>
      {asking && (
        <ConfirmDialog
          question={t('plates.withdrawQuestion')}
          busy={act.state === 'busy'}
          onYes={() => void yes()}
          onNo={() => {
            setAsking(false);
            reset();
          }}
        >
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <p>{t('plates.withdrawText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
