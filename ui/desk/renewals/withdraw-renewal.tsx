import { useFormat, useText } from '../../text/text.tsx';
import { AskFirst } from '../ask-first.tsx';
import { withdrawRenewal } from '../data/renewals.ts';
import { useLocal } from '../desk.ts';

interface WithdrawRenewalProps {
  renewalId: string;
  productName: { nl: string; en: string };
  /** Last day of what was paid for; absent when that is over already. */
  lastDay?: string | undefined;
  onWithdrawn: (product: string) => void;
}

/** [Trek in] of a renewal, which says what follows (PORTAL-087). */
export function WithdrawRenewal({ renewalId, productName, lastDay, onWithdrawn }: WithdrawRenewalProps) {
  const t = useText();
  const format = useFormat();
  const product = useLocal()(productName);
  return (
    <AskFirst
      label={t('desk.lists.renewals.withdraw')}
      about={product}
      question={t('desk.lists.renewals.withdrawQuestion')}
      send={withdrawRenewal}
      id={renewalId}
      onDone={() => onWithdrawn(product)}
    >
      <p>
        {lastDay === undefined
          ? t('desk.lists.renewals.withdrawTextOver', { product })
          : t('desk.lists.renewals.withdrawText', { product, day: format.day(lastDay) })}
      </p>
    </AskFirst>
  );
}
