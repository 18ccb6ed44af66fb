export interface CsvRecord {
  /** Where it begins; a value between quotes may go on over several lines. */
  line: number;
  cells: string[];
}

/**
 * Reads comma- or semicolon-separated values (RFC 4180): the first line tells which of both, a byte order mark and empty lines are left
 * out, blanks around a value do not count. Says on which line a quote was opened that nobody closed.
 */
export function readCsv(
  text: string,
): { outcome: 'read'; records: CsvRecord[] } | { outcome: 'quote-open'; line: number } {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [head = ''] = source.split('\n', 1);
  const separator = head.split(';').length >= head.split(',').length ? ';' : ',';
  const records: CsvRecord[] = [];
  let line = 1;
  let record: CsvRecord = { line, cells: [] };
  let cell = '';
  let quoted = false;
  let opened: number | null = null;
  const endCell = () => {
    record.cells.push(quoted ? cell : cell.trim());
    cell = '';
    quoted = false;
  };
  const endRecord = () => {
    endCell();
    if (record.cells.some((value) => value !== '')) records.push(record);
    record = { line: line + 1, cells: [] };
  };
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]!;
    if (opened !== null) {
      if (sign === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') opened = null;
      else cell += sign;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
      opened = line;
    } else if (sign === separator) endCell();
    else if (sign === '\n') endRecord();
    else if (!quoted || sign.trim() !== '') cell += sign;
    if (sign === '\n') line += 1;
  }
  if (opened !== null) return { outcome: 'quote-open', line: opened };
  endRecord();
  return { outcome: 'read', records };
}
