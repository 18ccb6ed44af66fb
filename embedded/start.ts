import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { endOrphans, identityOf, takeDataFolder, writeNote, type RunningNote } from './data-folder.ts';
import { ownCertificate, type Certificate } from './certificate.ts';
import { childEnvironment } from './environment.ts';
import { healthy } from './health.ts';
import { keep, type Kept } from './keep.ts';
import { metricsPorts } from './metrics-ports.ts';
import { openLog, type LogFile } from './log-file.ts';
import { STOPPING, TITLES, builtPrograms, runProgram, startProgram, type Part, type Programs } from './parts.ts';
import { freePorts, isFree } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { projectRoot } from './root.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { Running } from './running.ts';
import { masterKeyFile, readSecrets } from './secrets.ts';
import { startDevServer } from './temporal-dev-server.ts';
import { startTemporalServer, temporalServer } from './temporal-server.ts';
import { temporalCli } from './temporal.ts';

export interface StackOptions {
  port: number;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  say?: (line: string) => void;
  /** Called when a part cannot be kept alive; everything else has ended by then. */
  onGivenUp?: (why: string) => void;
  /** As in production, without containers: two of each program behind a proxy with TLS, and Temporal's own server on PostgreSQL. */
  cluster?: boolean;
  /** The built programs; a test may put others in their place. */
  programs?: Programs;
}

export interface Stack {
  url: string;
  databaseUrl: string;
  temporalAddress: string;
  sandboxUrl: string;
  pids: () => Partial<Record<Part, number>>;
  kill: (part: Part, signal: NodeJS.Signals) => void;
  /** Ask before killing: resolves when another process has taken the part's place and serves. */
  restartOf: (part: Part) => Promise<void>;
  stop: () => Promise<void>;
}

type Spawned = (running: Running) => void;

export function startStack(options: StackOptions): Promise<Stack> {
  return beginStack(options).ready;
}

