import { daysStill, legalDay, targetDay } from '../../rules/permit-applications/deadlines.ts';
import { afterApproval } from '../../rules/permit-applications/decision.ts';
import { type Answers } from '../../rules/permit-applications/steps.ts';
import { calendarOf } from '../../rules/municipalities/release.ts';
import {
  decideClaim,
  decideVerdictEntry,
  type RejectionGround,
  type Task,
  type VerdictKind,
} from '../../rules/review.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import type { ApplicationState } from '../../workflows/contract/permit-application.ts';
import { record } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { requestLetter } from '../letters/request.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { issuePermit } from '../permits/issue.ts';
import { act, changed, subjectOf, type Act, type Changed } from './act.ts';
import { takeInput } from './answer.ts';
import { createCharge } from './charge.ts';
import { decisionFacts, storeDecision } from './decisions.ts';
import { saveDossier, stateOf, type Changes, type Dossier } from './dossier.ts';
import { releasePlace } from './places.ts';

/** Puts a case before staff. The clock of the legal term starts, or goes on where it stood still (Awb 4:13, 4:15). */
export async function sendToReview(
  tx: Db,
  dossier: Dossier,
  answers: Answers,
  at: Instant,
  more: Changes = {},
): Promise<ApplicationState> {
  const { municipality } = dossier.release.content;
  const still = dossier.pausedSince ? daysStill(dossier.pausedSince, at, municipality.timeZone) : 0;
  const receivedAt = dossier.receivedAt ?? at;
  const pausedDays = dossier.pausedDays + still;
  const term = {
    terms: municipality.terms,
    objectionWeeks: municipality.objection.weeks,
    calendar: calendarOf(municipality),
    timeZone: municipality.timeZone,
    since: at,
    receivedAt,
    pausedDays,
  };
  await tx.query({
    ...openTask,
    values: [dossier.municipalityId, dossier.id, targetDay(term), legalDay(term), at],
  });
  const changes: Changes = { ...more, answers, status: 'in-review', receivedAt, pausedDays, pausedSince: null };
  return saveDossier(tx, dossier, changes, at);
}

export interface TaskAct extends Act {
  staffId: string;
}

/** Takes the case in hand; nobody else decides it until it is given back (behandelaar). */
export function claimTask(deps: Deps, command: TaskAct): Promise<Changed> {
  return act(deps, command, 'approve', async (tx, dossier) => {
    const task = await readTask(tx, dossier.id);
    if (!task) return refuse('not-found');
    const decision = decideClaim(task, command.staffId);
    if (isRefusal(decision)) return decision;
    await tx.query({ ...setClaim, values: [task.id, command.staffId, command.at] });
    await record(tx, command.at, command.actor, subjectOf(dossier), { kind: 'task-claimed', data: {} });
    return changed(stateOf(dossier));
  });
}

export function releaseTask(deps: Deps, command: TaskAct): Promise<Changed> {
  return act(deps, command, 'approve', async (tx, dossier) => {
    const task = await readTask(tx, dossier.id);
    if (!task || task.claimedBy === null) return refuse('not-found');
    if (task.claimedBy !== command.staffId) return refuse('task-of-someone-else', {}, 'ask-colleague');
    await tx.query({ ...setClaim, values: [task.id, null, null] });
    await record(tx, command.at, command.actor, subjectOf(dossier), { kind: 'task-released', data: {} });
    return changed(stateOf(dossier));
  });
}

export interface Verdict extends TaskAct {
  verdict: VerdictKind;
  ground: RejectionGround | null;
  /** Where the API kept the note and the documents that are not good enough. */
  inputId: string;
}

export interface VerdictInput {
  note: string | null;
  documentIds: string[] | null;
}

/** A person's decision on the case (besluit van een medewerker). */
export function decideTask(deps: Deps, command: Verdict): Promise<Changed> {
  return act(deps, command, command.verdict, async (tx, dossier) => {
    const task = await readTask(tx, dossier.id);
    const input = await takeInput<VerdictInput>(tx, command.inputId);
    if (!task || !input) return refuse('not-found');
    const allowed = decideVerdictEntry(task, command.staffId, { kind: command.verdict, ground: command.ground });
    if (isRefusal(allowed)) return allowed;

    const facts = await decisionFacts(tx, dossier);
    await storeDecision(tx, dossier, facts, {
      at: command.at,
      actor: command.actor,
      staffId: command.staffId,
      result: command.verdict,
      ground: command.ground,
      note: input.note,
    });
    await record(tx, command.at, command.actor, subjectOf(dossier), {
      kind: 'task-decided',
      data: { verdict: command.verdict, ground: command.ground },
    });

    switch (command.verdict) {
      case 'approve':
        await tx.query({ ...closeTask, values: [task.id, command.at] });
        return changed(await approve(tx, deps, dossier, facts, command));
      case 'reject':
        await tx.query({ ...closeTask, values: [task.id, command.at] });
        return changed(await reject(tx, dossier, command));
      case 'reject-new-document':
      case 'ask-documents':
        await tx.query({ ...waitTask, values: [task.id, command.at] });
        return changed(await askAgain(tx, dossier, command, input));
      default:
        return command.verdict satisfies never;
    }
  });
}

