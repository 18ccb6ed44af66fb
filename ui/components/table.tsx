import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import './table.css';

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** Names the row: read out with each other cell. */
  head?: boolean;
  /** Amounts and counts stand at the end of their column. */
  end?: boolean;
  /** Says what it is by itself (a badge, a plate), so it needs no title when the table is folded. */
  speaking?: boolean;
}

interface TableProps<Row> {
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/** A table that folds to a block per row on phones. The roles stay where a changed `display` would drop them. */
export function Table<Row>({ caption, captionShown = false, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className="pw-table" role="table">
      <caption className={captionShown ? 'pw-table__caption' : 'pw-said'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, end }) => (
            <th key={title} role="columnheader" scope="col" className={classes(end && 'pw-table__end')}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => (
              <Cell key={column.title} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column: { title, cell, head, end, speaking }, row }: { column: Column<Row>; row: Row }) {
  const content = (
    <>
      {!speaking && !head && (
        <span className="pw-table__title" aria-hidden="true">
          {title}
        </span>
      )}
      <div>{cell(row)}</div>
    </>
  );
  const className = classes(end && 'pw-table__end');
  return head ? (
    <th role="rowheader" scope="row" className={className}>
      {content}
    </th>
  ) : (
    <td role="cell" className={className}>
      {content}
    </td>
  );
}
