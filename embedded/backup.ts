import {
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import { CannotStart } from './cannot-start.ts';
import { openLog } from './log-file.ts';
import { freePorts } from './ports.ts';
import { postgresPrograms, type RootMeans } from './postgres-binaries.ts';
import { startPostgres } from './postgres.ts';
import { writePrivately } from './secrets.ts';

/** One copy of the database; with what was archived from `firstWal` on it gives the state of any moment from `until` on. */
export interface Copy {
  folder: string;
  /** UTC instants by the clock of the database: it is whole from `until` on. */
  from: string;
  until: string;
  /** Archived files that sort before this one are not needed for it. */
  firstWal: string;
}

/** What belongs to the running server alone, or is made anew by the next; PostgreSQL's own tool leaves out the same. */
const WITHOUT_CONTENT = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const LEFT_OUT = [
  'postmaster.pid',
  'postmaster.opts',
  'pg_internal.init',
  'backup_label',
  'tablespace_map',
  'recovery.signal',
  'pgsql_tmp',
];

/** Every minute, so that a disk that is lost takes no more than that with it. */
const ARCHIVE_EVERY = '60s';

/** A folder that cannot be written to is told, and not waited for. */
const PATIENCE = '10min';

export interface BackupOptions {
  databaseUrl: string;
  /** The folder of the database itself, on this machine. */
  postgres: string;
  to: string;
  rootMeans?: RootMeans;
}

/**
 * Copies the database while it runs, and has it keep in the same folder what is written from then on. Everything it holds is in it, the
 * processes of a Temporal server that stands on it too.
 */
export async function backUp({ databaseUrl, postgres, to, rootMeans }: BackupOptions): Promise<Copy> {
  const wal = join(resolve(to), 'wal');
  mkdirSync(wal, { recursive: true, mode: 0o700 });
  postgresPrograms(rootMeans).own(wal);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const value = async (statement: string): Promise<string> => {
      const { rows } = await client.query<{ value: string }>(statement);
      return rows[0]!.value;
    };
    if ((await value(`SELECT current_setting('archive_mode') AS value`)) !== 'on') {
      throw new CannotStart(
        'This database was started by an earlier version, and keeps no archive: start it again first.',
      );
    }
    await client.query(`SET statement_timeout = '${PATIENCE}'`);
    archiveTo(dirname(postgres), resolve(to));
    await client.query(`ALTER SYSTEM SET archive_timeout = '${ARCHIVE_EVERY}'`);
    await client.query('SELECT pg_reload_conf()');

    const now = `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS value`;
    const from = await value(now);
    const firstWal = await value(`SELECT pg_walfile_name(pg_backup_start('parkwerk', fast => true)) AS value`);
    const folder = join(resolve(to), from.replaceAll(':', '').slice(0, 17) + 'Z');
    const unfinished = `${folder}.new`;
    copyTree(postgres, join(unfinished, 'postgres'), (name) => !LEFT_OUT.some((other) => name.startsWith(other)));
    // The label says from where to recover. What was written meanwhile is archived when this returns.
    const label = await value('SELECT labelfile AS value FROM pg_backup_stop(wait_for_archive => true)');
    writePrivately(join(unfinished, 'postgres', 'backup_label'), label);
    const copy: Copy = { folder, from, until: await value(now), firstWal };
    writePrivately(join(unfinished, 'copy.json'), `${JSON.stringify(copy, null, 2)}\n`);
    renameSync(unfinished, folder);
    return copy;
  } finally {
    await client.end();
  }
}

function archiveTo(dataDir: string, to: string): void {
  const link = join(dataDir, 'archive');
  rmSync(`${link}.new`, { force: true });
  symlinkSync(to, `${link}.new`);
  renameSync(`${link}.new`, link);
}

export interface RestoreOptions {
  from: string;
  /** An instant; without one, everything that was archived. */
  at?: string | undefined;
  /** A folder for the restored copy, which has no database yet. */
  data: string;
  rootMeans?: RootMeans;
  withinMs?: number;
}

/** Makes a database as it was at that moment: what was committed until then, and nothing else. The archive itself is only read. */
export async function restore({ from, at, data, rootMeans, withinMs = 3_600_000 }: RestoreOptions): Promise<Copy> {
  if (at !== undefined && !(Date.parse(at) > 0 && /(Z|[+-]\d\d:?\d\d)$/.test(at)))
    throw new CannotStart(`--at is "${at}", and has to be an instant, for example 2027-03-01T09:30:00Z.`);
  const postgres = join(resolve(data), 'postgres');
  if (existsSync(postgres)) throw new CannotStart(`${postgres} is there already: restore into a folder of its own.`);
  const copies = copiesIn(from);
  const copy = copies.findLast(({ until }) => at === undefined || Date.parse(until) <= Date.parse(at));
  if (!copy) {
    const first = copies[0] ? `the first moment it can give back is ${copies[0].until}` : 'it holds no copy';
    throw new CannotStart(`${from} does not reach back to ${at ?? 'any moment'}: ${first}.`);
  }
  const programs = postgresPrograms(rootMeans);
  const unfinished = `${postgres}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  programs.own(unfinished);
  copyTree(join(copy.folder, 'postgres'), unfinished, () => true, statSync(unfinished));
  writeFileSync(join(unfinished, 'recovery.signal'), ''); // to be found is all it is for
  renameSync(unfinished, postgres);

  const archive = join(resolve(data), 'restoring');
  rmSync(archive, { force: true });
  symlinkSync(join(resolve(from), 'wal'), archive);
  const log = openLog(join(resolve(data), 'logs', 'restore.log'));
  const [port = 0] = await freePorts(1);
  const more = {
    restore_command: 'gunzip -c ../restoring/%f.gz > %p',
    recovery_target_action: 'promote',
    hot_standby: 'off', // nobody is let in before it is done
    // The setting is read before names of time zones are.
    ...(at !== undefined && { recovery_target_time: at.replace('T', ' ').replace('Z', '+00') }),
  };
  try {
    const server = await startPostgres({
      dataDir: postgres,
      port,
      password: '',
      log,
      more,
      withinMs,
      ...(rootMeans && { rootMeans }),
    });
    await server.stop(60_000);
    return copy;
  } catch (error) {
    rmSync(postgres, { recursive: true, force: true }); // half of it is of no use, and would be taken for the whole
    if (!log.tail(40).includes('before configured recovery target was reached')) throw error;
    throw new CannotStart(`Nothing was archived at ${at} or later. Leave out --at to get the last that was.`, {
      cause: error,
    });
  } finally {
    rmSync(archive, { force: true });
    log.close();
  }
}

/** The oldest first. */
function copiesIn(folder: string): Copy[] {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name, 'copy.json'))
    : [];
  return files
    .filter((file) => existsSync(file))
    .map((file) => ({ ...(JSON.parse(readFileSync(file, 'utf8')) as Copy), folder: dirname(file) }));
}

/** Files come and go while a server writes; recovery makes good what was copied half. What is copied belongs to `owner`, if given. */
function copyTree(
  from: string,
  to: string,
  wanted: (name: string) => boolean,
  owner?: { uid: number; gid: number },
): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (!wanted(entry.name)) continue;
    try {
      if (entry.isDirectory())
        copyTree(source, target, WITHOUT_CONTENT.includes(entry.name) ? () => false : wanted, owner);
      else if (entry.isFile()) copyFileSync(source, target);
      else continue;
      if (owner) chownSync(target, owner.uid, owner.gid);
    } catch (error) {
      if (existsSync(source) || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
