import { readdirSync, readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const here = new URL('./', import.meta.url);
const recorded = readdirSync(here)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    workflowId: file,
    history: historyFromJSON(JSON.parse(readFileSync(new URL(file, here), 'utf8'))),
  }));

describe('histories recorded from earlier releases', () => {
  it('are there for every kind of process', () => {
    const kinds = new Set(recorded.map(({ workflowId }) => workflowId.split('-')[0]));
    const index = readFileSync(new URL('../../workflows/index.ts', here), 'utf8');
    expect([...kinds].sort()).toEqual([...index.matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name).sort());
  });

  it('are replayed by the processes of today: no case under way is lost with a new release', async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const workflowBundle = { codePath: process.env.TEST_WORKFLOW_BUNDLE! };
    const outcomes: Record<string, string | undefined> = {};
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, recorded))
      outcomes[workflowId] = error?.message;
    expect(outcomes).toEqual(Object.fromEntries(recorded.map(({ workflowId }) => [workflowId, undefined])));
  });
});
