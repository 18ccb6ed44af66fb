import { type Actor } from '../../../rules/audit.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import type { Job } from '../../../workflows/contract/jobs.ts';
import { type PlaceKey } from '../../permit-applications/places.ts';
import { statement, type Db } from '../transaction.ts';
import { type Notice } from './push.ts';

/** Everything the relay can deliver: processes to start, signals to them, and jobs for the queue. Ids, codes and moments only. */
export interface Commands {
  'start-permit': { permitId: string };
  'start-letter': { letterId: string };
  'start-job': { job: Job };
  'clock-moved': { workflowId: string; offsetMs: number };
  /** Of an application that was begun by another process than its own. */
  'start-application': { applicationId: string };
  'application-paid': { applicationId: string };
  'plate-change-paid': { plateChangeId: string };
  'plate-change-stopped': { plateChangeId: string };
  /** Asked of its process, which alone ends it. */
  'end-permit': { permitId: string; noticeId: string; actor: Actor; ground: 'moved' | 'vehicle-sold' };
  'start-register-notice': { eventId: string };
  'register-notice-settled': { eventId: string };
  /** Taken up again: its process was lost. */
  'start-fine-report': { reportId: string };
  'start-renewal': { renewalId: string };
  'renewal-paid': { renewalId: string };
  /** The books say that it is over: its permit ended first. */
  'renewal-closed': { renewalId: string };
  'payment-hint': { paymentId: string };
  'start-mandate': { mandateId: string };
  'mandate-changed': { mandateId: string };
  'start-refund': { refundId: string };
  /** Its books changed, or the provider has news of it; a process that is over is taken up again. */
  'refund-changed': { refundId: string };
  'start-parking-action': { actionId: string };
  'parking-stopped': { actionId: string };
  'parking-extended': { actionId: string };
  'parking-corrected': { actionId: string };
  'permit-rights-changed': { permitId: string };
  /** It ends later, or earlier, than its process knows; one that had expired is taken up again. */
  'permit-term-changed': { permitId: string };
  'start-grant': { grantId: string };
  'grant-changed': { grantId: string };
  'waitlist-changed': { entryId: string };
  /** Places came free, or somebody joined the line for them. */
  'offer-places': PlaceKey;
  'letter-rendered': { letterId: string };
  /** An auditor wants a case replayed, or its dossier. */
  'check-case': { checkId: string };
  /** An operator wants to know what a proposal would have meant. */
  simulate: { simulationId: string };
  'make-bundle': { bundleId: string };
  'send-mail': { messageId: string };
  'render-letter': { letterId: string };
  'print-batch': { batchId: string };
  /** Written by the database itself when a balance passes an alarm. */
  'alarm-crossed': { balanceId: string; crossingId: string };
  'send-push': Notice;
  /** Begun anew from its books, also where it was ended from outside. */
  'restart-process': { kind: Exclude<ProcessKind, 'job'>; subjectId: string };
  /** A step that keeps failing is tried now, and counts its tries from the beginning. */
  'retry-activity': { workflowId: string; activity: string };
}

export type CommandKind = keyof Commands;

/** Puts a command in the outbox, in the transaction of what it is about: both are committed, or neither is. */
export async function command<Kind extends CommandKind>(
  tx: Db,
  subjectId: string,
  kind: Kind,
  payload: Commands[Kind],
): Promise<void> {
  await tx.query({ ...addCommand, values: [subjectId, kind, JSON.stringify(payload)] });
}

const addCommand = statement('add-command', 'INSERT INTO outbox (subject_id, kind, payload) VALUES ($1, $2, $3)');

export type ProcessKind =
  | 'permit-application'
  | 'permit'
  | 'payment'
  | 'letter'
  | 'parking-action'
  | 'grant'
  | 'plate-change'
  | 'register-notice'
  | 'fine-report'
  | 'waitlist-entry'
  | 'renewal'
  | 'refund'
  | 'mandate'
  | 'job';

export interface NewProcess {
  workflowId: string;
  kind: ProcessKind;
  subjectId: string;
  municipalityId: string | null;
  openedAt: Instant;
  nextDueAt: Instant | null;
}

/** Notes that a process must exist: the reconciler looks for it, and the business clock asks what is due next. */
export async function openProcess(tx: Db, process: NewProcess): Promise<void> {
  const { workflowId, kind, subjectId, municipalityId, openedAt, nextDueAt } = process;
  await tx.query({ ...addProcess, values: [workflowId, kind, subjectId, municipalityId, openedAt, nextDueAt] });
}

export async function processWaitsUntil(tx: Db, workflowId: string, nextDueAt: Instant | null): Promise<void> {
  await tx.query({ ...setDue, values: [workflowId, nextDueAt] });
}

export async function closeProcess(tx: Db, workflowId: string, at: Instant): Promise<void> {
  await tx.query({ ...endProcess, values: [workflowId, at] });
}

/** How far business time runs ahead, read so that a move of the clock waits for this transaction, or this one for the move. */
export async function clockOffsetMs(tx: Db): Promise<number> {
  const { rows } = await tx.query<{ offset_ms: string }>(readOffset);
  return Number(rows[0]?.offset_ms ?? 0);
}

const addProcess = statement(
  'add-process',
  `INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at, next_due_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (workflow_id) DO UPDATE SET closed_at = NULL, next_due_at = excluded.next_due_at`,
);
const setDue = statement(
  'set-process-due',
  'UPDATE process SET next_due_at = $2, closed_at = NULL WHERE workflow_id = $1',
);
const endProcess = statement(
  'end-process',
  'UPDATE process SET closed_at = $2, next_due_at = NULL WHERE workflow_id = $1',
);
const readOffset = statement('read-clock-offset', 'SELECT offset_ms FROM business_clock FOR SHARE');
