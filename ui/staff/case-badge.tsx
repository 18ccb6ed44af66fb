import { Badge } from '../components/note.tsx';
import { useText } from '../text/text.tsx';
import { badgeOf, isCaseStatus } from './case-status.ts';

export function CaseBadge({ status }: { status: string }) {
  const t = useText();
  return isCaseStatus(status) ? (
    <Badge kind={badgeOf(status)}>{t(`staff.status.${status}`)}</Badge>
  ) : (
    <Badge kind="off">{status}</Badge>
  );
}