/** Nobody needs to look at this case any more. */
export async function dropTask(tx: Db, applicationId: string, at: Instant): Promise<void> {
  await tx.query({ ...closeTasks, values: [applicationId, at] });
}

async function approve(
  tx: Db,
  deps: Deps,
  dossier: Dossier,
  facts: Awaited<ReturnType<typeof decisionFacts>>,
  { at }: Verdict,
): Promise<ApplicationState> {
  const next = afterApproval(dossier.answers, facts, dossier.declaredAt !== null);
  switch (next.outcome) {
    case 'continue':
      await mail(tx, dossier, 'documents-approved', at);
      return saveDossier(tx, dossier, { status: 'documents-approved', approvedAt: at }, at);
    case 'pay':
      await createCharge(tx, dossier, next.cents, at);
      await mail(tx, dossier, 'documents-approved', at);
      return saveDossier(tx, dossier, { status: 'awaiting-payment', approvedAt: at }, at);
    case 'issue':
      return issuePermit(tx, deps, dossier, { approvedAt: at }, at);
    default:
      return next satisfies never;
  }
}

async function reject(tx: Db, dossier: Dossier, { at, ground }: Verdict): Promise<ApplicationState> {
  await releasePlace(tx, dossier.id, at);
  const { municipalityId, holderId, id: applicationId, holder } = dossier;
  await requestLetter(
    tx,
    {
      municipalityId,
      holderId,
      applicationId,
      permitId: null,
      kind: 'application-rejected',
      language: holder.language,
    },
    at,
  );
  await mail(tx, dossier, 'application-rejected', at);
  return saveDossier(tx, dossier, { status: 'rejected', ground }, at);
}

/** What was sent stays readable but no longer counts; the clock stands still from now on. */
async function askAgain(
  tx: Db,
  dossier: Dossier,
  { at, verdict, ground }: Verdict,
  input: VerdictInput,
): Promise<ApplicationState> {
  const { rows } = await tx.query<{ id: string }>({ ...supersede, values: [dossier.id, input.documentIds, at] });
  const superseded = rows.map(({ id }) => id);
  const documents = dossier.answers.documents.filter(({ id }) => !superseded.includes(id));
  const sentBack = verdict === 'reject-new-document';
  await mail(tx, dossier, sentBack ? 'new-document-asked' : 'documents-asked', at);
  return saveDossier(
    tx,
    dossier,
    {
      status: sentBack ? 'rejected-new-document' : 'awaiting-documents',
      answers: { ...dossier.answers, documents, documentsConfirmed: false },
      pausedSince: at,
      ground,
    },
    at,
  );
}

export async function mail(
  tx: Db,
  dossier: Dossier,
  kind: Parameters<typeof queueMessage>[1]['kind'],
  at: Instant,
): Promise<void> {
  const { municipalityId, holderId, holder, id: applicationId } = dossier;
  if (holder.email === null) return;
  await queueMessage(
    tx,
    { municipalityId, holderId, language: holder.language, recipient: holder.email, kind, applicationId },
    at,
  );
}

async function readTask(tx: Db, applicationId: string): Promise<(Task & { id: string }) | undefined> {
  const { rows } = await tx.query<{ id: string; status: Task['status']; claimed_by: string | null }>({
    ...findTask,
    values: [applicationId],
  });
  return rows[0] && { id: rows[0].id, status: rows[0].status, claimedBy: rows[0].claimed_by };
}

const findTask = statement(
  'find-task',
  `SELECT id, status, claimed_by FROM task WHERE application_id = $1 AND status <> 'done' FOR UPDATE`,
);
const openTask = statement(
  'open-task',
  `INSERT INTO task (municipality_id, application_id, kind, target_on, legal_on, opened_at)
   VALUES ($1, $2, 'review-application', $3, $4, $5)
   ON CONFLICT (application_id) WHERE status <> 'done'
   DO UPDATE SET status = 'open', target_on = excluded.target_on, legal_on = excluded.legal_on, waiting_since = NULL,
                 version = task.version + 1`,
);
const setClaim = statement(
  'claim-task',
  'UPDATE task SET claimed_by = $2, claimed_at = $3, version = version + 1 WHERE id = $1',
);
const closeTask = statement(
  'close-task',
  `UPDATE task SET status = 'done', closed_at = $2, version = version + 1 WHERE id = $1`,
);
const closeTasks = statement(
  'close-tasks',
  `UPDATE task SET status = 'done', closed_at = $2, version = version + 1 WHERE application_id = $1 AND status <> 'done'`,
);
const waitTask = statement(
  'wait-task',
  `UPDATE task SET status = 'waiting', waiting_since = $2, version = version + 1 WHERE id = $1`,
);
const supersede = statement(
  'supersede-documents',
  `UPDATE document SET superseded_at = $3
    WHERE application_id = $1 AND origin = 'upload' AND attached_at IS NOT NULL AND removed_at IS NULL AND superseded_at IS NULL
      AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))
   RETURNING id`,
);
