import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client, WorkflowNotFoundError, type WorkflowExecutionDescription } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, type RuntimeOptions } from '@temporalio/worker';
import { Redis } from 'ioredis';
import { sealAudit } from '../activities/audit-chain.ts';
import { ConfigurationError, engineConnection, readConfig, type Settings } from '../activities/config.ts';
import { openPool } from '../activities/db/pool.ts';
import { statement } from '../activities/db/transaction.ts';
import { openDeps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import { createPrinter } from '../activities/letters/printer.ts';
import { createLog, type Log } from '../activities/log.ts';
import { createMetrics, serveMetrics, watchPools } from '../activities/metrics/registry.ts';
import { countRows } from '../activities/metrics/rows.ts';
import { type Processes } from '../activities/ports.ts';
import { sendDeliveries, writeDeliveries } from '../activities/outgoing-events/send.ts';
import { followForRegisters } from '../activities/outgoing-events/register-case.ts';
import { caseRegister, type CaseRegister } from '../activities/providers/case-register.ts';
import { webhookSender } from '../activities/providers/webhooks.ts';
import { QUEUES } from '../activities/queues.ts';
import { openRedis } from '../activities/redis.ts';
import { VERSION } from '../activities/version.ts';
import { CASES, PARKING, SLOW } from '../workflows/contract/queues.ts';
import { archiveClosed, archiveContinued } from '../activities/audit/archive.ts';
import { deliverTo } from './deliver.ts';
import { engineOf } from './histories.ts';
import { simulate } from './jobs/simulate.ts';
import { checkCase } from './jobs/check-case.ts';
import { makeBundleOf } from './jobs/make-bundle.ts';
import { offerFreePlaces } from './jobs/offer-places.ts';
import { printBatch, renderLetter } from './jobs/render-letter.ts';
import { sendMail } from './jobs/send-mail.ts';
import { tellAlarm } from './jobs/tell-alarm.ts';
import { sendPush } from './jobs/send-push.ts';
import { repeat } from './loop.ts';
import { createWorkerMetrics } from './measure.ts';
import { startRelay } from './outbox.ts';
import { openQueues, type Queues } from './queues.ts';
import { startRecurringJobs } from './recurring.ts';
import { startReplayer } from './replayer.ts';

/** Each queue keeps one to hear of new work; the others are for the work itself. */
const QUEUE_CONNECTIONS = Object.keys(QUEUES).length + 2;
/** The relay waits no longer for one that hangs: it tells processes as well. */
const REDIS_ANSWERS_MS = 2_000;
/** Soon enough for every engine's memory, and nobody waits for it. */
const ARCHIVE_EVERY_MS = 5_000;
const TELL_EVERY_MS = 1_000;
/** A new release may say that cases are registered. */
const FOLLOW_EVERY_MS = 30_000;
/** Of processes that live for years a part ends once a year. */
const ARCHIVE_PARTS_EVERY_MS = 10 * 60_000;

/** Said of the queue of slow calls, which is as it should be: no process runs there. */
const ONLY_ACTIVITIES = 'No workflows registered, not polling for workflow tasks';

/** Runs processes, activities, queue consumers and the relay; several of these side by side share the work. */
async function main(): Promise<void> {
  const settings = readConfig(process.env);
  const log = createLog('worker', settings.LOG_LEVEL);
  // Left alone, the runtime drains at SIGTERM while the relay is still handing it new processes.
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      if (message !== ONLY_ACTIVITIES) log[level === 'ERROR' ? 'error' : 'warn']({ meta }, message);
    }),
    ...engineNumbers(settings),
  });
  const registry = createMetrics('worker');
  const metrics = createWorkerMetrics(registry);

  const opened = await openDeps(settings, log, 16);
  const { deps, clock } = opened;
  const connection = await connectTemporal(settings);
  const client = new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
  const activities = createActivities({ ...deps, processes: processesOf(client) });

  const shared = {
    connection,
    namespace: settings.TEMPORAL_NAMESPACE,
    activities,
    ...versioned(settings),
    shutdownGraceTime: '2 seconds',
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 16 },
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 8 },
  } as const;
  const codePath = settings.WORKFLOW_BUNDLE ?? fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  const processes = {
    ...shared,
    workflowBundle: { codePath },
    maxConcurrentLocalActivityExecutions: 16, // more would only queue for the pool
    maxCachedWorkflows: settings.MAX_CACHED_WORKFLOWS,
  } as const;
  // What a killed worker was about to do waits this long for it; somebody who has paid may be waiting for that.
  const cases = await Worker.create({
    ...processes,
    taskQueue: CASES,
    stickyQueueScheduleToStartTimeout: '10 seconds',
  });
  // Nobody waits for the process of an action. At the end of the day thousands queue for the worker that still has them in memory, and
  // giving up on it means reading each history again.
  const parking = await Worker.create({
    ...processes,
    taskQueue: PARKING,
    stickyQueueScheduleToStartTimeout: '2 minutes', // what a killed worker held waits as long
  });
  const slow = await Worker.create({ ...shared, taskQueue: SLOW, maxConcurrentActivityTaskExecutions: 32 });
  const running = Promise.all([cases.run(), parking.run(), slow.run()]);

  const onError = (error: unknown) => log.error({ err: error }, 'queue');
  const queuePool = settings.REDIS_URL
    ? undefined
    : openPool(settings.DATABASE_URL, QUEUE_CONNECTIONS, onError, 'bullmq');
  const redis = settings.REDIS_URL ? new Redis(settings.REDIS_URL, { maxRetriesPerRequest: null }) : undefined;
  redis?.on('error', onError);
  const prompt = settings.REDIS_URL ? openRedis(settings.REDIS_URL, REDIS_ANSWERS_MS, onError) : undefined;
  const queues = await openQueues(redis && prompt ? { redis, prompt } : { postgres: queuePool! }, onError);
  const consume: Queues['consume'] = (name, consumer) => queues.consume(name, metrics.working(name, consumer));
  consume('mail', sendMail(deps));
  consume('push', sendPush(deps));
  const print = createPrinter();
  const engine = engineOf(client);
  const replayer = startReplayer(codePath);
  consume('letters', renderLetter(deps, print));
  consume('post', printBatch(deps, print.together));
  consume('audit', checkCase({ ...deps, engine, replay: replayer.replay, print, version: VERSION }, log));
  consume('simulations', simulate(deps, log));
  consume('bundles', makeBundleOf({ ...deps, print }, log));
  consume('alarms', tellAlarm(deps));
  consume('places', offerFreePlaces(deps));

  let stopping = false;
  const relay = startRelay({
    pool: deps.pool,
    deliver: metrics.delivering(
      deliverTo({
        client,
        clockOffsetMs: clock.offsetMs,
        enqueue: queues.enqueue.bind(queues),
        eager: settings.TEMPORAL_WORKER_BUILD_ID === undefined,
      }),
    ),
    onError: (error, command) =>
      log.warn({ err: error, kind: command?.kind, subject: command?.subject_id }, 'not delivered yet'),
  });
  const sealing = repeat(
    1_000,
    () => sealAudit(deps.pool),
    (error) => log.warn({ err: error }, 'audit events are not linked yet'),
  );
  const archiving = [
    repeat(
      ARCHIVE_EVERY_MS,
      () => archiveClosed(deps, engine),
      (error) => log.warn({ err: error }, 'histories of closed cases are not kept yet'),
    ),
    repeat(
      ARCHIVE_PARTS_EVERY_MS,
      () => archiveContinued(deps, engine),
      (error) => log.warn({ err: error }, 'parts of long histories are not kept yet'),
    ),
  ];
  const send = webhookSender({ toPrivate: settings.SANDBOX_URL !== undefined || settings.EVENTS_TO_PRIVATE_ADDRESSES });
  const register = caseRegisterIn(settings);
  const following = repeat(
    FOLLOW_EVERY_MS,
    () => followForRegisters(deps),
    (error) => log.warn({ err: error }, 'it is not known which case registers there are'),
  );
  const telling = repeat(
    TELL_EVERY_MS,
    async () => {
      await writeDeliveries(deps);
      // Who is behind catches up without waiting between.
      while (!stopping && (await sendDeliveries(deps, send, register)) > 0);
    },
    (error) => log.warn({ err: error }, 'events for other systems are not sent yet'),
  );
  const instance = `${hostname()}-${process.pid}`;
  const beating = repeat(
    3_000,
    () => deps.pool.query({ ...beat, values: ['worker', instance, VERSION] }),
    (error) => log.warn({ err: error }, 'no heartbeat'),
  );
  await startRecurringJobs(client, clock.offsetMs());
  watchPools(registry, { decisions: deps.pool, ...(queuePool && { queues: queuePool }) });
  countRows(registry, deps.pool, (error) => log.warn({ err: error }, 'rows cannot be counted now'));
  const { METRICS_PORT: port, BIND_ADDRESS: host } = settings;
  const told = port === undefined ? undefined : await serveMetrics(registry, { host, port, log });

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await relay.stop();
    await Promise.all([...archiving, sealing, following, telling, beating].map((loop) => loop.stop()));
    await queues.close();
    await replayer.stop();
    cases.shutdown();
    parking.shutdown();
    slow.shutdown();
    await running;
    await told?.close();
    await connection.close();
    redis?.disconnect();
    prompt?.disconnect();
    await queuePool?.end();
    await opened.close();
  };
  const stopNow = () =>
    void stop().then(
      () => process.exit(0),
      (error: unknown) => fail(log, error),
    );
  process.on('SIGTERM', stopNow);
  process.on('SIGINT', stopNow);
  process.on('disconnect', stopNow); // the supervisor is gone: do not live on alone
  running.catch((error: unknown) => fail(log, error));
  process.send?.({ ready: true });
}

