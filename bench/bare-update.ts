import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bareCase, tell } from './bare-case.ts';
import { timed } from './visitor.ts';

const TASK_QUEUE = 'bench';
const WARM_UP = 10;

/** How long Temporal needs for an update that does nothing, in milliseconds, one at a time on one process. */
export async function bareUpdates(address: string, count: number): Promise<number[]> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: TASK_QUEUE,
    workflowsPath: fileURLToPath(new URL('bare-case.js', import.meta.url)),
  });
  const samples: number[] = [];
  await worker.runUntil(async () => {
    const handle = await new Client({ connection }).workflow.start(bareCase, {
      taskQueue: TASK_QUEUE,
      workflowId: 'bench-bare-case',
      args: [WARM_UP + count],
    });
    for (let index = 0; index < WARM_UP + count; index += 1) {
      const [ms] = await timed(() => handle.executeUpdate(tell));
      if (index >= WARM_UP) samples.push(ms);
    }
    await handle.result();
  });
  await connection.close();
  return samples;
}
