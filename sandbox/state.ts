import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Rows by id, in memory for reading, every change on disk before the call returns. */
export interface Table<Row> {
  get(id: string): Row | undefined;
  /** In the order in which the ids were first put. */
  all(): Row[];
  entries(): IterableIterator<[string, Row]>;
  size(): number;
  put(id: string, row: Row): void;
  remove(id: string): void;
  clear(): void;
}

export interface State {
  table<Row>(name: string): Table<Row>;
  /** A folder for what is too big for a table. */
  folder(name: string): string;
  close(): void;
}

/**
 * What the outside parties remember. A table is an append-only file of `[id, row]` lines: a line handed to the kernel survives
 * kill -9, and a torn last line can only be a change that nobody was told of.
 */
export function openState(root: string): State {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const open: { close(): void }[] = [];

  return {
    table<Row>(name: string) {
      const table = openTable<Row>(join(root, `${name}.jsonl`));
      open.push(table);
      return table;
    },
    folder(name) {
      const path = join(root, name);
      mkdirSync(path, { recursive: true, mode: 0o700 });
      return path;
    },
    close: () => open.forEach((table) => table.close()),
  };
}

function openTable<Row>(path: string): Table<Row> & { close(): void } {
  const rows = new Map<string, Row>();
  readChanges(path, rows);
  let file = rewrite(path, rows);
  let changes = rows.size;

  function append(line: [string, Row] | [string]): void {
    writeSync(file, `${JSON.stringify(line)}\n`);
    changes += 1;
    // Rows that change often would make the file outgrow what it says.
    if (changes > 1_000 && changes > 4 * rows.size) compact();
  }

  function compact(): void {
    closeSync(file);
    file = rewrite(path, rows);
    changes = rows.size;
  }

  return {
    get: (id) => rows.get(id),
    all: () => [...rows.values()],
    entries: () => rows.entries(),
    size: () => rows.size,
    put(id, row) {
      rows.set(id, row);
      append([id, row]);
    },
    remove(id) {
      if (rows.delete(id)) append([id]);
    },
    clear() {
      rows.clear();
      compact();
    },
    close() {
      closeSync(file);
      file = -1; // a late write must fail here, not end up in a file that got the same number
    },
  };
}

function readChanges<Row>(path: string, rows: Map<string, Row>): void {
  const lines = readIfPresent(path).split('\n');
  const torn = lines.pop(); // whole lines end in a newline
  if (torn) process.stderr.write(`sandbox: dropped an unfinished last line of ${path}\n`);
  for (const line of lines) {
    const [id, row] = JSON.parse(line) as [string, Row?];
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
  }
}

/** Writes beside the file and renames, so that there is a whole file at every moment. */
function rewrite<Row>(path: string, rows: Map<string, Row>): number {
  const fresh = `${path}.new`;
  writeFileSync(fresh, [...rows].map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
  renameSync(fresh, path);
  return openSync(path, 'a', 0o600);
}

function readIfPresent(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

export function emptyFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
}
