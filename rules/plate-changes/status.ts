import { type Instant } from '../values/moment.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** Where a change of plate stands (kentekenwijziging); the words lie in `text/` under `status.plateChange`. */
export type PlateChangeStatus =
  | 'awaiting-documents'
  | 'awaiting-confirmation'
  | 'in-review'
  | 'awaiting-payment'
  | 'scheduled'
  | 'changed'
  | 'returned'
  | 'rejected'
  | 'withdrawn'
  | 'lapsed';

/** What may happen to a change, by citizen, staff or time. */
export type PlateChangeMove =
  | 'answer-keeper'
  | 'attach'
  | 'detach'
  | 'confirm'
  | 'withdraw'
  | 'approve'
  | 'reject'
  | 'reject-new-document'
  | 'ask-documents'
  | 'pay'
  | 'lapse'
  | 'take-effect'
  | 'give-back';

const FILLING: readonly PlateChangeMove[] = ['answer-keeper', 'attach', 'detach', 'confirm', 'withdraw', 'lapse'];

/** The only moves there are; whoever comes second reads what the first one did (R13). */
const MOVES: Record<PlateChangeStatus, readonly PlateChangeMove[]> = {
  'awaiting-documents': FILLING,
  'awaiting-confirmation': FILLING,
  'in-review': ['approve', 'reject', 'reject-new-document', 'ask-documents', 'withdraw'],
  'awaiting-payment': ['pay', 'withdraw', 'lapse'],
  scheduled: ['take-effect', 'withdraw', 'lapse'],
  changed: ['give-back'],
  returned: [],
  rejected: [],
  withdrawn: [],
  lapsed: [],
};

export const PLATE_CHANGE_STATUSES = Object.keys(MOVES) as PlateChangeStatus[];

export function mayMove(
  status: PlateChangeStatus,
  move: PlateChangeMove,
): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  if (MOVES[status].includes(move)) return { outcome: 'allow' };
  return refuse('move-not-allowed', { status, move }, 'look-again');
}

/** Something that happens to a change by itself if nobody acts before. */
export interface PlateChangeDeadline {
  kind: 'remind' | 'lapse' | 'target' | 'legal-term' | 'take-effect' | 'end-overlap' | 'give-back';
  at: Instant;
}

/** When a change counts, when the plate it replaces stops, and when a temporary car goes back. */
export interface Moments {
  effectiveAt: Instant;
  overlapUntil: Instant | null;
  backAt: Instant | null;
}

/** Nothing is asked of anybody any more, and nothing happens by itself. */
export const isOver = (status: PlateChangeStatus, deadlines: readonly PlateChangeDeadline[]): boolean =>
  MOVES[status].length === 0 || (status === 'changed' && deadlines.length === 0);

/** What the holder can press. */
export type PlateChangeAction = 'continue' | 'to-cart' | 'withdraw' | 'give-back';

export function actionsOf(status: PlateChangeStatus, { temporary }: { temporary: boolean }): PlateChangeAction[] {
  switch (status) {
    case 'awaiting-documents':
    case 'awaiting-confirmation':
      return ['continue', 'withdraw'];
    case 'in-review':
    case 'scheduled':
      return ['withdraw'];
    case 'awaiting-payment':
      return ['to-cart', 'withdraw'];
    case 'changed':
      return temporary ? ['give-back'] : [];
    case 'returned':
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
      return [];
    default:
      return status satisfies never;
  }
}
