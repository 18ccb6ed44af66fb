import { createPostgresBackend, Queue, runMigrations, withBackend, Worker, type Job } from 'bullmq';
import { type Redis } from 'ioredis';
import { type Pool } from 'pg';
import { QUEUES, type QueueName, type QueuePayloads } from '../activities/queues.ts';
import { askRedis } from '../activities/redis.ts';

/** Does one job; throws when it is to be tried again. `last` is called after the final failure. */
export interface Consumer<Name extends QueueName> {
  work: (payload: QueuePayloads[Name]) => Promise<void>;
  last: (payload: QueuePayloads[Name], error: Error) => Promise<void>;
}

export interface Queues {
  enqueue<Name extends QueueName>(queue: Name, id: string, payload: QueuePayloads[Name]): Promise<void>;
  consume<Name extends QueueName>(queue: Name, consumer: Consumer<Name>): void;
  close(): Promise<void>;
}

/** The queue's own store: PostgreSQL, or Redis where one is given. Who works waits for it; who hands over work must not (`openRedis`). */
export type QueueStore = { postgres: Pool } | { redis: Redis; prompt: Redis };

export async function openQueues(store: QueueStore, onError: (error: Error) => void): Promise<Queues> {
  if ('postgres' in store) await prepare(store.postgres);
  // The same classes bound to another store: their types differ by the kind of connection alone.
  const bound = withBackend(createPostgresBackend) as unknown as { Queue: typeof Queue; Worker: typeof Worker };
  const classes = 'postgres' in store ? bound : { Queue, Worker };
  const connection = ('postgres' in store ? store.postgres : store.redis) as Redis;
  const prompt = 'redis' in store ? store.prompt : undefined;
  const queues = new Map<QueueName, Queue>();
  const workers: Worker[] = [];

  const queueOf = (name: QueueName): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = new classes.Queue(QUEUES[name].name, { connection: prompt ?? connection });
    queue.on('error', onError);
    queues.set(name, queue);
    return queue;
  };

  return {
    async enqueue(name, id, payload) {
      const { attempts, backoffMs } = QUEUES[name];
      const add = () =>
        queueOf(name).add(name, payload, {
          jobId: `${name}-${id}`, // the same work twice in the queue is one job
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          removeOnComplete: true,
          removeOnFail: true,
        });
      await (prompt ? askRedis(prompt, add) : add());
    },
    consume(name, { work, last }) {
      const { concurrency, attempts } = QUEUES[name];
      const worker = new classes.Worker(QUEUES[name].name, (job: Job) => work(job.data as QueuePayloads[typeof name]), {
        connection,
        concurrency,
      });
      worker.on('error', onError);
      worker.on('failed', (job, error) => {
        onError(error); // every try that fails is told, also when the next may work
        if (!job || job.attemptsMade < attempts) return;
        last(job.data as QueuePayloads[typeof name], error).catch(onError);
      });
      workers.push(worker);
    },
    async close() {
      const answers = await prompt?.ping().then(Boolean, () => false);
      // Nobody could tell one that is away what is finished: it gives that out again, and who works knows it as done.
      if (answers === false) return;
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** The queue's own tables; one process makes them, others wait. */
async function prepare(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}
