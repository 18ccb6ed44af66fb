import { OwnData } from '../../own-data/own-data.tsx';
import { useText } from '../../text/text.tsx';
import { DeskShell } from '../desk-shell.tsx';

/** What the municipality holds of a holder (inzage, BEYOND-024). */
export default function OwnDataPage() {
  const t = useText();
  return (
    <DeskShell title={t('ownData.title')}>
      <OwnData whose="me" />
    </DeskShell>
  );
}
