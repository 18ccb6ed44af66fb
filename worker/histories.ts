import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { type Engine, type Replay } from '../activities/audit/histories.ts';

/** What the engine remembers, for the archive. */
export function engineOf(client: Client): Engine {
  return {
    async read(workflowId, runId) {
      try {
        const description = await client.workflow.getHandle(workflowId, runId).describe();
        const handle = client.workflow.getHandle(workflowId, description.runId);
        const json = historyToJSON(await handle.fetchHistory());
        const { runId: ranAs, type, status, startTime, closeTime } = description;
        const [began, ended] = [startTime.toISOString(), closeTime?.toISOString() ?? null];
        return { workflowId, runId: ranAs, type, status: status.name, began, ended, json };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'unknown';
        throw error;
      }
    },
    async *continuedSince(since) {
      const query = `ExecutionStatus = 'ContinuedAsNew' AND WorkflowType = 'permit' AND CloseTime >= '${since}'`;
      for await (const { workflowId, runId } of client.workflow.list({ query })) yield { workflowId, runId };
    },
  };
}

/** Plays histories again in this process, on the bundle its own workers run. */
export function replayOn(bundle: string): Replay {
  return async (histories) => {
    const said = new Map<string, string | null>();
    const named = histories.map(({ json }, index) => ({
      workflowId: String(index), // one process may have several parts, and each is replayed
      history: historyFromJSON(JSON.parse(json)),
    }));
    const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundle } }, named);
    for await (const { workflowId, error } of results) said.set(workflowId, error?.message ?? null);
    return histories.map((_, index) => said.get(String(index)) ?? null);
  };
}
