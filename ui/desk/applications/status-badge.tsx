import type { ApplicationSummary } from '../../../api/permit-applications/shapes.ts';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { useText } from '../../text/text.tsx';

/** Whose turn it is, in each status. */
const KINDS: Record<ApplicationSummary['status'], BadgeKind> = {
  draft: 'you',
  'awaiting-documents': 'you',
  'awaiting-confirmation': 'you',
  'documents-approved': 'you',
  'rejected-new-document': 'you',
  'awaiting-payment': 'you',
  'in-review': 'us',
  rejected: 'bad',
  'closed-rejected': 'bad',
  issued: 'ok',
  withdrawn: 'off',
  lapsed: 'off',
};

/** A status in the words of the manual (PORTAL-051…058). */
export function StatusBadge({ status }: { status: ApplicationSummary['status'] }) {
  const t = useText();
  return <Badge kind={KINDS[status]}>{t(`status.application.${status}`)}</Badge>;
}
