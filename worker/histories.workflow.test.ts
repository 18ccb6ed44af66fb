import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { replayOn } from './histories.ts';

jest.setTimeout(120_000);

const recorded = (name: string): string => readFileSync(new URL(`./replay/${name}.json`, import.meta.url), 'utf8');

describe('a kept history', () => {
  it('is replayed on the code of today, each on its own; one that does not fit is told and the others are as they were', async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const replay = replayOn(process.env.TEST_WORKFLOW_BUNDLE!);
    const issued = recorded('permitApplication-issued');
    const said = await replay([
      { workflowId: 'a', json: issued },
      { workflowId: 'b', json: issued.replace('"name": "permitApplication"', '"name": "renewal"') },
      { workflowId: 'd', json: recorded('refund-paid') },
    ]);
    expect(said[0]).toBeNull();
    expect(said[1]).toEqual(expect.any(String));
    expect(said[2]).toBeNull();
  });
});
