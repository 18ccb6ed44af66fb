/** Plain JavaScript, because the launcher needs it before anything is installed; described in `lock.d.mts`. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isRunning } from './process-identity.mjs';

export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const own = JSON.stringify(identify(process.pid));
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (;;) {
      if (linked(draft, path)) return { taken: true, release: () => releaseIf(own, path) };
      const found = read(path);
      if (found === undefined) continue;
      const holder = JSON.parse(found);
      if (isRunning(holder)) return { taken: false, holder };
      setAside(path, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

export async function waitForLock(path, tell) {
  for (let waits = 0; ; waits++) {
    const attempt = tryLock(path);
    if (attempt.taken) return attempt;
    if (waits % 100 === 0) tell(attempt.holder);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Linking a finished file makes the lock appear whole or not at all. */
function linked(draft, path) {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function setAside(path, stale) {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  // Between reading and moving, another process may have replaced the stale lock by its own: that one goes back.
  if (read(aside) !== stale) linked(aside, path);
  rmSync(aside, { force: true });
}

function releaseIf(own, path) {
  if (read(path) === own) rmSync(path, { force: true });
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
