import { useCallback } from 'react';
import { Link } from 'react-router';
import type { PermitView } from '../../../../api/permits/shapes.ts';
import type { PlateChangeView } from '../../../../api/plate-changes/shapes.ts';
import { ButtonLink, Buttons } from '../../../components/button.tsx';
import { Note } from '../../../components/note.tsx';
import { useCall } from '../../../data/use-call.ts';
import { useText } from '../../../text/text.tsx';
import { readPlateChanges } from '../../data/plate-changes.ts';
import { useDesk } from '../../desk.ts';

/** [Beheer kenteken(s)], where the product lets its holder change them, and the change that is under way (LOKET-031, LOKET-055). */
export function ManagePlates({ permit: { id, plateChange } }: { permit: PermitView }) {
  const t = useText();
  const { base } = useDesk();
  if (plateChange === null) return null;
  const page = `${base}/permits/${id}/plates`;
  return (
    <>
      <UnderWay permitId={id} page={page} />
      <Buttons>
        <ButtonLink to={page}>{t('plates.manage')}</ButtonLink>
      </Buttons>
    </>
  );
}

const WAITS_FOR_HOLDER: ReadonlySet<PlateChangeView['status']> = new Set([
  'awaiting-documents',
  'awaiting-confirmation',
  'awaiting-payment',
]);
const WAITS: ReadonlySet<PlateChangeView['status']> = new Set([...WAITS_FOR_HOLDER, 'in-review', 'scheduled']);

function UnderWay({ permitId, page }: { permitId: string; page: string }) {
  const t = useText();
  const { call } = useCall(useCallback((signal: AbortSignal) => readPlateChanges(permitId, signal), [permitId]));
  if (call.state !== 'done') return null;
  return call.value.items
    .filter(({ status }) => WAITS.has(status))
    .map(({ id, status, comes, goes }) => (
      <Note
        key={id}
        level="h3"
        kind={WAITS_FOR_HOLDER.has(status) ? 'wait' : 'info'}
        title={
          comes
            ? t('plates.underWay', { plate: comes.display })
            : t('plates.underWayGoes', { plate: goes?.display ?? '' })
        }
      >
        <p>
          {t(`status.plateChange.${status}`)}. <Link to={page}>{t('plates.look')}</Link>
        </p>
      </Note>
    ));
}
