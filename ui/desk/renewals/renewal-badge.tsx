import type { RenewalView } from '../../../api/renewals/shapes.ts';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { useText } from '../../text/text.tsx';

const KINDS: Record<RenewalView['status'], BadgeKind> = {
  'awaiting-confirmation': 'you',
  'awaiting-payment': 'you',
  renewed: 'ok',
  withdrawn: 'off',
  lapsed: 'off',
};

/** A status in the words of the manual (PORTAL-085, PORTAL-086). */
export function RenewalBadge({ status }: Pick<RenewalView, 'status'>) {
  const t = useText();
  return <Badge kind={KINDS[status]}>{t(`status.renewal.${status}`)}</Badge>;
}
