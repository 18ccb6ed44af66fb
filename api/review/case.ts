import { type FindOptionsWhere } from 'typeorm';
import { type Document, type Task } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import * as application from '../../workflows/contract/permit-application.ts';
import * as plateChange from '../../workflows/contract/plate-change.ts';
import * as fineReport from '../../workflows/contract/fine-report.ts';
import * as notice from '../../workflows/contract/register-notice.ts';
import { type Api } from '../api.ts';

type Said = Promise<Refusal | { outcome: 'changed' }>;

/** The acts of staff on the case a task is about, whichever process that is. */
export interface CaseOfTask {
  claim(input: application.TaskAct, key: string): Said;
  release(input: application.TaskAct, key: string): Said;
  decide(input: application.Verdict, key: string): Said;
}

export function caseOf(
  { processes, deps }: Api,
  { applicationId, plateChangeId, registerNoticeId, fineReportId }: Task,
): CaseOfTask {
  if (applicationId !== null)
    return {
      claim: (input, key) => processes.application(applicationId, application.claim, input, key),
      release: (input, key) => processes.application(applicationId, application.release, input, key),
      decide: (input, key) => processes.application(applicationId, application.decide, input, key),
    };
  if (plateChangeId !== null)
    return {
      claim: (input, key) => processes.plateChange(plateChangeId, plateChange.claim, input, key),
      release: (input, key) => processes.plateChange(plateChangeId, plateChange.release, input, key),
      decide: (input, key) => processes.plateChange(plateChangeId, plateChange.decide, input, key),
    };
  if (fineReportId !== null)
    return {
      claim: (input, key) => processes.fineReport(fineReportId, fineReport.claim, input, key),
      release: (input, key) => processes.fineReport(fineReportId, fineReport.release, input, key),
      // Its answers are others than those on an application: `_answer-fine`.
      decide: () => Promise.resolve(refuse('move-not-allowed', {}, 'look-again')),
    };
  if (registerNoticeId === null) throw new Error('a task is about exactly one case');
  const noticeId = registerNoticeId;
  const eventOf = async () => {
    const { rows } = await deps.pool.query<{ event_id: string }>({ ...findEvent, values: [noticeId] });
    return rows[0]!.event_id;
  };
  return {
    claim: async (input, key) =>
      processes.registerNotice(await eventOf(), noticeId, notice.claim, { ...input, noticeId }, key),
    release: async (input, key) =>
      processes.registerNotice(await eventOf(), noticeId, notice.release, { ...input, noticeId }, key),
    decide: async (input, key) =>
      processes.registerNotice(await eventOf(), noticeId, notice.decide, { ...input, noticeId }, key),
  };
}

/** Which documents belong to the case of a task. */
export function documentsOf({ applicationId, plateChangeId, fineReportId, id }: Task): FindOptionsWhere<Document> {
  if (applicationId !== null) return { applicationId };
  if (fineReportId !== null) return { fineReportId };
  // What a register told comes without documents: no document has the id of a task.
  return { plateChangeId: plateChangeId ?? id };
}

/** The file a task belongs to: the application its permit was issued on. */
export async function fileOf({ deps }: Api, { applicationId, id }: Task): Promise<string> {
  if (applicationId !== null) return applicationId;
  const { rows } = await deps.pool.query<{ application_id: string }>({ ...findFile, values: [id] });
  return rows[0]!.application_id;
}

const findEvent = statement('find-event-of-notice', 'SELECT event_id FROM register_notice WHERE id = $1');
const findFile = statement(
  'find-file-of-task',
  `SELECT p.application_id FROM task t LEFT JOIN plate_change n ON n.id = t.plate_change_id
     LEFT JOIN register_notice r ON r.id = t.register_notice_id LEFT JOIN fine_report f ON f.id = t.fine_report_id
     JOIN permit p ON p.id = coalesce(n.permit_id, r.permit_id, f.permit_id)
    WHERE t.id = $1`,
);
