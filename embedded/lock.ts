import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

export type LockAttempt = { taken: true; release: () => void } | { taken: false; holder: ProcessIdentity };

/**
 * A file that at most one live process holds. It names its holder by pid and start time, so that a lock left behind by a killed
 * process counts as free, also when the pid belongs to somebody else by now.
 */
export function tryLock(path: string): LockAttempt {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const own = JSON.stringify(identify(process.pid));
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (;;) {
      if (linked(draft, path)) return { taken: true, release: () => releaseIf(own, path) };
      const found = read(path);
      if (found === undefined) continue;
      const holder = JSON.parse(found) as ProcessIdentity;
      if (isRunning(holder)) return { taken: false, holder };
      setAside(path, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Linking a finished file makes the lock appear whole or not at all. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function setAside(path: string, stale: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Between reading and moving, another process may have replaced the stale lock by its own: that one goes back.
  if (read(aside) !== stale) linked(aside, path);
  rmSync(aside, { force: true });
}

function releaseIf(own: string, path: string): void {
  if (read(path) === own) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
