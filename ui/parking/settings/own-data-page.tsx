import { OwnData } from '../../own-data/own-data.tsx';
import { useText } from '../../text/text.tsx';
import { ParkingShell } from '../parking-shell.tsx';

/** What the parking app holds of an account (inzage, BEYOND-024). */
export default function OwnDataPage() {
  const t = useText();
  return (
    <ParkingShell title={t('ownData.title')}>
      <OwnData whose="account" />
    </ParkingShell>
  );
}
