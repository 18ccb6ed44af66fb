import { type Fault } from '../../rules/old-system/format.ts';
import { type ReportTable } from '../../rules/bookkeeping/report.ts';
import { type Values } from '../../rules/sentences.ts';
import { type OldSystemRun } from './shapes.ts';

type Say = (key: string, values?: Values) => string;

const COUNTS = ['read', 'came', 'before', 'refused'] as const;

/** A whole run as one table: what was counted of each kind and unit, and below that each row that did not come over, with what to do. */
export function reportTable({ kinds, sums, faults }: OldSystemRun, say: Say): { table: ReportTable; titles: string[] } {
  const counted = [
    ...kinds.map(({ kind, ...tally }) => ({ what: say(`staff.oldSystem.kind.${kind}`), tally })),
    ...sums.map(({ unit, ...tally }) => ({ what: say(`staff.oldSystem.sum.${unit}`), tally })),
  ];
  return {
    titles: ['what', ...COUNTS, 'where', 'why', 'todo'].map((column) => say(`staff.oldSystem.${column}`)),
    table: {
      id: 'old-system',
      columns: [
        { id: 'what', kind: 'text' },
        ...COUNTS.map((id) => ({ id, kind: 'count' as const })),
        ...['where', 'why', 'todo'].map((id) => ({ id, kind: 'text' as const })),
      ],
      rows: [
        ...counted.map(({ what, tally }) => [what, ...COUNTS.map((count) => tally[count]), null, null, null]),
        ...faults.map((fault) => [null, null, null, null, null, place(fault, say), ...words(fault, say)]),
      ],
      totals: [],
    },
  };
}

const place = ({ file, line, column }: Pick<Fault, 'file' | 'line' | 'column'>, say: Say): string =>
  say('staff.oldSystem.place', { file, line }) + (column === null ? '' : ` (${column})`);

function words({ code, values }: Pick<Fault, 'code' | 'values'>, say: Say): [string, string] {
  const filled = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return [say(`oldSystem.fault.${code}`, filled), say(`oldSystem.mend.${code}`, filled)];
}
