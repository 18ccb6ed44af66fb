import { type Task } from '../../activities/db/entities/all.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import * as message from '../../workflows/contract/fine-report.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { sendBundle } from '../objections/routes.ts';
import { keepInput } from '../permit-applications/routes.ts';
import { fileOf } from '../review/case.ts';
import { findTask, readTask } from '../review/read.ts';
import { recordReading } from '../review/routes.ts';
import { TaskView } from '../review/shapes.ts';
import { bundleForStaff } from './read.ts';
import { FineAnswerBody } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** A report in the queue: its bundle to read, and the answer. Taking it in hand and giving it back is as with every task. */
export function fineReportTaskRoutes(api: Api): Endpoint[] {
  const found = async (caller: Staff, id: string): Promise<(Task & { fineReportId: string }) | undefined> => {
    const task = isUuid(id) ? await findTask(api, caller, id) : null;
    return task?.fineReportId ? (task as Task & { fineReportId: string }) : undefined;
  };
  return [
    endpoint({
      method: 'post', path: '/v1/staff/tasks/{id}/_answer-fine', may: 'review', records: 'fine-report-answered', body: FineAnswerBody,
      answers: TaskView.nullable(),
      refuses: ['task-of-someone-else', 'task-not-claimed', 'task-closed', 'own-work', 'move-not-allowed'],
      summary: 'Answer a report of a wrong fine: put right, passed on to who fines, or refused with a reason',
      async handle({ caller, params, body, key }) {
        const task = await found(caller, params['id']!);
        if (!task) return NOT_FOUND;
        const { id: staffId, roles } = caller;
        const { words, ...rest } = body;
        const inputId = await keepInput(api, task.id, { words });
        const input = {
          staffId,
          actor: { kind: 'staff' as const, id: staffId, roles },
          answer: rest.outcome === 'pass-on' ? { ...rest, cause: null } : rest,
          inputId,
        };
        const said = await api.processes.fineReport(task.fineReportId, message.answer, input, key);
        if (isRefusal(said)) return refusal(said);
        return answer((await readTask(api, caller, task.id)) ?? null);
      },
    }),
    ...(['json', 'pdf'] as const).map((form) =>
      endpoint({
        method: 'get', path: `/v1/staff/tasks/{id}/bundle/${form}`, may: 'review', records: 'case-read', raw: 'file',
        summary: form === 'json' ? 'The signed bundle that came with a report of a wrong fine' : 'The same bundle to read',
        async handle({ caller, params, res }) {
          const task = await found(caller, params['id']!);
          const file = task && (await bundleForStaff(api, task.fineReportId, form));
          if (!file) return NOT_FOUND;
          await recordReading(api, caller, await fileOf(api, task), { kind: 'case-read', data: { view: 'bundle' } });
          return sendBundle(res, file, form);
        },
      }),
    ),
  ]; // prettier-ignore
}
