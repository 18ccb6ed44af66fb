import { type ReportTable } from '../../rules/bookkeeping/report.ts';

/** A cell as a number of its own unit: euros with two decimals, minutes and counts whole. */
export const numberOf = (kind: ReportTable['columns'][number]['kind'], value: number): string =>
  kind === 'cents' ? (value / 100).toFixed(2) : String(value);

/** A table as text for a spreadsheet (RFC 4180). What a spreadsheet would take for a formula stays text. */
export function csvOf({ columns, rows, totals }: ReportTable, titles: readonly string[], totalWord: string): string {
  const cell = (kind: ReportTable['columns'][number]['kind'], value: string | number | null) =>
    typeof value === 'number' ? numberOf(kind, value) : quoted(value ?? '');
  const line = (values: readonly (string | number | null)[]) =>
    values.map((value, at) => cell(columns[at]!.kind, value)).join(',');
  const sums = totals.map((total, at) => (at === 0 && total === null ? totalWord : total));
  const last = sums.length > 0 ? [line(sums)] : [];
  return [titles.map(quoted).join(','), ...rows.map(line), ...last].join('\r\n') + '\r\n';
}

const quoted = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
