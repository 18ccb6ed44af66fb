import { homedir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { waitForLock } from './lock.mjs';

/** One line to the person who waits. */
export type Say = (line: string) => void;

export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'parkwerk');
}

/**
 * Makes `path` unless it is there. Two processes that need it at once do not make it twice: the second waits, and says so.
 * `make` has to put it in place by a rename, so that what is there is always whole.
 */
export async function oncePerUser(path: string, say: Say, make: () => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  const lock = await waitForLock(`${path}.lock`, ({ pid }) =>
    say(`Waiting for process ${pid}, which is making ${path} …`),
  );
  try {
    if (!existsSync(path)) await make();
  } finally {
    lock.release();
  }
}

/** Tells every ten seconds how far a long first-time step is. */
export async function withProgress<T>(
  say: Say,
  what: string,
  work: Promise<T>,
  detail: () => string = () => '',
): Promise<T> {
  const started = Date.now();
  const line = (): string => [`${what}: ${elapsed(Date.now() - started)}`, detail()].filter(Boolean).join(', ');
  say(`${what} …`);
  const ticking = setInterval(() => say(line()), 10_000);
  try {
    return await work;
  } finally {
    clearInterval(ticking);
    say(line());
  }
}

function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
