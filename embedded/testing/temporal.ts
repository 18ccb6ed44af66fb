import { join } from 'node:path';
import { openLog } from '../log-file.ts';
import { freePorts } from '../ports.ts';
import { startDevServer } from '../temporal-dev-server.ts';
import { temporalCli, timeSkippingServer } from '../temporal.ts';
import { bundleWorkflows } from '../workflow-bundle.ts';
import { startDatabase } from './database.ts';
import { say } from './say.ts';
import { orStopServices, services } from './services.ts';

/**
 * Jest global set-up: PostgreSQL, a Temporal dev server (TEST_TEMPORAL_ADDRESS), the program of a time-skipping one
 * (TEST_TEMPORAL_TIME_SKIPPING) and the bundled workflows (TEST_WORKFLOW_BUNDLE).
 */
export default async function temporal(): Promise<void> {
  await orStopServices(Promise.all([startDatabase(), startTemporal(), findTimeSkipping(), bundle()]));
}

async function startTemporal(): Promise<void> {
  if (process.env.TEST_TEMPORAL_ADDRESS) return;
  const { once, tell } = await services();
  const program = await temporalCli(process.env, say);
  const [port = 0] = await freePorts(1);
  const { address } = await once('Temporal', (folder) =>
    startDevServer({
      program,
      port,
      namespace: 'default',
      log: openLog(join(folder, 'temporal.log')),
      env: process.env,
    }),
  );
  tell('TEST_TEMPORAL_ADDRESS', address);
}

async function findTimeSkipping(): Promise<void> {
  const { tell } = await services();
  tell('TEST_TEMPORAL_TIME_SKIPPING', await timeSkippingServer(process.env, say));
}

async function bundle(): Promise<void> {
  const { folder, tell } = await services();
  const file = join(folder, 'workflow-bundle.js');
  if (await bundleWorkflows(file)) tell('TEST_WORKFLOW_BUNDLE', file);
}
