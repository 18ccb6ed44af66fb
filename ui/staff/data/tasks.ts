import type { DecideBody, Person, TaskPage, TaskSummary, TaskView, Workload } from '../../../api/review/shapes.ts';
import type { FineAnswerBody } from '../../../api/fine-reports/shapes.ts';
import { call, callFile, type Answer } from '../../data/http.ts';

export const TASK_FILTERS = ['all', 'mine', 'free', 'waiting', 'late'] as const;
export type TaskFilter = (typeof TASK_FILTERS)[number];

export function readTasks(filter: TaskFilter, cursor: string | null, signal?: AbortSignal): Promise<Answer<TaskPage>> {
  const query = new URLSearchParams({ filter, ...(cursor !== null && { cursor }) });
  return call<TaskPage>(`/v1/staff/tasks?${query}`, { ...(signal && { signal }) });
}

export function readWorkload(signal: AbortSignal): Promise<Answer<Workload>> {
  return call<Workload>('/v1/staff/workload', { signal });
}

/** Every reading is recorded, and the applicant can see it: ask only when somebody opens the case. */
export function readTask(id: string, signal: AbortSignal): Promise<Answer<TaskView>> {
  return call<TaskView>(`/v1/staff/tasks/${id}`, { signal });
}

export function claimTask(id: string, key: string): Promise<Answer<TaskView | null>> {
  return call<TaskView | null>(`/v1/staff/tasks/${id}/_claim`, { method: 'POST', key });
}

export function releaseTask(id: string, key: string): Promise<Answer<TaskView | null>> {
  return call<TaskView | null>(`/v1/staff/tasks/${id}/_release`, { method: 'POST', key });
}

/** Null afterwards: nobody needs to look at the case any more. */
export function decideTask(id: string, body: DecideBody, key: string): Promise<Answer<TaskView | null>> {
  return call<TaskView | null>(`/v1/staff/tasks/${id}/_decide`, { method: 'POST', body, key });
}

/** The answer to a report of a wrong fine; null afterwards, as with every decision. */
export function answerFine(id: string, body: FineAnswerBody, key: string): Promise<Answer<TaskView | null>> {
  return call<TaskView | null>(`/v1/staff/tasks/${id}/_answer-fine`, { method: 'POST', body, key });
}

export function showPerson(id: string, key: string): Promise<Answer<Person>> {
  return call<Person>(`/v1/staff/tasks/${id}/_show-person`, { method: 'POST', key });
}

export function readDocument(
  taskId: string,
  document: { id: string; mediaType: string },
  signal: AbortSignal,
): Promise<Answer<Blob>> {
  return callFile(`/v1/staff/tasks/${taskId}/documents/${document.id}`, document.mediaType, signal);
}

/** Colleagues press the same button: when one was faster, the next free case is taken instead. */
const OTHERS_WERE_FASTER = ['task-of-someone-else', 'task-closed', 'move-not-allowed', 'not-found'];

/** Takes the most urgent case that nobody has; null when there is none. */
export async function takeFirst(_body: null, key: string): Promise<Answer<TaskSummary | null>> {
  const free = await readTasks('free', null);
  if (!free.ok) return free;
  for (const task of free.value.items) {
    const claimed = await claimTask(task.id, `${key}-${task.id.slice(-12)}`);
    if (claimed.ok) return { ok: true, value: task };
    if (!OTHERS_WERE_FASTER.includes(claimed.problem.code)) return claimed;
  }
  return { ok: true, value: null };
}
