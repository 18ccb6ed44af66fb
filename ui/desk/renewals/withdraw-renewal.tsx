import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { useAct } from '../../data/use-act.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { withdrawRenewal } from '../data/renewals.ts';
import { useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface WithdrawRenewalProps {
  renewalId: string;
  productName: { nl: string; en: string };
  /** Last day of what was paid for; absent when that is over already. */
  lastDay?: string | undefined;
  onWithdrawn: (product: string) => void;
}

/** [Trek in], which asks first and says what follows (PORTAL-087). */
export function WithdrawRenewal({ renewalId, productName, lastDay, onWithdrawn }: WithdrawRenewalProps) {
  const t = useText();
  const format = useFormat();
  const product = useLocal()(productName);
  const [asking, setAsking] = useState(false);
  const { act, perform, reset } = useAct(withdrawRenewal);
  const yes = async () => {
    const answer = await perform(renewalId);
    if (!answer?.ok) return;
    setAsking(false);
    onWithdrawn(product);
  };
  return (
    <>
      <Button look="subtle" about={product} onClick={() => setAsking(true)}>
        {t('desk.lists.renewals.withdraw')}
      </Button>
      {asking && (
        <ConfirmDialog
          question={t('desk.lists.renewals.withdrawQuestion')}
          busy={act.state === 'busy'}
          onYes={() => void yes()}
          onNo={() => {
            setAsking(false);
            reset();
          }}
        >
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <p>
            {lastDay === undefined
              ? t('desk.lists.renewals.withdrawTextOver', { product })
              : t('desk.lists.renewals.withdrawText', { product, day: format.day(lastDay) })}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
