import { Runtime, DefaultLogger, Worker } from '@temporalio/worker';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';
import { Connection, type Client } from '@temporalio/client';
import { ACTIVITY_NAMES, type Activities } from '../../activities/index.ts';
import { CASES, SLOW } from '../contract/queues.ts';

/** A workflow engine whose time can be skipped, with activities a test provides. */
export interface Engine {
  client: Client;
  now: () => Promise<string>;
  /** Lets time pass; timers that fall due fire in order. */
  sleep: (duration: string | number) => Promise<void>;
  /** What activities do for one subject, found by the first id in what they are given. */
  provide: (subjectId: string, activities: Partial<Activities>) => void;
  stop: () => Promise<void>;
}

const SUBJECT = [
  'actionId',
  'plateChangeId',
  'eventId',
  'reportId',
  'grantId',
  'entryId',
  'applicationId',
  'permitId',
  'paymentId',
  'renewalId',
  'mandateId',
  'letterId',
  'rightId',
  'refundId',
  'job',
] as const;

/** One engine and one worker per test file: each costs a second or two. */
export const startEngine = (): Promise<Engine> => engineOn(() => timeSkipping(6));

/** It is given five seconds to begin, which is too little now and then while everything else on the machine begins too. */
async function timeSkipping(attempts: number): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: process.env.TEST_TEMPORAL_TIME_SKIPPING! } },
    });
  } catch (error) {
    if (attempts === 1 || !/did not start within/.test(String(error))) throw error;
    return timeSkipping(attempts - 1);
  }
}

/** The real server, in a namespace of the test file's own, for what the time-skipping one cannot do. Its time is real. */
export const startRealEngine = (): Promise<Engine> =>
  engineOn(async () => {
    const address = process.env.TEST_TEMPORAL_ADDRESS!;
    const namespace = `test-${randomUUID()}`;
    const connection = await Connection.connect({ address });
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    await connection.close();
    return TestWorkflowEnvironment.createFromExistingServer({ address, namespace });
  });

async function engineOn(createEnvironment: () => Promise<TestWorkflowEnvironment>): Promise<Engine> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'temporalio_sdk_core=ERROR', forward: {} } },
  });
  const environment = await createEnvironment();
  const provided = new Map<string, Partial<Activities>>();
  const activities = Object.fromEntries(
    ACTIVITY_NAMES.map((name) => [
      name,
      (command: Record<string, string>) => {
        const subject = SUBJECT.map((key) => command[key]).find((id) => id !== undefined && provided.has(id));
        const activity = subject === undefined ? undefined : provided.get(subject)?.[name];
        if (!activity) throw new Error(`no test provides ${name} for ${JSON.stringify(command)}`);
        return activity(command as never);
      },
    ]),
  );
  const { namespace = 'default' } = environment;
  const shared = { connection: environment.nativeConnection, namespace, activities };
  const workflowBundle = { codePath: process.env.TEST_WORKFLOW_BUNDLE! };
  const workers = [
    await Worker.create({ ...shared, taskQueue: CASES, workflowBundle }),
    await Worker.create({ ...shared, taskQueue: SLOW }),
  ];
  const running = Promise.all(workers.map((worker) => worker.run()));

  return {
    client: environment.client,
    now: async () => new Date(await environment.currentTimeMs()).toISOString(),
    sleep: (duration) => environment.sleep(duration),
    provide: (subjectId, given) => provided.set(subjectId, given),
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
      await environment.teardown();
    },
  };
}
