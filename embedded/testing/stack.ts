import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePorts } from '../ports.ts';
import { projectRoot } from '../root.ts';
import { running, whenReady, type Running } from '../running.ts';
import { temporalServer } from '../temporal-server.ts';
import { temporalCli } from '../temporal.ts';
import { say } from './say.ts';
import { orStopServices, services } from './services.ts';

/** See `--cluster` in the launcher. */
const onCluster = (process.env.PARKWERK_TLS ?? '') !== '';

interface TestStack extends Running {
  url: string;
  databaseUrl: string;
  dataDir: string;
}

/**
 * Jest global set-up: the whole system as `npm start` runs it, freshly built, on ports and data of its own. TEST_STACK_URL,
 * TEST_STACK_DATABASE_URL and TEST_STACK_DATA (the folder, with `running.json` and `logs/`) tell where it is.
 */
export default async function stack(_all: unknown, project: { displayName?: { name: string } }): Promise<void> {
  await orStopServices(provideStack(onCluster || project.displayName?.name === 'api'));
}

async function provideStack(withCluster: boolean): Promise<void> {
  // Making the servers takes minutes the first time: here, where it can be seen, and not in a start that is waited for.
  if (withCluster) await temporalServer(process.env, say);
  else if (!process.env.TEMPORAL_ADDRESS) await temporalCli(process.env, say);
  if (process.env.TEST_STACK_URL) return;
  const { once: start, tell } = await services();
  const { url, databaseUrl, dataDir } = await start('Parkwerk', startBuilt);
  tell('TEST_STACK_URL', url);
  tell('TEST_STACK_DATABASE_URL', databaseUrl);
  tell('TEST_STACK_DATA', dataDir);
}

async function startBuilt(folder: string): Promise<TestStack> {
  const launcher = join(projectRoot(), 'embedded', 'launch.mjs');
  const build = fork(launcher, ['build'], { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error('What the tests would run on does not build; why is above.');

  const dataDir = join(folder, 'stack');
  const [port = 0] = await freePorts(1);
  // In a process of its own: it ends in order when this one is gone, however that happens.
  const child = fork(launcher, [onCluster ? 'start:cluster' : 'start'], {
    execArgv: [],
    env: {
      ...process.env,
      PORT: String(port),
      PARKWERK_DATA: dataDir,
      npm_lifecycle_event: '',
      NODE_ENV: 'test',
      // A test that asks more than one address may, says `X-Forwarded-For`, and leaves the others their share.
      TRUSTED_PROXIES: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const supervisor = running(child, 'SIGTERM');
  let said = '';
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ready = once(child, 'message') as Promise<[{ url: string; databaseUrl: string }]>;
  const [{ url, databaseUrl }] = await whenReady(supervisor, ready, 120_000).catch(async (error: Error) => {
    await supervisor.stop(12_000);
    throw new Error(`The system under test ${error.message}. It said:\n${said}`);
  });
  let stopping = false;
  void supervisor.exited.then((how) => {
    if (!stopping) process.stderr.write(`The system under test is gone (${how}). It said:\n${said}\n`);
  });
  const stop = () => {
    stopping = true;
    return supervisor.stop(12_000);
  };
  return { ...supervisor, stop, url, databaseUrl, dataDir };
}
