import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { tryLock } from './lock.mjs';
import { gone, identify, signal, type ProcessIdentity } from './process-identity.mjs';
import { writePrivately } from './secrets.ts';

/** `running.json` in the data folder: where the parts of this copy are. For the next start, and for people who look. */
export interface RunningNote {
  state: 'starting' | 'running' | 'stopping';
  url: string;
  databaseUrl: string;
  temporalAddress: string;
  sandboxUrl: string;
  supervisor: number;
  parts: Record<string, ProcessIdentity>;
}

/** Makes the folder this process's own, or says who has it. One that is stopping is waited for. */
export async function takeDataFolder(dataDir: string): Promise<{ release: () => void }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const asked = Date.now();
  for (;;) {
    const attempt = tryLock(join(dataDir, 'lock'));
    if (attempt.taken) return attempt;
    // A copy whose terminal or npm was just killed needs a moment to see it, and then some seconds to stop.
    const patience = readNote(dataDir)?.state === 'stopping' ? 15_000 : 2_000;
    if (Date.now() - asked > patience) {
      throw new CannotStart(
        `${dataDir} is in use by another copy of Parkwerk (process ${attempt.holder.pid}): ` +
          'stop that one, or give this one a folder of its own with PARKWERK_DATA.',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function writeNote(dataDir: string, note: RunningNote): void {
  writePrivately(noteFile(dataDir), `${JSON.stringify(note, null, 2)}\n`);
}

export function readNote(dataDir: string): RunningNote | undefined {
  const file = noteFile(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunningNote) : undefined;
}

export function identityOf(pid: number): ProcessIdentity {
  return identify(pid) ?? { pid, started: 'gone already' };
}

/**
 * Ends what a killed supervisor left behind. Our own programs are ending by themselves and are only given time; PostgreSQL, the
 * last to go, is left to its own start, which reads the lock in its data folder.
 */
export async function endOrphans(dataDir: string, lastToGo: string): Promise<number> {
  const { parts = {} } = readNote(dataDir) ?? {};
  const orphans = Object.entries(parts).filter(([name]) => name !== lastToGo);
  const ended = await Promise.all(
    orphans.map(async ([, identity]) => {
      if (!signal(identity, 'SIGTERM')) return false;
      if (!(await gone(identity, 4_000))) signal(identity, 'SIGKILL');
      await gone(identity, 4_000);
      return true;
    }),
  );
  return ended.filter(Boolean).length;
}

function noteFile(dataDir: string): string {
  return join(dataDir, 'running.json');
}
