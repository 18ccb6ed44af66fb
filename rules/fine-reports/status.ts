import { type Due } from '../values/due.ts';
import { isEnd, isListed, type Moves } from '../values/moves.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** Where a report of a wrong fine stands (melding onterechte bekeuring); the words lie in `text/` under `status.fineReport`. */
export type FineReportStatus = 'with-staff' | 'put-right' | 'passed-on' | 'refused' | 'withdrawn';

/** What may happen to a report, by whoever made it, staff or time. */
export type FineReportMove = 'attach' | 'remind-staff' | 'put-right' | 'pass-on' | 'refuse' | 'withdraw';

/** The only moves there are; whoever comes second reads what the first one did (R13). */
export const FINE_REPORT_MOVES: Moves<FineReportStatus, FineReportMove> = {
  'with-staff': {
    attach: ['with-staff'],
    'remind-staff': ['with-staff'],
    'put-right': ['put-right'],
    'pass-on': ['passed-on'],
    refuse: ['refused'],
    withdraw: ['withdrawn'],
  },
  'put-right': {},
  'passed-on': {},
  refused: {},
  withdrawn: {},
};

export const isReportOver = (status: FineReportStatus): boolean => isEnd(FINE_REPORT_MOVES, status);

export function mayMoveReport(
  status: FineReportStatus,
  move: FineReportMove,
): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  if (isListed(FINE_REPORT_MOVES, status, move)) return { outcome: 'allow' };
  return refuse('move-not-allowed', { status, move }, 'look-again');
}

/** What went wrong where somebody was fined without cause: counted in public, by month. */
export const WRONG_CAUSES = [
  'right-not-shown',
  'registered-late',
  'wrong-plate-read',
  'wrong-place',
  'our-rules',
  'other',
] as const;
export type WrongCause = (typeof WRONG_CAUSES)[number];

/** Why a report is refused; the sentence for the person lies in `text/` under `ground`. */
export const FINE_REFUSALS = ['fine-no-right', 'fine-other-plate', 'fine-other-place', 'fine-not-parking'] as const;
export type FineRefusal = (typeof FINE_REFUSALS)[number];

export type FineAnswer =
  | { outcome: 'put-right'; cause: WrongCause }
  | { outcome: 'pass-on'; cause: null }
  | { outcome: 'refuse'; ground: FineRefusal };

/** Where an answer leads. */
export const STATUS_AFTER = { 'put-right': 'put-right', 'pass-on': 'passed-on', refuse: 'refused' } as const;

/** What happens by itself while nobody answers: staff are warned, and whoever waits is told that it takes longer than it may. */
export type FineReportDeadline = Due<'target' | 'legal-term'>;
