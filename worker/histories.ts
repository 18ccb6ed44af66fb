import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { type Engine } from '../activities/audit/histories.ts';

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
