import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { startReplayer, type Replayer } from './replayer.ts';

jest.setTimeout(120_000);

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const recorded = (name: string): string => readFileSync(here(`./replay/${name}.json`), 'utf8');

let replayer: Replayer;
beforeAll(() => {
  replayer = startReplayer(process.env.TEST_WORKFLOW_BUNDLE!, {
    file: here('./replay-histories.ts'),
    execArgv: ['--import', here('../embedded/testing/typescript.mjs')],
  });
});
afterAll(() => replayer.stop());

const issued = recorded('permitApplication-issued');
const ofAnother = issued.replace('"name": "permitApplication"', '"name": "renewal"');

describe('a kept history', () => {
  it('is replayed on the code of today, each on its own; one that does not fit is told and the others are as they were', async () => {
    const said = await replayer.replay([
      { workflowId: 'a', json: issued },
      { workflowId: 'b', json: ofAnother },
      { workflowId: 'c', json: 'no history at all' },
      { workflowId: 'd', json: recorded('refund-paid') },
    ]);
    expect(said[0]).toBeNull();
    expect(said[1]).toEqual(expect.any(String));
    expect(said[2]).toContain('this is no history');
    expect(said[3]).toBeNull();
  });

  it('is replayed again whenever somebody asks, also after nobody did for a while', async () => {
    await replayer.replay([{ workflowId: 'a', json: ofAnother }]);
    expect(await replayer.replay([{ workflowId: 'a', json: issued }])).toEqual([null]);
    await replayer.stop();
    expect(await replayer.replay([{ workflowId: 'a', json: issued }])).toEqual([null]);
  });
});
