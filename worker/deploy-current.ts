import { parseArgs } from 'node:util';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { ConfigurationError, engineConnection, readEngine, type EngineSettings } from '../activities/config.ts';

/** So long, in seconds, the workers of a new build may take until the engine has heard of each of their queues. */
const PATIENCE = '60';
const PAUSE_MS = 500;

/**
 * `npm run deploy:current -- --build ID [--within SECONDS]`: makes a build the one that gets all work; processes of the build before go on
 * with it at their next step. Refused by the engine while no worker of that build asks for all the queues that are served now, which is
 * waited for.
 */
async function makeCurrent(settings: EngineSettings, buildId: string, deadline: number): Promise<void> {
  const { TEMPORAL_NAMESPACE: namespace, TEMPORAL_DEPLOYMENT_NAME: deploymentName } = settings;
  const connection = await Connection.connect(engineConnection(settings));
  try {
    for (;;) {
      try {
        const version = { namespace, deploymentName, buildId, identity: 'deploy:current' };
        await connection.workflowService.setWorkerDeploymentCurrentVersion(version);
        return;
      } catch (error) {
        if (!isGrpcServiceError(error) || Date.now() > deadline) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } finally {
    await connection.close();
  }
}

async function main(): Promise<void> {
  const options = { build: { type: 'string' }, within: { type: 'string', default: PATIENCE } } as const;
  const { build, within } = parseArgs({ options }).values;
  if (!build) throw new ConfigurationError(['--build ID is missing: the TEMPORAL_WORKER_BUILD_ID of those workers']);
  await makeCurrent(readEngine(process.env), build, Date.now() + 1_000 * Number(within));
  process.stdout.write(`Build ${build} gets all work from now on.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
