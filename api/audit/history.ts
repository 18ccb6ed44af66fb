import { type Client } from '@temporalio/client';
import { processesOfCase } from '../../activities/db/stores/case-processes.ts';
import { type Log } from '../../activities/log.ts';
import { type Api } from '../api.ts';
import { type ProcessHistory } from './shapes.ts';

/** The recorded history of every process of a case: the wait before it, its permit, and all that came of that. */
export async function readHistory({ deps, temporal }: Api, applicationId: string): Promise<ProcessHistory> {
  const { rows } = await deps.pool.query<{ workflow_id: string; kind: string }>({
    ...processesOfCase,
    values: [applicationId],
  });
  const processes = await Promise.all(
    rows.map(({ workflow_id, kind }) => history(temporal, deps.log, workflow_id, kind)),
  );
  return { processes };
}

async function history(
  client: Client,
  log: Log,
  workflowId: string,
  kind: string,
): Promise<ProcessHistory['processes'][number]> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const [{ status }, { events }] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    return {
      workflowId,
      kind,
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
    log.info({ workflowId }, 'the engine no longer keeps this history');
    return { workflowId, kind, status: 'NOT_KEPT', events: [] };
  }
}

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
