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

const FILLING: readonly Move[] = ['answer', 'attach', 'detach', 'submit-documents', 'confirm', 'withdraw', 'lapse'];

/** The only moves there are. A move that is not listed is refused, whoever asks for it (R13). */
const MOVES: Record<ApplicationStatus, readonly Move[]> = {
  draft: FILLING,
  'awaiting-confirmation': FILLING,
  'documents-approved': ['answer', 'confirm', 'withdraw', 'lapse'],
  'awaiting-documents': FILLING,
  'rejected-new-document': ['attach', 'detach', 'submit-documents', 'withdraw', 'lapse'],
  'in-review': ['approve', 'reject', 'reject-new-document', 'ask-documents', 'withdraw'],
  rejected: ['withdraw', 'close'],
  'awaiting-payment': ['pay', 'withdraw', 'lapse'],
  issued: [],
  withdrawn: [],
  lapsed: [],
  'closed-rejected': [],
};

export const APPLICATION_STATUSES = Object.keys(MOVES) as ApplicationStatus[];

/** Refuses what the state forbids, and names the state, so that whoever came second understands what the first one did. */
export function mayMove(status: ApplicationStatus, move: Move): { outcome: 'allow' } | Refusal<'move-not-allowed'> {
  if (MOVES[status].includes(move)) return { outcome: 'allow' };
  return refuse('move-not-allowed', { status, move }, 'look-again');
}

/** Nothing can happen to it any more; it is no longer among the running ones. */
export const isClosed = (status: ApplicationStatus): boolean => MOVES[status].length === 0;

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