/** Starts everything Parkwerk needs, keeps it alive, and ends it in order. It can be stopped before it is ready. */
export function beginStack(options: StackOptions): { ready: Promise<Stack>; stop: () => Promise<void> } {
  const { env, port, say = () => undefined, programs = builtPrograms(), cluster = false } = options;
  const dataDir = resolve(options.dataDir);
  const logs = new Map<string, LogFile>();
  const parts = new Map<Part, Kept>();
  let preparing: Running | undefined;
  let proxy: Proxy | undefined;
  let note: RunningNote | undefined;
  let release = (): void => undefined;
  let stopping: Promise<void> | undefined;
  let giveUp: (why: Error) => void;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));

  function log(name: string): LogFile {
    const file = logs.get(name) ?? openLog(join(dataDir, 'logs', `${name}.log`));
    logs.set(name, file);
    return file;
  }

  /** Whoever comes back from waiting after a stop must neither start nor hold anything. */
  function goOn(): void {
    if (!stopping) return;
    release();
    throw new CannotStart('Stopped before it was ready.');
  }

  async function timed(what: string, work: Promise<unknown>): Promise<void> {
    const began = Date.now();
    await work;
    say(`${what} in ${((Date.now() - began) / 1_000).toFixed(1)} s`);
  }

  async function add(part: Part, start: (spawned: Spawned) => Promise<unknown>): Promise<void> {
    goOn();
    const { kept, ready } = keep({
      name: TITLES[part],
      say,
      onGivenUp: (why) => giveUp(new CannotStart(`${why} ${log(part).ending()}`)),
      start: (spawned) =>
        start((running) => {
          // On disk before the part does anything, so that no killed supervisor loses sight of it.
          if (note)
            writeNote(dataDir, Object.assign(note, { parts: { ...note.parts, [part]: identityOf(running.pid) } }));
          spawned(running);
        }),
    });
    parts.set(part, kept);
    await timed(`${TITLES[part]} ready`, ready);
  }

  function addProgram(
    program: 'sandbox' | 'worker' | 'api',
    childEnv: NodeJS.ProcessEnv,
    part: Part = program,
  ): Promise<void> {
    const warn = (line: string): void => say(`${TITLES[part]}: ${line}`);
    return add(part, (spawned) =>
      startProgram({ program, file: programs[program], env: childEnv, log: log(part), say: warn, spawned }),
    );
  }

  async function begin(): Promise<Stack> {
    ({ release } = await takeDataFolder(dataDir));
    goOn();
    sameEngine();
    if (await endOrphans(dataDir, 'postgres')) say('Ended what an earlier copy had left running.');
    await portIsOurs();
    const { databaseUrl, temporalAddress, childEnv, apiPorts, certificate, startDatabase, startTemporal } =
      await plan();
    const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`;
    const sandboxUrl = childEnv.SANDBOX_URL ?? '';
    note = { state: 'starting', url, databaseUrl, temporalAddress, sandboxUrl, supervisor: process.pid, parts: {} };
    writeNote(dataDir, note);

    const database = startDatabase();
    await Promise.all([database.prepared, startTemporal(database.serves), addProgram('sandbox', childEnv)]);
    // Somebody may have taken the port meanwhile: that is a better reason than what the API says of it.
    const metrics = metricsPorts(env);
    const [firstPort = port, ...otherPorts] = apiPorts;
    const api = addProgram('api', { ...childEnv, ...metrics.api, PORT: String(firstPort) }).catch((error: Error) =>
      portIsOurs().then(() => Promise.reject(error)),
    );
    const others = otherPorts.flatMap((other) => [
      addProgram('api', { ...childEnv, ...metrics.none, PORT: String(other) }, 'api-2'),
      addProgram('worker', { ...childEnv, ...metrics.none }, 'worker-2'),
    ]);
    await Promise.all([addProgram('worker', { ...childEnv, ...metrics.worker }), api, ...others]);
    await healthy(`http://127.0.0.1:${firstPort}`);
    if (certificate) proxy = await startProxy(certificate, port, apiPorts);
    writeNote(dataDir, Object.assign(note, { state: 'running' }));

    const kept = (part: Part): Kept => {
      const found = parts.get(part);
      if (!found) throw new Error(`${TITLES[part]} is not ours: the environment points at another one.`);
      return found;
    };
    return {
      ...{ url, databaseUrl, temporalAddress, sandboxUrl, stop },
      pids: () => Object.fromEntries([...parts].map(([part, { pid }]) => [part, pid()])),
      kill: (part, signal) => kept(part).kill(signal),
      restartOf: (part) => kept(part).restarted(),
    };
  }

  /** Cases live in the engine they began in; another one would know none of them. */
  function sameEngine(): void {
    const other = cluster ? 'temporal.db' : 'temporal';
    if (!existsSync(join(dataDir, other))) return;
    const command = cluster ? 'npm start' : 'npm run start:cluster';
    throw new CannotStart(
      `${dataDir} belongs to \`${command}\`: give another folder, for example PARKWERK_DATA=${dataDir}-2.`,
    );
  }

  async function portIsOurs(): Promise<void> {
    if (await isFree(port)) return;
    const next = `PORT=${port + 1}`;
    throw new CannotStart(`Port ${port} is in use: stop what uses it, or choose another one, for example ${next}.`);
  }

  /** Chooses ports and settings, once: a part that is started again finds the others where they were. */
  async function plan() {
    const secrets = readSecrets(dataDir);
    const password = secrets.databasePassword;
    const [postgresPort = 0, temporalPort = 0, sandboxPort = 0, smtpPort = 0, ...more] = await freePorts(
      cluster ? 14 : 4,
    );
    const apiPorts = cluster ? more.splice(0, 2) : [port];
    const certificate = cluster ? await ownCertificate(env.PARKWERK_TLS || join(dataDir, 'tls'), env) : undefined;
    const databaseUrl = env.DATABASE_URL || `postgres://parkwerk:${password}@127.0.0.1:${postgresPort}/parkwerk`;
    const temporalAddress = env.TEMPORAL_ADDRESS || `127.0.0.1:${temporalPort}`;
    const given = certificate ? behindTls(env, port, certificate) : env;
    const childEnv = childEnvironment(given, { port, sandboxPort, smtpPort, databaseUrl, temporalAddress }, secrets, {
      masterKey: masterKeyFile(dataDir),
      releases: join(projectRoot(), 'municipalities'),
      workflowBundle: join(projectRoot(), 'dist', 'workflow-bundle.js'),
      sandboxState: join(dataDir, 'sandbox'),
    });

    const startDatabase = (): { serves: Promise<void>; prepared: Promise<void> } => {
      const place = { dataDir: join(dataDir, 'postgres'), port: postgresPort, password, database: 'parkwerk' };
      const serves = env.DATABASE_URL
        ? Promise.resolve()
        : add('postgres', (spawned) => startPostgres({ ...place, log: log('postgres'), spawned }));
      const migrate = { program: 'migrate' as const, file: programs.migrate, env: childEnv, log: log('migrate'), say };
      const spawned = (running: Running): void => void (preparing = running);
      const prepared = serves.then(() => timed('Database prepared', runProgram({ ...migrate, spawned })));
      return { serves, prepared };
    };

    const startTemporal = async (databaseServes: Promise<void>): Promise<void> => {
      if (env.TEMPORAL_ADDRESS) return;
      const namespace = childEnv.TEMPORAL_NAMESPACE ?? '';
      if (cluster) {
        const [server] = await Promise.all([temporalServer(env, say), databaseServes]);
        const ports = [temporalPort, ...more];
        const place = { programs: server, ports, namespace, databaseUrl, folder: join(dataDir, 'temporal'), env };
        return add('temporal', (spawned) => startTemporalServer({ ...place, log: log('temporal'), spawned }));
      }
      const program = await temporalCli(env, say);
      const place = { port: temporalPort, file: join(dataDir, 'temporal.db'), namespace };
      const uiPort = Number(env.PARKWERK_TEMPORAL_UI_PORT) || undefined;
      await add('temporal', (spawned) =>
        startDevServer({ program, ...place, uiPort, env, log: log('temporal'), spawned }),
      );
    };
    return { databaseUrl, temporalAddress, childEnv, apiPorts, certificate, startDatabase, startTemporal };
  }

  const stop = (): Promise<void> => (stopping ??= end());

  async function end(): Promise<void> {
    if (note) writeNote(dataDir, Object.assign(note, { state: 'stopping' }));
    await preparing?.stop(1_000);
    let left = 0; // what one part does not need, the next may use
    await proxy?.stop();
    for (const [together, patience] of STOPPING) {
      const asked = Date.now();
      await Promise.all(together.map(async (part) => parts.get(part)?.stop(patience + left)));
      left += Math.max(0, patience - (Date.now() - asked));
    }
    for (const { close } of logs.values()) close();
    release();
  }

  const ready = Promise.race([begin(), givenUp]).catch(async (error: Error) => {
    await stop();
    throw error;
  });
  ready.then(
    () => givenUp.catch((error: Error) => stop().then(() => options.onGivenUp?.(error.message))),
    () => undefined, // reported to whoever awaits it
  );
  return { ready, stop };
}

/** What programs have to know when people reach them through the proxy, and they reach each other through it too. */
function behindTls(env: NodeJS.ProcessEnv, port: number, { certFile }: Certificate): NodeJS.ProcessEnv {
  const publicUrl = env.PARKWERK_PUBLIC_URL || `https://127.0.0.1:${port}`;
  return { ...env, PARKWERK_PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '1', NODE_EXTRA_CA_CERTS: certFile };
}
