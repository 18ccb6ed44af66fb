import { join } from 'node:path';
import { childEnvironment } from '../environment.ts';
import { openLog } from '../log-file.ts';
import { builtPrograms, runProgram } from '../parts.ts';
import { projectRoot } from '../root.ts';
import { masterKeyFile, readSecrets } from '../secrets.ts';
import type { Stack } from '../start.ts';

/** The settings of one more program beside a copy that runs. It sends no mail: where that goes, only the copy itself knows. */
export function settingsBeside(stack: Stack, dataDir: string, releases = ''): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return childEnvironment(
    { PATH, HOME, NODE_ENV: 'test', SANDBOX_URL: stack.sandboxUrl },
    {
      port: Number(new URL(stack.url).port),
      sandboxPort: Number(new URL(stack.sandboxUrl).port),
      smtpPort: 25,
      databaseUrl: stack.databaseUrl,
      temporalAddress: stack.temporalAddress,
    },
    readSecrets(dataDir),
    {
      masterKey: masterKeyFile(dataDir),
      releases: releases || join(projectRoot(), 'municipalities'),
      workflowBundle: join(projectRoot(), 'dist', 'workflow-bundle.js'),
      sandboxState: join(dataDir, 'sandbox'),
    },
  );
}

/** What `npm run migrate` does beside a system that runs: new municipal data come into force, and nothing is started again. */
export async function migrateBeside(stack: Stack, dataDir: string, releases: string): Promise<void> {
  const env = settingsBeside(stack, dataDir, releases);
  const log = openLog(join(dataDir, 'logs', 'migrate.log'));
  try {
    await runProgram({
      program: 'migrate',
      file: builtPrograms().migrate,
      env,
      log,
      say: () => undefined,
      spawned: () => undefined,
    });
  } finally {
    log.close();
  }
}