/** The runtime of the engine counts what its workers do, and tells it on a port of its own. */
function engineNumbers({ ENGINE_METRICS_PORT: port, BIND_ADDRESS: host }: Settings): RuntimeOptions {
  if (port === undefined) return {};
  const bindAddress = `${host}:${port}`;
  return { telemetryOptions: { metrics: { prometheus: { bindAddress, useSecondsForDurations: true } } } };
}

/**
 * With a build of its own a worker gets work only once that build is the current one. Every process then goes on with it, those of before
 * too: recorded histories prove that they can (`replay/`), and no old program has to be kept for the longest of them.
 */
function versioned({ TEMPORAL_WORKER_BUILD_ID: buildId, TEMPORAL_DEPLOYMENT_NAME: deploymentName }: Settings) {
  if (buildId === undefined) return {};
  const version = { deploymentName, buildId };
  const workerDeploymentOptions = { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' } as const;
  return { workerDeploymentOptions };
} // prettier-ignore

/** Waits for the engine: it may still be starting beside us. */
async function connectTemporal(settings: Settings): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect(engineConnection(settings));
    } catch (error) {
      if (attempt === 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Null where nobody set one: what is to be registered waits and can be seen. */
function caseRegisterIn(settings: Settings): CaseRegister | null {
  const {
    ZGW_CASES_URL: casesUrl,
    ZGW_DOCUMENTS_URL: documentsUrl,
    ZGW_CLIENT_ID: clientId,
    ZGW_SECRET: secret,
  } = settings;
  return casesUrl && documentsUrl && clientId && secret
    ? caseRegister({ casesUrl, documentsUrl, clientId, secret })
    : null;
}

/** So often tried, a step does not fail by chance any more: by then a quarter of an hour has passed. */
const OFTEN = 10;

/** By then the first step of a process has opened its case. */
const OLD_ENOUGH_MS = 5 * 60_000;

function failingIn({ pendingActivities, pendingWorkflowTask }: WorkflowExecutionDescription['raw']) {
  const failing = pendingActivities?.find(({ attempt }) => (attempt ?? 0) >= OFTEN);
  if (failing) return { failing: failing.activityType?.name ?? 'unknown', attempts: failing.attempt ?? OFTEN };
  const attempts = pendingWorkflowTask?.attempt ?? 0;
  return attempts >= OFTEN ? { failing: 'process', attempts } : undefined;
}

function processesOf(client: Client): Processes {
  return {
    async state(workflowId) {
      try {
        const { status, raw } = await client.workflow.getHandle(workflowId).describe();
        return status.name === 'RUNNING' ? (failingIn(raw) ?? 'running') : 'closed';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'unknown';
        throw error;
      }
    },
    running() {
      const before = new Date(Date.now() - OLD_ENOUGH_MS).toISOString();
      const query = `ExecutionStatus = 'Running' AND StartTime < '${before}'`;
      return {
        count: async () => (await client.workflow.count(query)).count,
        async *ids() {
          for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) yield workflowId;
        },
      };
    },
  };
}

const beat = statement(
  'component-beat',
  `INSERT INTO component_beat (component, instance, version, at) VALUES ($1, $2, $3, now())
   ON CONFLICT (component, instance) DO UPDATE SET at = now(), version = excluded.version`,
);

function fail(log: Log, error: unknown): never {
  log.fatal({ err: error }, 'the worker cannot go on');
  process.exit(1);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigurationError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
