import { type Instant } from '../values/moment.ts';
import { isEnd, isListed, statusesOf, type Moves } from '../values/moves.ts';
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

const WHILE_FILLING = ['awaiting-documents', 'awaiting-confirmation'] as const;
const FILLING = { 'answer-keeper': WHILE_FILLING, attach: WHILE_FILLING, detach: WHILE_FILLING };
const GIVING_UP = { withdraw: ['withdrawn'], lapse: ['lapsed'] } as const;
const SETTLED = ['awaiting-payment', 'scheduled', 'changed'] as const;

/** The only moves there are; whoever comes second reads what the first one did (R13). */
export const PLATE_CHANGE_MOVES: Moves<PlateChangeStatus, PlateChangeMove> = {
  // What is still lacking is said when somebody confirms too early.
  'awaiting-documents': { ...FILLING, confirm: ['awaiting-documents'], ...GIVING_UP },
  'awaiting-confirmation': { ...FILLING, confirm: ['in-review', ...SETTLED], ...GIVING_UP },
  'in-review': {
    approve: SETTLED,
    reject: ['rejected'],
    'reject-new-document': ['awaiting-documents'],
    'ask-documents': ['awaiting-documents'],
    withdraw: ['withdrawn'],
    // Only with its permit: there is nothing left to decide.
    lapse: ['lapsed'],
  },
  'awaiting-payment': { pay: ['scheduled', 'changed', 'lapsed'], ...GIVING_UP },
  scheduled: { 'take-effect': ['changed', 'lapsed'], ...GIVING_UP },
  changed: { 'give-back': ['returned'] },
  returned: {},
  rejected: {},
  withdrawn: {},
  lapsed: {},
};

export const PLATE_CHANGE_STATUSES = statusesOf(PLATE_CHANGE_MOVES);

export function mayMove(
  status: PlateChangeStatus,
  move: PlateChangeMove,
): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  if (isListed(PLATE_CHANGE_MOVES, status, move)) return { outcome: 'allow' };
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
  isEnd(PLATE_CHANGE_MOVES, status) || (status === 'changed' && deadlines.length === 0);

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
