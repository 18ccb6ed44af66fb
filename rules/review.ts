import { refuse, type Refusal } from './values/refusal.ts';

export interface Task {
  status: 'open' | 'waiting' | 'done';
  claimedBy: string | null;
  /** Whoever asks filed it for its applicant, or helped with it (aan de balie, aan de telefoon). */
  ownWork: boolean;
}

export type VerdictKind = 'approve' | 'reject' | 'reject-new-document' | 'ask-documents';

/** Why an application is rejected or a document sent back; the letter gives its sentence and article (afwijzingsgrond). */
export const REJECTION_GROUNDS = [
  'evidence-insufficient',
  'evidence-unreadable',
  'evidence-other-person',
  'evidence-expired',
  'not-entitled',
  'false-statement',
] as const;
export type RejectionGround = (typeof REJECTION_GROUNDS)[number];

export type ReviewGround =
  'task-closed' | 'task-of-someone-else' | 'task-not-claimed' | 'ground-missing' | 'ground-not-needed' | 'own-work';

/** One person works on a case at a time; who has it may take it again (behandelaar). */
export function decideClaim(task: Task, staffId: string): { outcome: 'allow' } | Refusal<ReviewGround> {
  if (task.status === 'done') return refuse('task-closed', {}, 'look-again');
  if (task.claimedBy !== null && task.claimedBy !== staffId) return refuse('task-of-someone-else', {}, 'ask-colleague');
  if (task.ownWork) return refuse('own-work', {}, 'ask-colleague');
  return { outcome: 'allow' };
}

/** Only who claimed the case decides it, never who helped to file it, and every no has a ground. */
export function decideVerdictEntry(
  task: Task,
  staffId: string,
  verdict: { kind: VerdictKind; ground: RejectionGround | null },
): { outcome: 'allow' } | Refusal<ReviewGround> {
  if (task.status !== 'open') return refuse('task-closed', { status: task.status }, 'look-again');
  if (task.claimedBy === null) return refuse('task-not-claimed', {}, 'claim-first');
  if (task.claimedBy !== staffId) return refuse('task-of-someone-else', {}, 'ask-colleague');
  if (task.ownWork) return refuse('own-work', {}, 'ask-colleague');
  if (verdict.kind === 'approve') {
    return verdict.ground === null ? { outcome: 'allow' } : refuse('ground-not-needed', {}, 'leave-out-ground');
  }
  return verdict.ground === null ? refuse('ground-missing', {}, 'choose-ground') : { outcome: 'allow' };
}
