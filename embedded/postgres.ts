import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { openLog, type LogFile } from './log-file.ts';
import { postgresPrograms, type PostgresPrograms, type RootMeans } from './postgres-binaries.ts';
import { commandLine, gone, identify, signal } from './process-identity.mjs';
import { launch, says, whenReady, type Running } from './running.ts';

export interface PostgresOptions {
  dataDir: string;
  port: number;
  password: string;
  log: LogFile;
  /** The database to make beside `postgres` when the cluster is new. */
  database?: string;
  /** False for tests only: nothing survives a power cut, everything is faster. */
  durable?: boolean;
  /** How to get round PostgreSQL's refusal of root; found out when not given. */
  rootMeans?: RootMeans;
  /** More settings of the server, by name. */
  more?: Record<string, string>;
  /** How long it may take until it serves; a minute when not given. */
  withinMs?: number;
  /** Told of every process before it serves. */
  spawned?: (running: Running) => void;
}

export interface Postgres extends Running {
  url: string;
}

const USER = 'parkwerk';
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C' };

/** Starts PostgreSQL on a data folder, making the folder when it is new and ending what an earlier start left running on it. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, port, password, log, database = 'postgres' } = options;
  const programs = postgresPrograms(options.rootMeans);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(programs, options);
  await endOrphan(dataDir);

  const readOnly = options.more?.['hot_standby'] === 'on'; // it follows another and stays so
  const { file, args, ...as } = programs.command('postgres');
  for (let attempt = 1; ; attempt++) {
    const server = await launch(
      file,
      [...args, ...settings(options)],
      // Detached: Ctrl-C reaches a whole process group at once, and the database has to be the last to go.
      { ...as, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
      'SIGINT',
    );
    log.follow(server.child.stdout, server.child.stderr);
    options.spawned?.(server);
    try {
      await whenReady(
        server,
        says(server, `ready to accept ${readOnly ? 'read-only ' : ''}connections`),
        options.withinMs ?? 60_000,
      );
      return { ...server, url: `postgres://${USER}:${password}@127.0.0.1:${port}/${database}` };
    } catch (error) {
      await server.stop();
      // After a kill -9 the last sessions of the old server need a moment to notice.
      if (attempt < 20 && log.tail(3).includes('shared memory block')) continue;
      throw new CannotStart(`PostgreSQL ${(error as Error).message}. ${log.ending()}`, { cause: error });
    }
  }
}

/**
 * Keeps what is written where a backup asked for it, in the folder that the link `archive` beside the data leads to (its own path could
 * hold anything, and this is read by a shell). Where the link leads nowhere this fails, and the server keeps it until it works again.
 */
const KEEP =
  'test ! -L ../archive || { gzip -c %p > ../archive/wal/%f.new && sync && mv ../archive/wal/%f.new ../archive/wal/%f.gz; }';

function settings({ dataDir, port, durable = true, more }: PostgresOptions): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    lc_messages: 'C',
    log_checkpoints: 'off',
    // Statements and details of errors hold plates, names and addresses; a log must not.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable && { archive_mode: 'on', archive_command: KEEP }),
    ...more,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', dataDir, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Makes the cluster beside its place and moves it there when it is whole, so that a broken-off attempt leaves nothing behind. */
async function initialise(
  programs: PostgresPrograms,
  { dataDir, password, database, durable = true, log }: PostgresOptions,
) {
  const unfinished = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  mkdirSync(dirname(dataDir), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    programs.own(unfinished);
    programs.own(passwordFile);
    // The built-in locale needs none from the operating system and sorts the same everywhere.
    const cluster = ['-D', unfinished, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-messages=C'];
    await run(programs, 'initdb', [...cluster, ...locale, '--no-instructions', ...(durable ? [] : ['--no-sync'])], log);
    if (database)
      await run(programs, 'postgres', ['--single', '-D', unfinished, 'postgres'], log, `CREATE DATABASE ${database}`);
    renameSync(unfinished, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run(
  programs: PostgresPrograms,
  program: 'initdb' | 'postgres',
  more: string[],
  log: LogFile,
  input = '',
) {
  const { file, args, ...as } = programs.command(program);
  const running = await launch(file, [...args, ...more], { ...as, env: ENVIRONMENT, stdio: 'pipe' });
  log.follow(running.child.stdout, running.child.stderr);
  running.child.stdin?.end(input);
  await running.exited;
  if (running.child.exitCode === 0) return;
  throw new CannotStart(`PostgreSQL's ${program} failed. ${log.ending()}`);
}

/** A server that outlived its supervisor still holds the data folder: it is asked to close it properly. */
async function endOrphan(dataDir: string): Promise<void> {
  const lock = join(dataDir, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const orphan = identify(pid);
  if (orphan && commandLine(pid).includes(dataDir)) {
    signal(orphan, 'SIGINT');
    if (await gone(orphan, 8_000)) return;
    signal(orphan, 'SIGKILL');
    await gone(orphan, 5_000);
  }
  // What is left names a dead process, or one that got its number since.
  rmSync(lock, { force: true });
}

/** A server in a folder of its own that vanishes with it; what tests run on. */
export async function startTemporaryPostgres(folder: string, port: number): Promise<Postgres> {
  const log = openLog(join(folder, 'postgres.log'));
  return startPostgres({ dataDir: join(folder, 'postgres'), port, password: 'test', durable: false, log });
}
