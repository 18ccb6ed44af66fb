import type { PlateChangeView } from '../../../../api/plate-changes/shapes.ts';
import { useText } from '../../../text/text.tsx';
import { AskFirst } from '../../ask-first.tsx';
import { withdrawPlateChange } from '../../data/plate-changes.ts';

interface WithdrawChangeProps {
  changeId: string;
  /** What it is of: the product, or the number of the change. */
  about: string;
  onWithdrawn: (change: PlateChangeView) => void;
}

/** [Trek in] of a change of plate that does not count yet (PORTAL-063). */
export function WithdrawChange({ changeId, about, onWithdrawn }: WithdrawChangeProps) {
  const t = useText();
  return (
    <AskFirst
      label={t('desk.applications.withdraw')}
      about={about}
      question={t('plates.withdrawQuestion')}
      send={withdrawPlateChange}
      id={changeId}
      onDone={onWithdrawn}
    >
      <p>{t('plates.withdrawText')}</p>
    </AskFirst>
  );
}
