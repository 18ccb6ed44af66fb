import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { processTree, stillRunning } from './processes.ts';

export interface RunningStack {
  url: string;
  databaseUrl: string;
  temporalAddress: string;
  dataDir: string;
  pid: number;
  /** From the start of the process until it said that everything serves. */
  readyMs: number;
}

export interface Stack {
  ready: Promise<RunningStack>;
  /** Also before it is ready, and once more when it has ended already. */
  stop: () => Promise<Stopped>;
  /** Rejects, with what the system said last, when it goes away without being told to. */
  gone: Promise<never>;
}

export interface Stopped {
  /** From the signal until the process was gone. */
  ms: number;
  /** Processes of the system that are still there. */
  left: number;
}

/** What the machine is, and nothing that could point the system at somebody's database. */
const FROM_OUTSIDE = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'TMPDIR', 'TEMPORAL_CLI', 'PARKWERK_DOWNLOADS', 'PARKWERK_TLS'];

/** Two of each program behind TLS, which this process believes already: see the launcher. */
export const onCluster = (process.env['PARKWERK_TLS'] ?? '') !== '';

/**
 * The whole system as `npm start` runs it, or `npm run start:cluster`, on data and ports of its own. It ends with this process, however
 * that ends.
 */
export async function startStack(dataDir: string): Promise<Stack> {
  const environment = Object.fromEntries(FROM_OUTSIDE.map((name) => [name, process.env[name]]));
  const PORT = String(await freePort());
  const began = performance.now();
  const child = fork(join('embedded', 'launch.mjs'), [onCluster ? 'start:cluster' : 'start'], {
    execArgv: [],
    env: { ...environment, PORT, PARKWERK_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true, // Ctrl-C reaches this process alone, which then ends the system in order
  });
  const said = listen(child);
  let told = false;
  const gone = once(child, 'exit').then(([code, signal]: unknown[]) => {
    if (told) return new Promise<never>(() => undefined);
    throw new Error(`the system went away (${String(signal ?? code)}):\n${said()}`);
  });
  gone.catch(() => undefined); // it need not be waited for
  const stopping = (): Promise<Stopped> => {
    told = true;
    return stop(child);
  };
  return { ready: whenReady(child, dataDir, began, said), stop: stopping, gone };
}

async function whenReady(
  child: ChildProcess,
  dataDir: string,
  began: number,
  said: () => string,
): Promise<RunningStack> {
  const ready = once(child, 'message') as Promise<[{ url: string; databaseUrl: string }]>;
  const gone = once(child, 'exit').then(() => undefined);
  const told = await Promise.race([ready, gone]);
  const readyMs = performance.now() - began;
  if (!told) throw new Error(`the system did not start:\n${said()}`);
  const { temporalAddress } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    temporalAddress: string;
  };
  return { ...told[0], temporalAddress, dataDir, pid: child.pid!, readyMs };
}

async function stop(child: ChildProcess): Promise<Stopped> {
  const tree = processTree(child.pid!);
  const began = performance.now();
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  return { ms: performance.now() - began, left: stillRunning(tree).length };
}

/** How long this machine takes now to start a Node.js that does nothing, until it is gone again. */
export async function emptyNodeMs(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}

function listen(child: ChildProcess): () => string {
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-10_000)));
  return () => said;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
