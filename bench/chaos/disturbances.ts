import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processTree } from '../processes.ts';
import { onCluster, type RunningStack } from '../stack.ts';

/** What may be killed as a power cut does, asked to end, or held still. */
const PARTS = [...['api', 'worker', 'postgres', 'temporal', 'sandbox'], ...(onCluster ? ['api-2', 'worker-2'] : [])];
/** Parties outside that may be away or slow: vehicle register, register of rights, provider, mail. */
const OUTSIDE = ['vehicles', 'keeper', 'register', 'payments', 'mail'];
const LONGEST_MS = 5_000;

export type Disturbance = { what: string; afterMs: number } & (
  { how: 'kill' | 'end' } | { how: 'pause' | 'down' | 'slow'; forMs: number }
);

/** The same for the same numbers, whatever the system does meanwhile. */
export function* disturbances(random: () => number): Generator<Disturbance, never> {
  const one = (of: readonly string[]): string => of[Math.floor(random() * of.length)]!;
  for (;;) {
    const afterMs = 3_000 + random() * 7_000;
    const dice = random();
    const forMs = 500 + random() * (LONGEST_MS - 500);
    if (dice < 0.4) yield { how: 'kill', what: one(PARTS), afterMs };
    else if (dice < 0.55) yield { how: 'end', what: one(PARTS), afterMs };
    else if (dice < 0.75) yield { how: 'pause', what: one(PARTS), afterMs, forMs };
    else yield { how: dice < 0.9 ? 'down' : 'slow', what: one(OUTSIDE), afterMs, forMs };
  }
}

/** One after the other until the end; gives how many processes were killed or ended. */
export async function disturbUntil(
  end: number,
  stack: RunningStack,
  random: () => number,
  tell: (line: string) => void,
): Promise<number> {
  let kills = 0;
  for (const disturbance of disturbances(random)) {
    const { how, what } = disturbance;
    await pause(disturbance.afterMs);
    if (Date.now() > end - LONGEST_MS) return kills;
    tell(`${how} ${what}`);
    switch (disturbance.how) {
      case 'kill':
        kills += signal(stack, what, 'SIGKILL');
        break;
      case 'end':
        // PostgreSQL would wait for everybody to hang up; this is how it is told to end now.
        kills += signal(stack, what, what === 'postgres' ? 'SIGINT' : 'SIGTERM');
        break;
      case 'pause':
        await hold(stack, what, disturbance.forMs);
        break;
      default:
        await outage(stack, what, disturbance.how, disturbance.forMs);
    }
  }
  return kills;
}

function signal(stack: RunningStack, part: string, name: NodeJS.Signals): number {
  return toProcess(pidOf(stack, part), name) ? 1 : 0;
}

/** The whole of a part, as a machine that stands still: its own processes too. */
async function hold(stack: RunningStack, part: string, forMs: number): Promise<void> {
  const held = processTree(pidOf(stack, part)).map(({ pid }) => pid);
  held.forEach((pid) => toProcess(pid, 'SIGSTOP'));
  await pause(forMs);
  held.forEach((pid) => toProcess(pid, 'SIGCONT'));
}

async function outage({ url }: RunningStack, service: string, mode: 'down' | 'slow', forMs: number): Promise<void> {
  await setMode(url, service, mode);
  await pause(forMs);
  await setMode(url, service, 'ok');
}

/** The stand-ins may be down themselves; a mode is kept over that, so it is set until it is. */
async function setMode(url: string, service: string, mode: string): Promise<void> {
  for (;;) {
    try {
      const body = JSON.stringify({ service, mode });
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json', Origin: url };
      if ((await fetch(`${url}/sandbox/faults`, { method: 'POST', headers, body })).ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // nobody answers at this moment
    }
    await pause(200);
  }
}

function pidOf({ dataDir }: RunningStack, part: string): number {
  const { parts } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    parts: Record<string, { pid: number }>;
  };
  return parts[part]!.pid;
}

/** False when it was gone already. */
function toProcess(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
