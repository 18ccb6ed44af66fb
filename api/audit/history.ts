import { keptRuns } from '../../activities/audit/archive.ts';
import { eventsOf } from '../../activities/audit/histories.ts';
import { type Client } from '@temporalio/client';
import { processesOfCase } from '../../activities/db/stores/case-processes.ts';
import { type Api } from '../api.ts';
import { type ProcessHistory } from './shapes.ts';

type Process = ProcessHistory['processes'][number];

/**
 * The recorded history of every process of a case: the wait before it, its permit, and all that came of that; each part of those that
 * live for years. From the engine while it remembers, from the archive afterwards.
 */
export async function readHistory({ deps, temporal }: Api, applicationId: string): Promise<ProcessHistory> {
  const { rows } = await deps.pool.query<{ workflow_id: string; kind: string }>({
    ...processesOfCase,
    values: [applicationId],
  });
  const kept = await keptRuns(
    deps.pool,
    rows.map(({ workflow_id }) => workflow_id),
  );
  const processes = await Promise.all(
    rows.map(async ({ workflow_id: workflowId, kind }): Promise<Process[]> => {
      const parts = kept.filter((run) => run.workflowId === workflowId);
      const live = await liveHistory(temporal, workflowId, parts);
      const shown = parts.map((run): Process => ({
        workflowId,
        kind,
        status: run.status,
        builds: run.builds,
        archived: true,
        events: eventsOf(run.json).map((event) => ({
          id: Number(event.eventId),
          at: new Date(event.eventTime).toISOString(),
          type: nameOfType(event.eventType),
          name: nameOf(event),
        })),
      }));
      if (live) return [...shown, { workflowId, kind, builds: [], archived: false, ...live }];
      if (shown.length > 0) return shown;
      deps.log.info({ workflowId }, 'the engine no longer keeps this history');
      return [{ workflowId, kind, status: 'NOT_KEPT', builds: [], archived: false, events: [] }];
    }),
  );
  return { processes: processes.flat() };
}

/** What the engine remembers and the archive has not; undefined when it is there already, or forgotten. */
async function liveHistory(
  client: Client,
  workflowId: string,
  kept: readonly { runId: string }[],
): Promise<Pick<Process, 'status' | 'events'> | undefined> {
  try {
    const { status, runId } = await client.workflow.getHandle(workflowId).describe();
    if (kept.some((run) => run.runId === runId)) return undefined;
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    return {
      status: status.name,
      events: (events ?? []).map((event) => ({
        id: Number(event.eventId),
        at: new Date(
          Number(event.eventTime?.seconds ?? 0) * 1000 + Math.floor((event.eventTime?.nanos ?? 0) / 1e6),
        ).toISOString(),
        type: EVENT_NAMES[event.eventType ?? 0] ?? String(event.eventType),
        name: nameOf(event as unknown as Record<string, unknown>),
      })),
    };
  } catch (error) {
    if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
    return undefined;
  }
}

/** `EVENT_TYPE_TIMER_FIRED` is `TimerFired`. */
const nameOfType = (type: string): string =>
  type
    .replace('EVENT_TYPE_', '')
    .toLowerCase()
    .replace(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The word an event carries: which update, signal or activity it is about. */
function nameOf(event: Record<string, unknown>): string | null {
  for (const value of Object.values(event)) {
    if (typeof value !== 'object' || value === null) continue;
    const { activityType, signalName, acceptedRequest, markerName } = value as {
      activityType?: { name?: string };
      signalName?: string;
      acceptedRequest?: { input?: { name?: string } };
      markerName?: string;
    };
    const name = activityType?.name ?? signalName ?? acceptedRequest?.input?.name ?? markerName;
    if (name) return name;
  }
  return null;
}

/** Event types by their number in the engine's interface, the ones our processes produce. */
const EVENT_NAMES: Record<number, string> = {
  1: 'WorkflowExecutionStarted', 2: 'WorkflowExecutionCompleted', 3: 'WorkflowExecutionFailed', 5: 'WorkflowTaskScheduled',
  6: 'WorkflowTaskStarted', 7: 'WorkflowTaskCompleted', 8: 'WorkflowTaskTimedOut', 9: 'WorkflowTaskFailed', 10: 'ActivityTaskScheduled',
  11: 'ActivityTaskStarted', 12: 'ActivityTaskCompleted', 13: 'ActivityTaskFailed', 14: 'ActivityTaskTimedOut', 17: 'TimerStarted',
  18: 'TimerFired', 20: 'TimerCanceled', 25: 'MarkerRecorded', 26: 'WorkflowExecutionSignaled', 28: 'WorkflowExecutionTerminated',
  29: 'WorkflowExecutionContinuedAsNew', 41: 'WorkflowExecutionUpdateAccepted', 42: 'WorkflowExecutionUpdateRejected',
  43: 'WorkflowExecutionUpdateCompleted', 47: 'WorkflowExecutionUpdateAdmitted',
}; // prettier-ignore
