import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { useText } from '../../text/text.tsx';
import { AskFirst } from '../ask-first.tsx';
import { withdraw } from '../data/applications.ts';
import { useLocal } from '../desk.ts';

interface WithdrawButtonProps {
  application: Pick<ApplicationView, 'id' | 'productName'>;
  onWithdrawn: (application: ApplicationView) => void;
}

/** [Trek in] of an application (PORTAL-059). */
export function WithdrawButton({ application: { id, productName }, onWithdrawn }: WithdrawButtonProps) {
  const t = useText();
  const product = useLocal()(productName);
  return (
    <AskFirst
      label={t('desk.applications.withdraw')}
      about={product}
      question={t('desk.applications.withdrawQuestion')}
      send={withdraw}
      id={id}
      onDone={onWithdrawn}
    >
      <p>{t('desk.applications.withdrawText', { product })}</p>
    </AskFirst>
  );
}
