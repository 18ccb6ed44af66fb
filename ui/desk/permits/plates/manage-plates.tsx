import type { PermitView } from '../../../../api/permits/shapes.ts';
import { ButtonLink, Buttons } from '../../../components/button.tsx';
import { useText } from '../../../text/text.tsx';
import { useDesk } from '../../desk.ts';

/** [Beheer kenteken(s)], where the product lets its holder change them (LOKET-031). */
export function ManagePlates({ permit: { id, plateChange } }: { permit: PermitView }) {
  const t = useText();
  const { base } = useDesk();
  if (plateChange === null) return null;
  return (
    <Buttons>
      <ButtonLink to={`${base}/permits/${id}/plates`}>{t('plates.manage')}</ButtonLink>
    </Buttons>
  );
}
