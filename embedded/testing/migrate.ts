import { join } from 'node:path';
import { childEnvironment } from '../environment.ts';
import { openLog } from '../log-file.ts';
import { builtPrograms, runProgram } from '../parts.ts';
import { masterKeyFile, readSecrets } from '../secrets.ts';
import type { Stack } from '../start.ts';

/** What `npm run migrate` does beside a system that runs: new municipal data come into force, and nothing is started again. */
export async function migrateBeside(stack: Stack, dataDir: string, releases: string): Promise<void> {
  const { PATH, HOME } = process.env;
  const env = childEnvironment(
    { PATH, HOME, NODE_ENV: 'test', SANDBOX_URL: stack.sandboxUrl },
    {
      port: Number(new URL(stack.url).port),
      sandboxPort: Number(new URL(stack.sandboxUrl).port),
      smtpPort: 25, // no mail is sent
      databaseUrl: stack.databaseUrl,
      temporalAddress: stack.temporalAddress,
    },
    readSecrets(dataDir),
    { masterKey: masterKeyFile(dataDir), releases, workflowBundle: '', sandboxState: join(dataDir, 'sandbox') },
  );
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
