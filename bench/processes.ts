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

/**
 * Memory of the whole tree by part: a process belongs to the nearest named one above it. What processes share is split between them
 * where the system can tell (Linux), so that the sum is what the machine really gives.
 */
export function memoryByPart(root: number, rootName: string, dataDir: string): Map<string, number> {
  const { parts } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    parts: Record<string, { pid: number }>;
  };
  const names = new Map(Object.entries(parts).map(([name, { pid }]) => [pid, name]));
  const owner = new Map<number, string>();
  const memory = new Map<string, number>();
  for (const { pid, parent, residentKiB } of processTree(root)) {
    const name = names.get(pid) ?? owner.get(parent) ?? rootName;
    owner.set(pid, name);
    memory.set(name, (memory.get(name) ?? 0) + (shareKiB(pid) ?? residentKiB) / 1024);
  }
  return memory;
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
