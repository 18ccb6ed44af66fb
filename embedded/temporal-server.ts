import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { parse } from 'yaml';
import { CannotStart } from './cannot-start.ts';
import type { LogFile } from './log-file.ts';
import { cacheFolder, oncePerUser, type Say } from './once-per-user.ts';
import { givingWay, launch, whenReady, type Running } from './running.ts';
import { GO_MEMORY, serving } from './temporal-dev-server.ts';
import { buildInputs, findOnPath, goBuild, run, temporalCli, workFolder } from './temporal.ts';

const VERSION = '1.31.2';
const DATABASE_MS = 60_000;
const NEEDS_GO =
  'The production server of Temporal is built here from its sources, which needs Go 1.21 or newer (https://go.dev).';

/** What Temporal stands on: PostgreSQL, beside the database of Parkwerk. */
const STORES = [
  { database: 'temporal', schema: 'postgresql/v12/temporal' },
  { database: 'temporal_visibility', schema: 'postgresql/v12/visibility' },
] as const;

interface ServerPrograms {
  server: string;
  sqlTool: string;
  /** Makes the namespace. */
  cli: string;
}

/** The production server and the tool that makes its tables: in the user's cache, or built once by Go. */
export async function temporalServer(env: NodeJS.ProcessEnv, say: Say): Promise<ServerPrograms> {
  const folder = join(cacheFolder(env), `temporal-server-${VERSION}`);
  const [server, sqlTool] = [join(folder, 'temporal-server'), join(folder, 'temporal-sql-tool')];
  await oncePerUser(folder, say, async () => {
    if (!findOnPath('go', env)) throw new CannotStart(NEEDS_GO);
    mkdirSync(dirname(folder), { recursive: true });
    const work = workFolder(folder);
    try {
      await goBuild('go.temporal.io/server/cmd/server', join(work, 'temporal-server'), env, say);
      await goBuild('go.temporal.io/server/cmd/tools/sql', join(work, 'temporal-sql-tool'), env, say);
      renameSync(work, folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
  return { server, sqlTool, cli: await temporalCli(env, say) };
}

export interface TemporalServerOptions {
  programs: ServerPrograms;
  /** Nine in all: four services with two each, and one for HTTP. The first is where programs connect. */
  ports: readonly number[];
  namespace: string;
  databaseUrl: string;
  /** Keeps its settings, which hold the password of the database. */
  folder: string;
  log: LogFile;
  env: NodeJS.ProcessEnv;
  spawned?: (running: Running) => void;
}

/** Makes or updates its tables, starts the server and makes the namespace; each may have been done before. */
export async function startTemporalServer(options: TemporalServerOptions): Promise<Running> {
  const { programs, ports, namespace, databaseUrl, folder, log, env } = options;
  await databaseAnswers(databaseUrl);
  await prepareTables(programs.sqlTool, databaseUrl, env);
  const config = writeSettings(options);
  const server = await launch(...givingWay(programs.server, ['--config-file', config, '--allow-no-auth', 'start']), {
    env: { ...GO_MEMORY, ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  log.follow(server.child.stdout, server.child.stderr);
  options.spawned?.(server);
  const address = `127.0.0.1:${ports[0]}`;
  try {
    await whenReady(server, serving(address, server.exited), 60_000);
    await whenReady(server, makeNamespace(programs.cli, address, namespace, env), 60_000);
    await whenReady(server, knowsProcesses(programs.cli, address, namespace, env), 60_000);
  } catch (error) {
    await server.stop(500);
    throw new CannotStart(`Temporal ${(error as Error).message}. ${log.ending()}`, { cause: error });
  }
  return server;
}

/** A database that is being started again itself is waited for: it is no fault of this server's. */
async function databaseAnswers(databaseUrl: string): Promise<void> {
  const deadline = Date.now() + DATABASE_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => undefined); // told by the next question
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (Date.now() > deadline) throw new CannotStart('Temporal found no database.', { cause: error });
      await pause(250);
    }
  }
}

async function prepareTables(sqlTool: string, databaseUrl: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { hostname, port, username, password } = new URL(databaseUrl);
  // By the environment: arguments can be read by everybody on the machine.
  const access = { ...env, SQL_USER: decodeURIComponent(username), SQL_PASSWORD: decodeURIComponent(password) };
  for (const { database, schema } of STORES) {
    const tool = (...args: string[]) =>
      run(
        sqlTool,
        ['--plugin', 'postgres12_pgx', '--ep', hostname, '--port', port || '5432', '--db', database, ...args],
        access,
        dirname(sqlTool),
      );
    await tool('create-database');
    await tool('setup-schema', '-v', '0.0');
    await tool('update-schema', '--schema-name', schema);
  }
}

interface Settings {
  persistence: { datastores: Record<string, { sql: Record<string, unknown> }> };
  services: Record<string, { rpc: Record<string, unknown> }>;
  clusterMetadata: { clusterInformation: { active: { rpcAddress: string } } };
  publicClient: { hostPort: string };
  dynamicConfigClient: { filepath: string };
}

/** The settings beside the pinned sources, with the addresses of this copy. What is JSON is YAML too. */
function writeSettings({ ports, databaseUrl, folder }: TemporalServerOptions): string {
  const settings = parse(readFileSync(join(buildInputs(), 'server.yaml'), 'utf8')) as Settings;
  const { host, username, password } = new URL(databaseUrl);
  for (const { sql } of Object.values(settings.persistence.datastores)) {
    sql['connectAddr'] = host;
    sql['user'] = decodeURIComponent(username);
    sql['password'] = decodeURIComponent(password);
  }
  Object.values(settings.services).forEach(({ rpc }, service) => {
    rpc['grpcPort'] = ports[2 * service];
    rpc['membershipPort'] = ports[2 * service + 1];
    if (rpc['httpPort'] !== undefined) rpc['httpPort'] = ports[8];
  });
  const frontend = `127.0.0.1:${ports[0]}`;
  settings.clusterMetadata.clusterInformation.active.rpcAddress = frontend;
  settings.publicClient.hostPort = frontend;
  settings.dynamicConfigClient.filepath = join(folder, 'dynamic.yaml');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  cpSync(join(buildInputs(), 'dynamic.yaml'), join(folder, 'dynamic.yaml'));
  const file = join(folder, 'server.yaml');
  writeFileSync(`${file}.new`, JSON.stringify(settings, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
}

/** A server that has just begun may not know its own namespaces yet, so it is asked until it answers. */
async function makeNamespace(cli: string, address: string, namespace: string, env: NodeJS.ProcessEnv): Promise<void> {
  const ask = (verb: string, ...more: string[]) =>
    run(
      cli,
      ['operator', 'namespace', verb, '--namespace', namespace, '--address', address, ...more],
      env,
      dirname(cli),
    ).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
  let fault: Error | undefined;
  for (let attempt = 0; attempt < 40; attempt++) {
    if ((await ask('describe')) === undefined) return;
    fault = await ask('create', '--retention', '72h');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw fault ?? new Error('has no namespace');
}

/**
 * Its parts find each other by a list in the database, where those of before may still stand (after a kill, or in a copy that was made of a
 * backup); until they have, it answers what it is, and nothing about a process. A worker that began sooner would give up.
 */
async function knowsProcesses(cli: string, address: string, namespace: string, env: NodeJS.ProcessEnv): Promise<void> {
  const ask = ['workflow', 'describe', '--workflow-id', 'nobody', '--namespace', namespace, '--address', address];
  for (;;) {
    const said = await run(cli, ask, env, dirname(cli)).catch((error: Error) => error.message);
    if (said.includes('workflow not found')) return;
    await pause(250);
  }
}
