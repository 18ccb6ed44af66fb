import { startEngine, type Engine } from '../workflows/testing/engine.ts';
import { JOBS, type Job } from '../workflows/contract/jobs.ts';
import { startRecurringJobs } from './recurring.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

describe('a worker that starts', () => {
  it('sets every job going, each at its own pace, and leaves alone what another worker has set going', async () => {
    const runs: Record<Job, number> = {
      reconciliation: 0,
      housekeeping: 0,
      erasure: 0,
      'waiting-lists': 0,
      renewals: 0,
      'provider-match': 0,
      'misuse-hints': 0,
      statements: 0,
    };
    for (const { job } of JOBS) {
      engine.provide(job, {
        planJob: () => Promise.resolve(),
        runJob: () => {
          runs[job] += 1;
          return Promise.resolve();
        },
      });
    }
    await startRecurringJobs(engine.client, 0);
    await startRecurringJobs(engine.client, 0);
    await engine.sleep('61 minutes');
    expect(runs).toEqual({
      reconciliation: 4,
      housekeeping: 1,
      erasure: 1,
      'waiting-lists': 4,
      renewals: 0,
      'provider-match': 0,
      'misuse-hints': 0,
      statements: 0,
    });
  }, 60_000);
});
