import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** A program we started and are responsible for. */
export interface Running {
  child: ChildProcess;
  pid: number;
  /** Resolves, and never rejects, when the process is gone; says how it went. */
  exited: Promise<string>;
  /** Asks it to end, insists after `graceMs`, resolves when it is gone. */
  stop: (graceMs?: number) => Promise<void>;
}

export async function launch(
  file: string,
  args: string[],
  options: SpawnOptions,
  politely: NodeJS.Signals = 'SIGTERM',
): Promise<Running> {
  const child = spawn(file, args, options);
  await once(child, 'spawn'); // rejects with the reason when the program cannot be started
  return running(child, politely);
}

/**
 * The same program, giving way to the others of this machine: somebody waits for an answer of the API, while processes catch up with what
 * it wrote down. Tests wait for processes themselves, so there nothing gives way.
 */
export const givingWay = (file: string, args: string[]): [file: string, args: string[]] =>
  process.env.NODE_ENV === 'test' ? [file, args] : ['nice', ['-n', '5', file, ...args]];

export function running(child: ChildProcess, politely: NodeJS.Signals): Running {
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
  // Killing or messaging a process that has just gone is reported here; that it went is known from `exited`.
  child.on('error', () => undefined);
  return {
    child,
    pid: child.pid ?? 0,
    exited,
    async stop(graceMs = 5_000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(politely);
      const insist = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(insist);
    },
  };
}

/** Settles as `ready` does, unless the process ends first or `withinMs` pass: then it rejects. */
export async function whenReady<T>({ exited }: Running, ready: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`is not ready after ${withinMs / 1_000} s`)), withinMs);
  });
  const ended = exited.then((how) => Promise.reject(new Error(how)));
  try {
    return await Promise.race([ready, ended, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the child writes these words. */
export function says({ child }: Running, words: string): Promise<void> {
  return new Promise((resolve) => {
    for (const output of [child.stdout, child.stderr]) {
      let recent = '';
      output?.on('data', (chunk: Buffer) => {
        recent = (recent + chunk.toString()).slice(-4_000);
        if (recent.includes(words)) resolve();
      });
    }
  });
}
