import { type Task } from '../../../rules/review.ts';
import { decideClaim } from '../../../rules/review.ts';
import { type CivilDate } from '../../../rules/values/civil-day.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../../rules/values/refusal.ts';
import { statement, type Db } from '../transaction.ts';

/** What staff look at: exactly one case. */
export type TaskAbout =
  { applicationId: string } | { plateChangeId: string } | { registerNoticeId: string } | { fineReportId: string };

export interface NewTask {
  municipalityId: string;
  about: TaskAbout;
  kind: 'review-application' | 'review-plate-change' | 'judge-register-notice' | 'answer-fine-report';
  targetOn: CivilDate;
  legalOn: CivilDate;
}

/** Puts a case before staff; one that waited for its holder goes on with the terms of now. */
export async function openTask(tx: Db, task: NewTask, at: Instant): Promise<void> {
  const { municipalityId, about, kind, targetOn, legalOn } = task;
  await tx.query({
    ...addTask,
    values: [
      municipalityId, kind, 'applicationId' in about ? about.applicationId : null,
      'plateChangeId' in about ? about.plateChangeId : null, 'registerNoticeId' in about ? about.registerNoticeId : null,
      'fineReportId' in about ? about.fineReportId : null, targetOn, legalOn, at,
    ], // prettier-ignore
  });
}

/** The task of a case that is not done yet, as somebody of staff finds it; held until the transaction ends. */
export async function lockTask(tx: Db, caseId: string, staffId: string): Promise<(Task & { id: string }) | undefined> {
  const { rows } = await tx.query<{ id: string; status: Task['status']; claimed_by: string | null; own_work: boolean }>(
    {
      ...findTask,
      values: [caseId, staffId],
    },
  );
  const [row] = rows;
  return row && { id: row.id, status: row.status, claimedBy: row.claimed_by, ownWork: row.own_work };
}

/** Takes the case in hand; nobody else decides it until it is given back. */
export async function claim(tx: Db, caseId: string, staffId: string, at: Instant): Promise<Refusal | undefined> {
  const task = await lockTask(tx, caseId, staffId);
  if (!task) return refuse('not-found');
  const decision = decideClaim(task, staffId);
  if (isRefusal(decision)) return decision;
  await tx.query({ ...setClaim, values: [task.id, staffId, at] });
  return undefined;
}

export async function release(tx: Db, caseId: string, staffId: string): Promise<Refusal | undefined> {
  const task = await lockTask(tx, caseId, staffId);
  if (!task || task.claimedBy === null) return refuse('not-found');
  if (task.claimedBy !== staffId) return refuse('task-of-someone-else', {}, 'ask-colleague');
  await tx.query({ ...setClaim, values: [task.id, null, null] });
  return undefined;
}

/** Nobody needs to look at this case any more. */
export async function closeTask(tx: Db, caseId: string, at: Instant): Promise<void> {
  await tx.query({ ...setDone, values: [caseId, at] });
}

/** The case waits for its holder; the task stays with whoever has it. */
export async function holdTask(tx: Db, taskId: string, at: Instant): Promise<void> {
  await tx.query({ ...setWaiting, values: [taskId, at] });
}

export async function escalate(tx: Db, caseId: string, level: 'target' | 'legal'): Promise<void> {
  await tx.query({ ...setEscalation, values: [caseId, level] });
}

const findTask = statement(
  'find-task',
  `SELECT id, status, claimed_by, helped_with(case_id, $2::uuid) AS own_work FROM task WHERE case_id = $1 AND status <> 'done' FOR UPDATE`,
);
const addTask = statement(
  'open-task',
  `INSERT INTO task (municipality_id, kind, application_id, plate_change_id, register_notice_id, fine_report_id, target_on, legal_on, opened_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   ON CONFLICT (case_id) WHERE status <> 'done'
   DO UPDATE SET status = 'open', target_on = excluded.target_on, legal_on = excluded.legal_on, waiting_since = NULL,
                 version = task.version + 1`,
);
const setClaim = statement(
  'claim-task',
  'UPDATE task SET claimed_by = $2, claimed_at = $3, version = version + 1 WHERE id = $1',
);
const setDone = statement(
  'close-task',
  `UPDATE task SET status = 'done', closed_at = $2, version = version + 1 WHERE case_id = $1 AND status <> 'done'`,
);
const setWaiting = statement(
  'wait-task',
  `UPDATE task SET status = 'waiting', waiting_since = $2, version = version + 1 WHERE id = $1`,
);
const setEscalation = statement(
  'escalate-task',
  `UPDATE task SET escalation = $2, version = version + 1 WHERE case_id = $1 AND status <> 'done'`,
);
