import { once } from 'node:events';
import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { ConfigurationError, engineConnection, readConfig } from '../activities/config.ts';
import { openDataSource } from '../activities/db/data-source.ts';
import { openPool } from '../activities/db/pool.ts';
import { openReplica } from '../activities/db/replica.ts';
import { openDeps } from '../activities/deps.ts';
import { createLog } from '../activities/log.ts';
import { createMetrics, serveMetrics, watchPools } from '../activities/metrics/registry.ts';
import { openRedis } from '../activities/redis.ts';
import { createApp } from './app.ts';
import { createAccountSessions } from './http/account-sessions.ts';
import { createApiMetrics } from './http/measure.ts';
import { createSessions } from './http/sessions.ts';
import { countHere, countTogether } from './http/per-minute.ts';
import { createProcesses } from './processes.ts';
import { tellSandbox } from './sandbox/stand-ins.ts';

/** What is being asked when the program is told to end is answered first; nothing of ours takes longer, and who supervises gives more time. */
const ANSWERS_WITHIN_MS = 20_000;
/** More answer no sooner on the cores of one machine. */
const STREET_CONNECTIONS = 8;
/** People wait while their request is counted; one that takes longer is away. */
const REDIS_ANSWERS_MS = 250;

/** Opens connections and listens. Any number of these run side by side. */
async function main(): Promise<void> {
  const settings = readConfig(process.env);
  const log = createLog('api', settings.LOG_LEVEL);
  const [opened, orm] = await Promise.all([openDeps(settings, log, 10), openDataSource(settings.DATABASE_URL, 6)]);
  // Connects when it is first needed, and again by itself: the engine may start later than we do.
  const connection = Connection.lazy(engineConnection(settings));
  const temporal = new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
  const { deps, clock } = opened;
  // Planned once: weighing anew each time what a plate might resemble takes longer than to look.
  const checks = openPool(
    settings.DATABASE_URL, STREET_CONNECTIONS, (error) => log.warn({ err: error }, 'a connection for checks broke'), 'public',
    '-c plan_cache_mode=force_generic_plan',
  ); // prettier-ignore
  const copy = settings.REPLICA_DATABASE_URL
    ? openReplica(checks, {
        url: settings.REPLICA_DATABASE_URL,
        behindMs: settings.REPLICA_BEHIND_MS,
        connections: STREET_CONNECTIONS,
      })
    : undefined;
  const secure = deps.publicUrl.startsWith('https:');
  const sessions = createSessions(deps.pool, deps.vault, { secure });
  const accounts = createAccountSessions(deps.pool, deps.vault, { secure });
  const registry = createMetrics('api');
  watchPools(registry, { decisions: deps.pool, checks, ...(copy && { copy: copy.pool }) });
  const redis = settings.REDIS_URL
    ? openRedis(settings.REDIS_URL, REDIS_ANSWERS_MS, (error) => log.warn({ err: error }, 'Redis is away'))
    : undefined;
  const api = {
    settings,
    deps,
    street: { pool: checks, clock: deps.clock, ...(copy && { replica: copy.replica }) },
    orm,
    clock,
    processes: createProcesses(temporal, deps.pool, clock.offsetMs),
    sessions,
    accounts,
    temporal,
    metrics: createApiMetrics(registry),
    redis,
    perMinute: redis ? countTogether(redis, deps.vault, log) : countHere(),
  };
  if (settings.SANDBOX_URL) {
    await tellSandbox(api, '_clock', { offsetMs: clock.offsetMs() }).catch((error: unknown) =>
      log.warn({ err: error }, 'the sandbox is not there yet'),
    );
  }

  const server = createServer(createApp(api));
  server.keepAliveTimeout = 65_000;
  server.listen(settings.PORT, settings.BIND_ADDRESS);
  await once(server, 'listening');
  const { METRICS_PORT: metricsPort, BIND_ADDRESS: host } = settings;
  const metrics =
    metricsPort === undefined ? undefined : await serveMetrics(registry, { host, port: metricsPort, log });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    const closed = once(server, 'close');
    // A connection that was at work when the rest were closed is closed as soon as it has answered.
    const sweeping = setInterval(() => server.closeIdleConnections(), 50);
    setTimeout(() => server.closeAllConnections(), ANSWERS_WITHIN_MS).unref();
    await closed;
    clearInterval(sweeping);
    await metrics?.close();
    redis?.disconnect();
    await connection.close();
    await copy?.close();
    await Promise.all([opened.close(), checks.end(), orm.destroy()]);
  };
  const stopNow = () =>
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  process.on('SIGTERM', stopNow);
  process.on('SIGINT', stopNow);
  process.on('disconnect', stopNow); // the supervisor is gone: do not live on alone
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigurationError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
