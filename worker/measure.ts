import { Counter, Histogram, type Registry } from 'prom-client';
import { type QueueName } from '../activities/queues.ts';
import { type Command, type RelayDeps } from './outbox.ts';
import { type Consumer } from './queues.ts';

/** What the worker tells of its own work; the engine's runtime tells of processes and steps itself. */
export interface WorkerMetrics {
  delivering(deliver: RelayDeps['deliver']): RelayDeps['deliver'];
  working<Name extends QueueName>(queue: Name, consumer: Consumer<Name>): Consumer<Name>;
}

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const commands = new Counter({
    name: 'parkwerk_commands_total',
    help: 'Deliveries of committed commands tried, by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const jobs = new Counter({
    name: 'parkwerk_jobs_total',
    help: 'Jobs of queues tried, by outcome; "given-up" once more after the last try failed',
    labelNames: ['queue', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'parkwerk_job_duration_seconds',
    help: 'How long a try of a job took',
    labelNames: ['queue'],
    buckets: SECONDS,
    registers,
  });

  return {
    delivering: (deliver) => async (command: Command) => {
      try {
        await deliver(command);
        commands.inc({ kind: command.kind, outcome: 'delivered' });
      } catch (error) {
        commands.inc({ kind: command.kind, outcome: 'failed' });
        throw error;
      }
    },
    working: (queue, { work, last }) => ({
      async work(payload) {
        const took = durations.startTimer({ queue });
        try {
          await work(payload);
          jobs.inc({ queue, outcome: 'done' });
        } catch (error) {
          jobs.inc({ queue, outcome: 'failed' });
          throw error;
        } finally {
          took();
        }
      },
      async last(payload, error) {
        jobs.inc({ queue, outcome: 'given-up' });
        await last(payload, error);
      },
    }),
  };
}
