import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

const LARGEST = 2_000_000;

export interface LogFile {
  path: string;
  write: (text: string | Buffer) => void;
  /** Copies what a child says, for as long as it speaks. */
  follow: (...outputs: (Readable | null)[]) => void;
  tail: (lines: number) => string;
  /** A sentence for people, with its last lines. */
  ending: () => string;
  close: () => void;
}

/** Appends to a file; when that grows too large it becomes `<file>.1` and a new one begins, so a log never fills the disk. */
export function openLog(path: string, largest = LARGEST): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let file: number | undefined = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;

  const write = (text: string | Buffer): void => {
    if (file === undefined) return; // A child's last words may come after its log was closed.
    if (size > largest) {
      closeSync(file);
      renameSync(path, `${path}.1`);
      file = openSync(path, 'a', 0o600);
      size = 0;
    }
    size += writeSync(file, Buffer.from(text));
  };

  const tail = (lines: number): string =>
    (existsSync(path) ? readFileSync(path, 'utf8') : '').trimEnd().split('\n').slice(-lines).join('\n');

  return {
    path,
    ending: () => `Its log, ${path}, ends:\n${tail(15)}`,
    tail,
    write,
    follow: (...outputs) => outputs.forEach((output) => output?.on('data', write)),
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
