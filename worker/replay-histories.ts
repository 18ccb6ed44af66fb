import { on } from 'node:events';
import { readFileSync } from 'node:fs';
import { Script, type RunningScriptOptions } from 'node:vm';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

/** What is asked of this program, and what it answers: null where a history comes out as it was recorded. */
export interface ReplayAsked {
  id: string;
  json: string;
}
export interface ReplaySaid {
  id: string;
  why: string | null;
}

/**
 * The program behind `replayer.ts`: plays the histories it is sent, one after the other, on the processes of the bundle it is given.
 * It gives up two things that only somebody who watches a process would want, and that together are more than half of the work:
 * a guard against steps without end, which is a thread for every step, and the line in the sources where each promise was made.
 */
async function main(bundle: string): Promise<void> {
  // What goes wrong in a replay is its answer.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  const runInContext = Reflect.get(Script.prototype, 'runInContext') as (this: Script, ...given: unknown[]) => unknown;
  Script.prototype.runInContext = function (context, options: RunningScriptOptions = {}) {
    const { timeout: _endless, ...rest } = options;
    return runInContext.call(this, context, rest);
  };
  const workflowBundle = { code: withoutTraces(readFileSync(bundle, 'utf8')) };
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, asked()))
    say({ id: workflowId, why: error?.message ?? null });
}

async function* asked(): AsyncIterable<{ workflowId: string; history: unknown }> {
  for await (const [message] of on(process, 'message')) {
    const { id, json } = message as ReplayAsked;
    try {
      yield { workflowId: id, history: historyFromJSON(JSON.parse(json)) };
    } catch (error) {
      say({ id, why: `this is no history: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
}

const say = (said: ReplaySaid): boolean | undefined => process.send?.(said);

/** The processes themselves are as they are. */
function withoutTraces(code: string): string {
  const map = Buffer.from('{"version":3,"file":"processes.js","sources":[],"names":[],"mappings":""}').toString(
    'base64',
  );
  const end = code.lastIndexOf('//# sourceMappingURL=');
  return `Error.stackTraceLimit = 0;${code.slice(0, end)}//# sourceMappingURL=data:application/json;base64,${map}`;
}

process.on('disconnect', () => process.exit(0)); // whoever asked is gone
await main(process.argv[2]!);
