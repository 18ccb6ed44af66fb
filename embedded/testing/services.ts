import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../root.ts';
import { launch, type Running } from '../running.ts';

/** What a test run has started so far. Several Jest projects in one run share it, though each loads this file anew. */
export interface Services {
  /** Vanishes with the run. */
  folder: string;
  /** Starts a service unless another project of this run has, and ends it with the run. */
  once: <T extends Running>(name: string, start: (folder: string) => Promise<T>) => Promise<T>;
  /** Tells the tests by an environment variable, for this run only. */
  tell: (variable: string, value: string) => void;
  stop: () => Promise<void>;
}

const held = globalThis as typeof globalThis & { parkwerkTestServices?: Promise<Services> | undefined };

export function services(): Promise<Services> {
  return (held.parkwerkTestServices ??= open());
}

/** Ends everything; the next run begins afresh. */
export async function stopServices(): Promise<void> {
  const open = held.parkwerkTestServices;
  held.parkwerkTestServices = undefined;
  await (await open)?.stop();
}

/** Jest runs no tear-down after a set-up that failed. */
export async function orStopServices<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await stopServices();
    throw error;
  }
}

async function open(): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), 'parkwerk-test-'));
  chmodSync(folder, 0o755); // PostgreSQL may have to run as another user than ours
  const guard = await launch('sh', [join(projectRoot(), 'embedded', 'testing', 'guard.sh'), folder], {
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true, // Ctrl-C ends the run, not the one who clears up after it
  });
  guard.child.unref();
  const started = new Map<string, Promise<Running>>();
  const told: string[] = [];
  return {
    folder,
    once<T extends Running>(name: string, start: (folder: string) => Promise<T>): Promise<T> {
      const known = started.get(name) as Promise<T> | undefined;
      if (known) return known;
      const service = start(folder).then((running) => {
        guard.child.stdin?.write(`watch ${running.pid}\n`);
        return running;
      });
      started.set(name, service);
      return service;
    },
    tell(variable, value) {
      process.env[variable] = value;
      told.push(variable);
    },
    async stop() {
      for (const variable of told) delete process.env[variable];
      const results = await Promise.allSettled(
        [...started.values()].reverse().map(async (service) => (await service).stop()),
      );
      if (results.every(({ status }) => status === 'fulfilled')) guard.child.stdin?.write('forget\n');
      guard.child.stdin?.end();
      guard.child.ref(); // or this process, with nothing else to do, would end here as if all were well
      await guard.exited;
    },
  };
}
