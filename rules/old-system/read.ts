import { isCivilDate, type CivilDate } from '../values/civil-day.ts';
import { readCsv } from './csv.ts';
import {
  BROUGHT_KINDS,
  EXPORT_FILE,
  FILE_OF,
  FORMAT_VERSION,
  type BroughtKind,
  type Fault,
  type FileFaultCode,
  type FileFormat,
} from './format.ts';

export interface SourceRow {
  file: string;
  line: number;
  /** By the name of its column; what is not there is empty. */
  cells: Readonly<Record<string, string>>;
}

/** What the old system gave, as it gave it. */
export interface Source {
  system: string;
  /** The day on which it was exported: balances are as they were then. */
  takenOn: CivilDate;
  rows: Record<BroughtKind, readonly SourceRow[]>;
}

export type Read = { outcome: 'read'; source: Source } | { outcome: 'faults'; faults: Fault<FileFaultCode>[] };

/** Reads the files by their names. A file that cannot be understood stops all of it: half a register is worse than none. */
export function readSource(texts: Readonly<Record<string, string>>): Read {
  const faults: Fault<FileFaultCode>[] = [];
  const known = [EXPORT_FILE, ...BROUGHT_KINDS.map((kind) => FILE_OF[kind])];
  for (const file of Object.keys(texts).filter((name) => name.toLowerCase().endsWith('.csv')))
    if (!known.some((format) => format.file === file)) faults.push(fault('file-unknown', file, 1));

  const described = readFile(EXPORT_FILE, texts, faults);
  const rows = Object.fromEntries(
    BROUGHT_KINDS.map((kind) => [kind, readFile(FILE_OF[kind], texts, faults)]),
  ) as unknown as Source['rows'];
  if (faults.length > 0) return { outcome: 'faults', faults };

  const { file } = EXPORT_FILE;
  const [about, more] = described;
  if (!about || more) return { outcome: 'faults', faults: [fault('one-row', file, more?.line ?? 1)] };
  const { version, system = '', 'taken-on': takenOn = '' } = about.cells;
  if (version !== String(FORMAT_VERSION)) {
    const values = { known: FORMAT_VERSION };
    return { outcome: 'faults', faults: [fault('version-unknown', file, about.line, 'version', values)] };
  }
  if (system === '') return { outcome: 'faults', faults: [fault('export-incomplete', file, about.line, 'system')] };
  if (!isCivilDate(takenOn))
    return { outcome: 'faults', faults: [fault('export-incomplete', file, about.line, 'taken-on')] };
  return { outcome: 'read', source: { system, takenOn, rows } };
}

function readFile(
  { file, needed, optional }: FileFormat,
  texts: Readonly<Record<string, string>>,
  faults: Fault<FileFaultCode>[],
): SourceRow[] {
  const text = texts[file];
  if (text === undefined) {
    faults.push(fault('file-missing', file, 1));
    return [];
  }
  const read = readCsv(text);
  if (read.outcome === 'quote-open') {
    faults.push(fault('quote-open', file, read.line));
    return [];
  }
  const [head, ...records] = read.records;
  const columns = (head?.cells ?? []).map((name) => name.toLowerCase());
  const before = faults.length;
  for (const column of needed) if (!columns.includes(column)) faults.push(fault('column-missing', file, 1, column));
  columns.forEach((column, index) => {
    if (![...needed, ...optional].includes(column)) faults.push(fault('column-unknown', file, 1, column || null));
    else if (columns.indexOf(column) < index) faults.push(fault('column-twice', file, 1, column));
  });
  for (const { line, cells } of records)
    if (cells.length !== columns.length)
      faults.push(fault('cells-wrong', file, line, null, { found: cells.length, expected: columns.length }));
  if (faults.length > before) return [];
  return records.map(({ line, cells }) => ({
    file,
    line,
    cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
  }));
}

const fault = (
  code: FileFaultCode,
  file: string,
  line: number,
  column: string | null = null,
  values: Fault['values'] = {},
): Fault<FileFaultCode> => ({ code, file, line, column, values });
