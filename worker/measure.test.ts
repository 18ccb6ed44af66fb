import { Registry } from 'prom-client';
import { createWorkerMetrics } from './measure.ts';
import { type Command } from './outbox.ts';

const command = { kind: 'payment-hint', subject_id: 'x', seq: '1', attempts: 0, payload: {} } as unknown as Command;

const countsOf = async (registry: Registry) =>
  (await registry.metrics()).split('\n').filter((line) => /^parkwerk_(commands|jobs)_total\{/.test(line));

describe('what a worker tells of its work', () => {
  it('counts deliveries by kind and outcome, and one that failed stays failed', async () => {
    const registry = new Registry();
    const metrics = createWorkerMetrics(registry);
    let away = true;
    const deliver = metrics.delivering(() => (away ? Promise.reject(new Error('away')) : Promise.resolve()));
    await expect(deliver(command)).rejects.toThrow('away');
    away = false;
    await deliver(command);
    expect(await countsOf(registry)).toEqual([
      'parkwerk_commands_total{kind="payment-hint",outcome="failed"} 1',
      'parkwerk_commands_total{kind="payment-hint",outcome="delivered"} 1',
    ]);
  });

  it('counts tries of jobs, how long they took, and what was given up', async () => {
    const registry = new Registry();
    const given: unknown[] = [];
    const { work, last } = createWorkerMetrics(registry).working('mail', {
      work: ({ messageId }) => (messageId === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve()),
      last: (payload) => Promise.resolve(void given.push(payload)),
    });
    await work({ messageId: 'good' });
    await expect(work({ messageId: 'bad' })).rejects.toThrow('no');
    await last({ messageId: 'bad' }, new Error('no'));
    expect(given).toEqual([{ messageId: 'bad' }]);
    expect(await countsOf(registry)).toEqual([
      'parkwerk_jobs_total{queue="mail",outcome="done"} 1',
      'parkwerk_jobs_total{queue="mail",outcome="failed"} 1',
      'parkwerk_jobs_total{queue="mail",outcome="given-up"} 1',
    ]);
    expect(await registry.metrics()).toContain('parkwerk_job_duration_seconds_count{queue="mail"} 2');
  });
});
