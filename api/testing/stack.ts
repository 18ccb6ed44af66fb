import { join } from 'node:path';
import { childEnvironment } from '../../embedded/environment.ts';
import { openLog } from '../../embedded/log-file.ts';
import { builtPrograms, startProgram } from '../../embedded/parts.ts';
import { freePorts } from '../../embedded/ports.ts';
import { projectRoot } from '../../embedded/root.ts';
import { type Running } from '../../embedded/running.ts';
import { masterKeyFile, readSecrets } from '../../embedded/secrets.ts';
import { startStack, type Stack, type StackOptions } from '../../embedded/start.ts';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { query } from '../../embedded/testing/query.ts';
import { Browser } from './browser.ts';
import { readContract, type Contract } from './contract.ts';
import { sandboxAt, type Sandbox } from './sandbox.ts';

/** A running copy of the whole system, as tests see it: from outside, with a look in the books. */
export interface System {
  url: string;
  dataDir: string;
  contract: Contract;
  sandbox: Sandbox;
  browser(): Browser;
  /** For what no screen shows: the ledger, and states that would take hundreds of applications to reach. */
  rows<Row = Record<string, unknown>>(statement: string): Promise<Row[]>;
}

/** The copy all tests of a run share. Nobody moves its clock, switches its parties off or resets it. */
export function sharedSystem(): Promise<System> {
  const { TEST_STACK_URL: url, TEST_STACK_DATABASE_URL: databaseUrl, TEST_STACK_DATA: dataDir } = process.env;
  if (!url || !databaseUrl || !dataDir)
    throw new Error('these tests run in the Jest project `api`, which starts the system');
  return systemAt(url, databaseUrl, dataDir);
}

/** A copy for one test file, which may do with it what it likes. */
export async function ownSystem(
  name: string,
  env: NodeJS.ProcessEnv = {},
  more: Pick<StackOptions, 'programs'> = {},
): Promise<System & { stack: Stack; stop(): Promise<void> }> {
  const folder = temporaryFolder();
  const [port = 0] = await freePorts(1);
  const { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI } = process.env;
  const dataDir = join(folder.path, name);
  const stack = await startStack({
    port,
    dataDir,
    ...more,
    env: { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI, NODE_ENV: 'test', ...env },
  });
  return {
    ...(await systemAt(stack.url, stack.databaseUrl, dataDir)),
    stack,
    async stop() {
      await stack.stop();
      folder.remove();
    },
  };
}

/** A second API on the books of a copy, as there are two in production; answers its address. */
export async function secondApi(
  { stack, dataDir }: Awaited<ReturnType<typeof ownSystem>>,
  given: NodeJS.ProcessEnv,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const [port = 0] = await freePorts(1);
  const { url: PARKWERK_PUBLIC_URL, sandboxUrl: SANDBOX_URL, databaseUrl, temporalAddress } = stack;
  const env = childEnvironment(
    { PATH: process.env.PATH, NODE_ENV: 'test', PARKWERK_PUBLIC_URL, SANDBOX_URL, ...given },
    { port, sandboxPort: 0, smtpPort: 0, databaseUrl, temporalAddress },
    readSecrets(dataDir),
    {
      masterKey: masterKeyFile(dataDir),
      releases: join(projectRoot(), 'municipalities'),
      workflowBundle: '',
      sandboxState: '',
    },
  );
  const log = openLog(join(dataDir, 'logs', 'second-api.log'));
  let api: Running | undefined;
  const spawned = (running: Running): void => void (api = running);
  await startProgram({ program: 'api', file: builtPrograms().api, env, log, say: () => undefined, spawned });
  return { url: `http://127.0.0.1:${port}`, stop: async () => api?.stop() };
}

/** A copy that was started elsewhere. */
export async function systemAt(url: string, databaseUrl: string, dataDir: string): Promise<System> {
  const contract = await readContract(url);
  return {
    url,
    dataDir,
    contract,
    sandbox: sandboxAt(url),
    browser: () => new Browser(url, contract),
    rows: <Row>(statement: string) => query(databaseUrl, statement) as Promise<Row[]>,
  };
}
