import { useNavigate } from 'react-router';
import type { MunicipalityView } from '../../../api/municipalities/shapes.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Button } from '../../components/button.tsx';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { useDesk } from '../desk.ts';

type Renewed = Pick<PermitView, 'phase' | 'renews' | 'renewal'>;

/** Where its renewal goes on: to be confirmed first, then in the cart where there is one. */
export const renewalAddress = (
  { id, status }: NonNullable<PermitView['renewal']>,
  { payAtOnce }: Pick<MunicipalityView, 'payAtOnce'>,
): string => (status === 'awaiting-payment' && !payAtOnce ? '/cart' : `/renewals/${id}`);

/** [Verleng]: works as soon as the renewal is there (PORTAL-073). Nothing for what is not renewed, renewed by itself, or over without one. */
export function RenewAct({ permit: { phase, renews, renewal } }: { permit: Renewed }) {
  const t = useText();
  const navigate = useNavigate();
  const { base } = useDesk();
  const municipality = useMunicipality();
  if (renewal === null && (renews !== 'by-holder' || phase === 'ended')) return null;
  return (
    <Button
      icon="renew"
      disabled={renewal === null}
      onClick={() => renewal && void navigate(base + renewalAddress(renewal, municipality))}
    >
      {t('permit.renew')}
    </Button>
  );
}
