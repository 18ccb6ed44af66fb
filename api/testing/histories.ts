import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export interface RecordedHistory {
  workflowId: string;
  type: string;
  status: string;
  /** As the engine's own tools read and write it. */
  json: string;
  /** Everything it says, with what the engine keeps as bytes made readable. */
  text: string;
}

/** Every history an engine keeps, of processes under way and of those that are over. */
export async function readHistories(address: string): Promise<RecordedHistory[]> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const found: RecordedHistory[] = [];
    for await (const { workflowId, runId, type, status, memo, searchAttributes } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const json = historyToJSON(history);
      const besides = JSON.stringify([workflowId, memo, searchAttributes]);
      found.push({ workflowId, type, status: status.name, json, text: `${besides}\n${readable(json)}` });
    }
    return found;
  } finally {
    await connection.close();
  }
}

/** `RECORD_HISTORIES=worker/replay`: keeps a history for later releases to replay. */
export function keepRecording(root: string, name: string, { json }: RecordedHistory): void {
  const folder = process.env.RECORD_HISTORIES;
  if (!folder) return;
  const nameless = json.replaceAll(/"identity": "[^"]*"/g, '"identity": "recorded"');
  writeFileSync(join(root, folder, `${name}.json`), `${nameless}\n`);
}

/** Payloads are base64 of JSON; whoever opens the database of the engine reads them as easily. */
function readable(json: string): string {
  return json.replaceAll(/"data": "([A-Za-z0-9+/=]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString());
}
