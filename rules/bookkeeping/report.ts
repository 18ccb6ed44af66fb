/** What a column holds: words, or a number that adds up. Amounts are whole cents, durations whole minutes. */
export type ColumnKind = 'text' | 'count' | 'cents' | 'minutes';

/** A table of a report: the page and every export show these rows and these totals, so that they cannot differ (PEERS-039). */
export interface ReportTable<Id extends string = string> {
  id: Id;
  columns: { id: string; kind: ColumnKind }[];
  rows: (string | number | null)[][];
  /** One for each column; null where nothing adds up. */
  totals: (number | null)[];
}

/** Puts the totals under the rows. A column with a gap has none: a total of some of it would mislead. */
export function tableOf<Id extends string>(
  id: Id,
  columns: ReportTable['columns'],
  rows: ReportTable['rows'],
): ReportTable<Id> {
  const totals = columns.map(({ kind }, at) => {
    const values = rows.map((row) => row[at]);
    if (kind === 'text' || values.some((value) => typeof value !== 'number')) return null;
    return values.reduce<number>((sum, value) => sum + (value as number), 0);
  });
  return { id, columns, rows, totals };
}

/** How old work is, in days, from fresh to beyond the legal term (ouderdom). */
export const AGES = [
  { from: 0, until: 5 },
  { from: 6, until: 14 },
  { from: 15, until: 28 },
  { from: 29, until: 56 },
  { from: 57, until: null },
] as const;

/** How many fall in each age. */
export const byAge = (days: readonly number[]): number[] =>
  AGES.map(({ from, until }) => days.filter((age) => age >= from && (until === null || age <= until)).length);
