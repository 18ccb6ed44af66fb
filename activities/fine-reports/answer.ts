import { decideFineAnswer } from '../../rules/fine-reports/decide.ts';
import { STATUS_AFTER, type FineAnswer } from '../../rules/fine-reports/status.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import type { FineReported } from '../../workflows/contract/fine-report.ts';
import { record } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { claim, closeTask, lockTask, release } from '../db/stores/tasks.ts';
import { statement, type Db } from '../db/transaction.ts';
import { takeInput } from '../permit-applications/answer.ts';
import { type Deps } from '../ports.ts';
import { markByReport } from '../wrong-checks/mark.ts';
import { act, closeReport, mailReporter, stateOf, subjectOf, type FineReport, type ReportAct } from './report.ts';

/** Counts what was uploaded and scanned: a picture of the fine, or the fine itself. */
export function attachToFineReport(deps: Deps, command: ReportAct & { documentId: string }): Promise<FineReported> {
  const { documentId, at, actor } = command;
  return act(deps, command, 'attach', async (tx, report) => {
    const { rows } = await tx.query<{ kind: string; bytes: number; sha256: Buffer }>({
      ...markAttached,
      values: [documentId, report.id, at],
    });
    const document = rows[0];
    if (!document) return refuse('not-found');
    const { kind, bytes, sha256 } = document;
    await record(tx, at, actor, subjectOf(report), {
      kind: 'document-received',
      data: { documentId, kind, bytes, sha256: sha256.toString('hex') },
    });
    return stateOf(report);
  });
}

/** Taken back by who made it: nobody needs to look at it any more. */
export function withdrawFineReport(deps: Deps, command: ReportAct): Promise<FineReported> {
  const { at, actor } = command;
  return act(deps, command, 'withdraw', async (tx, report) => {
    await closeTask(tx, report.id, at);
    await record(tx, at, actor, subjectOf(report), { kind: 'fine-report-withdrawn', data: { reportId: report.id } });
    return closeReport(tx, report, { status: 'withdrawn' }, at);
  });
}

export interface TaskAct extends ReportAct {
  staffId: string;
}

export function claimFineReport(deps: Deps, command: TaskAct): Promise<FineReported> {
  return act(deps, command, 'pass-on', async (tx, report) => {
    const refused = await claim(tx, report.id, command.staffId, command.at);
    if (refused) return refused;
    await record(tx, command.at, command.actor, subjectOf(report), { kind: 'task-claimed', data: {} });
    return stateOf(report);
  });
}

export function releaseFineReport(deps: Deps, command: TaskAct): Promise<FineReported> {
  return act(deps, command, 'pass-on', async (tx, report) => {
    const refused = await release(tx, report.id, command.staffId);
    if (refused) return refused;
    await record(tx, command.at, command.actor, subjectOf(report), { kind: 'task-released', data: {} });
    return stateOf(report);
  });
}

export interface AnswerInput {
  /** For who reported it, beside the reason. */
  words: string | null;
}

/** A person's answer: put right, passed on to who fines, or refused with a reason; never by who helped to make the report. */
export function answerFineReport(
  deps: Deps,
  command: TaskAct & { answer: FineAnswer; inputId: string },
): Promise<FineReported> {
  const { at, actor, staffId, answer } = command;
  return act(deps, command, answer.outcome, async (tx, report) => {
    const task = await lockTask(tx, report.id, staffId);
    const input = await takeInput<AnswerInput>(tx, command.inputId);
    if (!task || !input) return refuse('not-found');
    const allowed = decideFineAnswer(task, staffId);
    if (isRefusal(allowed)) return allowed;

    const status = STATUS_AFTER[answer.outcome];
    const reason = reasonOf(answer);
    const words = input.words?.trim() || null;
    await closeTask(tx, report.id, at);
    await record(tx, at, actor, subjectOf(report), {
      kind: 'fine-report-answered',
      data: { reportId: report.id, outcome: status, reason },
    });
    await mailReporter(tx, report, 'fine-report-answered', at, {
      ground: answer.outcome === 'refuse' ? answer.ground : `fine-${status}`,
      ...(words !== null && { words }),
    });
    if (answer.outcome === 'put-right') await markByReport(tx, report.id, answer.cause, at);
    if (answer.outcome !== 'refuse') await tellWhoFines(tx, deps, report, at);
    return closeReport(
      tx,
      report,
      {
        status,
        answeredBy: staffId,
        answerSealed: words === null ? null : deps.vault.seal(Buffer.from(words)),
        ...(answer.outcome === 'put-right' && { cause: answer.cause }),
        ...(answer.outcome === 'refuse' && { ground: answer.ground }),
      },
      at,
    );
  });
}

const reasonOf = (answer: FineAnswer): string | null => {
  if (answer.outcome === 'put-right') return answer.cause;
  return answer.outcome === 'refuse' ? answer.ground : null;
};

/** Who fines gets the proof itself: the signed bundle goes along with the mail. */
async function tellWhoFines(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  { id: fineReportId, municipalityId, permitId }: FineReport,
  at: string,
): Promise<void> {
  const { content } = await releases.inForce(municipalityId, at, tx);
  const recipient = content.municipality.enforcement?.reportsTo ?? null;
  if (recipient === null) return;
  await queueMessage(
    tx,
    { municipalityId, holderId: null, language: 'nl', recipient, kind: 'fine-passed-on', permitId, fineReportId },
    at,
  );
}

const markAttached = statement(
  'attach-to-fine-report',
  `UPDATE document SET attached_at = $3
    WHERE id = $1 AND fine_report_id = $2 AND origin = 'upload' AND attached_at IS NULL AND removed_at IS NULL
   RETURNING kind, bytes, sha256`,
);
