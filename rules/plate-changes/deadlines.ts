import { deadlinesOf, type DeadlineFacts } from '../permit-applications/deadlines.ts';
import { type Moments, type PlateChangeDeadline, type PlateChangeStatus } from './status.ts';

/**
 * What happens by itself in this state, earliest first. While it is filled in, reviewed or paid, the terms are those of an application;
 * then its own moments count.
 */
export function plateChangeDeadlines(
  status: PlateChangeStatus,
  facts: DeadlineFacts,
  moments: Moments | null,
): PlateChangeDeadline[] {
  switch (status) {
    case 'awaiting-documents':
    case 'awaiting-confirmation':
    case 'in-review':
    case 'awaiting-payment':
      return deadlinesOf(status, facts).flatMap(({ kind, at }) => (kind === 'close' ? [] : [{ kind, at }]));
    case 'scheduled':
      return moments ? [{ kind: 'take-effect', at: moments.effectiveAt }] : [];
    case 'changed':
      return [
        ...(moments?.overlapUntil ? [{ kind: 'end-overlap' as const, at: moments.overlapUntil }] : []),
        ...(moments?.backAt ? [{ kind: 'give-back' as const, at: moments.backAt }] : []),
      ];
    case 'returned':
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
      return [];
    default:
      return status satisfies never;
  }
}
