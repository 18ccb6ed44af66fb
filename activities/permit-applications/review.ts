import { daysStill, legalDay, targetDay } from '../../rules/permit-applications/deadlines.ts';
import { afterApproval } from '../../rules/permit-applications/decision.ts';
import { type Answers } from '../../rules/permit-applications/steps.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { decideVerdictEntry, type RejectionGround, type VerdictKind } from '../../rules/review.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import type { ApplicationState } from '../../workflows/contract/permit-application.ts';
import { record } from '../db/stores/audit.ts';
import { claim, closeTask, holdTask, lockTask, openTask, release } from '../db/stores/tasks.ts';
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
  const { municipalityId, id: applicationId } = dossier;
  const about = { applicationId };
  await openTask(
    tx,
    { municipalityId, about, kind: 'review-application', targetOn: targetDay(term), legalOn: legalDay(term) },
    at,
  );
  const changes: Changes = { ...more, answers, status: 'in-review', receivedAt, pausedDays, pausedSince: null };
  return saveDossier(tx, dossier, changes, at);
}

export interface TaskAct extends Act {
  staffId: string;
}

/** Takes the case in hand; nobody else decides it until it is given back (behandelaar). */
export function claimTask(deps: Deps, command: TaskAct): Promise<Changed> {
  return act(deps, command, 'approve', async (tx, dossier) => {
    const refused = await claim(tx, dossier.id, command.staffId, command.at);
    if (refused) return refused;
    await record(tx, command.at, command.actor, subjectOf(dossier), { kind: 'task-claimed', data: {} });
    return changed(stateOf(dossier));
  });
}

export function releaseTask(deps: Deps, command: TaskAct): Promise<Changed> {
  return act(deps, command, 'approve', async (tx, dossier) => {
    const refused = await release(tx, dossier.id, command.staffId);
    if (refused) return refused;
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
    const task = await lockTask(tx, dossier.id, command.staffId);
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
        await closeTask(tx, dossier.id, command.at);
        return changed(await approve(tx, deps, dossier, facts, command));
      case 'reject':
        await closeTask(tx, dossier.id, command.at);
        return changed(await reject(tx, dossier, command));
      case 'reject-new-document':
      case 'ask-documents':
        await holdTask(tx, task.id, command.at);
        return changed(await askAgain(tx, dossier, command, input));
      default:
        return command.verdict satisfies never;
    }
  });
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
  await queueMessage(
    tx,
    { municipalityId, holderId, language: holder.language, recipient: holder.email, kind, applicationId },
    at,
  );
}

const supersede = statement(
  'supersede-documents',
  `UPDATE document SET superseded_at = $3
    WHERE application_id = $1 AND origin = 'upload' AND attached_at IS NOT NULL AND removed_at IS NULL AND superseded_at IS NULL
      AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))
   RETURNING id`,
);
