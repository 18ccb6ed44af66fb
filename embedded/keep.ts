import type { Running } from './running.ts';

export interface KeepOptions {
  name: string;
  /** Reports the process as soon as it exists, and resolves when it serves. */
  start: (spawned: (running: Running) => void) => Promise<unknown>;
  say: (line: string) => void;
  /** Called once, when starting it again has become pointless. */
  onGivenUp: (why: string) => void;
  /** The first pause; each later one is four times as long. */
  pauseMs?: number;
}

/** A part that is started again whenever it ends by itself. */
export interface Kept {
  name: string;
  pid: () => number;
  kill: (signal: NodeJS.Signals) => void;
  /** Resolves when a new process has taken the place of the present one and serves. */
  restarted: () => Promise<void>;
  stop: (graceMs: number) => Promise<void>;
}

const MINUTE = 60_000;
const MOST_FAILURES = 5;

/** Starts a part and keeps it alive: at once after the first end, then with growing pauses, five ends within a minute are enough. */
export function keep({ name, start, say, onGivenUp, pauseMs = 50 }: KeepOptions): { kept: Kept; ready: Promise<void> } {
  let current: Running | undefined;
  let grace: number | undefined;
  let failures: number[] = [];
  let wake = (): void => undefined;
  const waiting = new Set<() => void>();

  const attempt = (): Promise<unknown> =>
    start((running) => {
      current = running;
      if (grace !== undefined) void running.stop(grace);
    });

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function restartUntilStopped(): Promise<void> {
    let how = await current?.exited;
    while (grace === undefined) {
      failures = [...failures.filter((at) => Date.now() - at < MINUTE), Date.now()];
      if (failures.length >= MOST_FAILURES) return onGivenUp(`${name} keeps failing (${how}).`);
      say(`${name} ${how}; starting it again.`);
      await pause(pauseMs * 4 ** (failures.length - 1));
      if (grace !== undefined) return;
      try {
        await attempt();
        waiting.forEach((resolve) => resolve());
        waiting.clear();
        how = await current?.exited;
      } catch (error) {
        // The cause is the plain reason, without the log that goes with it for people.
        const { cause, message } = error as Error;
        how = cause instanceof Error ? cause.message : message;
      }
    }
  }

  const first = attempt().then(() => undefined);
  let watching: Promise<void> = Promise.resolve();
  const ready = first.then(() => {
    watching = restartUntilStopped();
  });

  const kept: Kept = {
    name,
    pid: () => current?.pid ?? 0,
    kill: (signal) => void current?.child.kill(signal),
    restarted: () => new Promise((resolve) => waiting.add(resolve)),
    async stop(graceMs) {
      grace = graceMs;
      wake();
      await current?.stop(graceMs);
      await ready.catch(() => undefined); // its failure is reported where it was started
      await watching;
    },
  };
  return { kept, ready };
}
