import { isEnd, isListed, statusesOf, type Moves } from '../values/moves.ts';
import { type Refusal, refuse } from '../values/refusal.ts';

/**
 * Where an application stands. The names citizens read are those of the portal manual (PORTAL-051…058); they lie in `text/` under
 * `status.application`.
 */
export type ApplicationStatus =
  | 'draft'
  | 'awaiting-documents'
  | 'awaiting-confirmation'
  | 'in-review'
  | 'rejected'
  | 'rejected-new-document'
  | 'documents-approved'
  | 'awaiting-payment'
  | 'issued'
  | 'withdrawn'
  | 'lapsed'
  | 'closed-rejected';

/** What may happen to an application, by citizen, staff or time. */
export type Move =
  | 'answer'
  | 'attach'
  | 'detach'
  | 'submit-documents'
  | 'confirm'
  | 'withdraw'
  | 'approve'
  | 'reject'
  | 'reject-new-document'
  | 'ask-documents'
  | 'pay'
  | 'lapse'
  | 'close';

const WHILE_FILLING = ['draft', 'awaiting-documents', 'awaiting-confirmation'] as const;
const FILLING = { answer: WHILE_FILLING, attach: WHILE_FILLING, detach: WHILE_FILLING };
const GIVING_UP = { withdraw: ['withdrawn'], lapse: ['lapsed'] } as const;
const PAYING_OR_ISSUED = ['awaiting-payment', 'issued'] as const;

/** The only moves there are. A move that is not listed is refused, whoever asks for it (R13). */
export const APPLICATION_MOVES: Moves<ApplicationStatus, Move> = {
  // What is still open is said when somebody confirms too early.
  draft: { ...FILLING, 'submit-documents': [...WHILE_FILLING, 'in-review'], confirm: ['draft'], ...GIVING_UP },
  'awaiting-documents': {
    ...FILLING,
    'submit-documents': [...WHILE_FILLING, 'in-review'],
    confirm: ['awaiting-documents', 'in-review', ...PAYING_OR_ISSUED],
    ...GIVING_UP,
  },
  'awaiting-confirmation': {
    ...FILLING,
    'submit-documents': [...WHILE_FILLING, 'in-review'],
    confirm: ['in-review', ...PAYING_OR_ISSUED],
    ...GIVING_UP,
  },
  'in-review': {
    approve: ['documents-approved', ...PAYING_OR_ISSUED],
    reject: ['rejected'],
    'reject-new-document': ['rejected-new-document'],
    'ask-documents': ['awaiting-documents'],
    withdraw: ['withdrawn'],
  },
  'rejected-new-document': {
    attach: ['rejected-new-document'],
    detach: ['rejected-new-document'],
    'submit-documents': ['rejected-new-document', 'in-review'],
    ...GIVING_UP,
  },
  'documents-approved': { answer: ['documents-approved'], confirm: PAYING_OR_ISSUED, ...GIVING_UP },
  'awaiting-payment': { pay: ['issued'], ...GIVING_UP },
  rejected: { withdraw: ['withdrawn'], close: ['closed-rejected'] },
  issued: {},
  withdrawn: {},
  lapsed: {},
  'closed-rejected': {},
};

export const APPLICATION_STATUSES = statusesOf(APPLICATION_MOVES);

/** Refuses what the state forbids, and names the state, so that whoever came second understands what the first one did. */
export function mayMove(status: ApplicationStatus, move: Move): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  if (isListed(APPLICATION_MOVES, status, move)) return { outcome: 'allow' };
  return refuse('move-not-allowed', { status, move }, 'look-again');
}

/** Nothing can happen to it any more; it is no longer among the running ones. */
export const isClosed = (status: ApplicationStatus): boolean => isEnd(APPLICATION_MOVES, status);

/** Waits for an act of the applicant: these are the yellow counts on the home screen. */
export const waitsForApplicant = (status: ApplicationStatus): boolean =>
  !isClosed(status) && status !== 'in-review' && status !== 'rejected';

/** What the applicant can press (PORTAL-051…058). */
export type ApplicantAction = 'continue' | 'to-cart' | 'withdraw';

export function actionsOf(status: ApplicationStatus): ApplicantAction[] {
  switch (status) {
    case 'draft':
    case 'awaiting-documents':
    case 'awaiting-confirmation':
    case 'documents-approved':
    case 'rejected-new-document':
      return ['continue', 'withdraw'];
    case 'awaiting-payment':
      return ['to-cart', 'withdraw'];
    case 'in-review':
    case 'rejected':
      return ['withdraw'];
    case 'issued':
    case 'withdrawn':
    case 'lapsed':
    case 'closed-rejected':
      return [];
    default:
      return status satisfies never;
  }
}
