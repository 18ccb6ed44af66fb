import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Process {
  pid: number;
  parent: number;
  /** When it began: a number that is given out again belongs to a process with another beginning. */
  began: string;
  residentKiB: number;
}

/** A process and everything it started, as long as none of them has left its parent. */
export function processTree(root: number): Process[] {
  const all = processes();
  const tree: Process[] = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid)); // grows while it is walked
  return tree;
}

export function stillRunning(known: readonly Process[]): Process[] {
  const now = processes();
  return known.filter(({ pid, began }) => now.some((process) => process.pid === pid && process.began === began));
}

/** Memory of the whole tree by part. What processes share is split between them where the system can tell (Linux). */
export const memoryByPart = (root: number, dataDir: string): Map<string, number> =>
  byPart(root, dataDir, ({ pid, residentKiB }) => (shareKiB(pid) ?? residentKiB) / 1024);

/** Milliseconds of processor time a process has taken so far; undefined where the system does not tell it exactly. */
export function cpuMs(pid: number): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  // After the name, which stands in brackets and may hold anything.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The processor time each part has taken so far, in milliseconds. */
export const cpuByPart = (root: number, dataDir: string): Map<string, number> =>
  byPart(root, dataDir, ({ pid }) => cpuMs(pid) ?? 0);

/** The processor time these parts have taken so far, the second of each included. */
export function cpuOfParts(root: number, dataDir: string, parts: readonly string[]): number {
  const all = cpuByPart(root, dataDir);
  return parts.reduce((sum, part) => sum + (all.get(part) ?? 0) + (all.get(`${part}-2`) ?? 0), 0);
}

/** Linux counts in hundredths of a second, whatever it ticks in itself. */
const TICK_MS = 10;

/** A process belongs to the nearest named one above it, and at last to the supervisor. */
function byPart(root: number, dataDir: string, valueOf: (process: Process) => number): Map<string, number> {
  const { parts } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    parts: Record<string, { pid: number }>;
  };
  const names = new Map(Object.entries(parts).map(([name, { pid }]) => [pid, name]));
  const owner = new Map<number, string>();
  const sums = new Map<string, number>();
  for (const process of processTree(root)) {
    const name = names.get(process.pid) ?? owner.get(process.parent) ?? 'supervisor';
    owner.set(process.pid, name);
    sums.set(name, (sums.get(name) ?? 0) + valueOf(process));
  }
  return sums;
}

function processes(): Process[] {
  const listed = execFileSync('ps', ['-axo', 'pid=,ppid=,rss=,lstart='], { encoding: 'utf8' });
  return listed
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, residentKiB, ...began] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), residentKiB: Number(residentKiB), began: began.join(' ') };
    });
}

function shareKiB(pid: number): number | undefined {
  const file = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(file)) return undefined;
  const [, share] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8')) ?? [];
  return share === undefined ? undefined : Number(share);
}
