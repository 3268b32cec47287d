import { mergeClasses } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loaded } from './Loaded.tsx';
import { Pager } from './Pager.tsx';
import { useTable } from './useTable.ts';

/** One column of a table. The first of them names the row. */
export interface Column<Row> {
  key: string;
  head: string;
  cell(row: Row, index: number): ReactNode;
  /** 'short': a word or a day that is never broken. */
  look?: 'number' | 'quiet' | 'short';
  /** Of the table, such as '30%': what wants room. */
  width?: string;
  /** From which width on it is shown: 'wide' is beyond a phone, 'wider' beyond a tablet. */
  from?: 'wide' | 'wider';
}

/** How every list of rows looks, on a phone too: what can be missed there is left out. */
export function DataTable<Row>({
  columns,
  rows,
  keyOf,
  label,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row, index: number): string;
  /** Where nothing beside the table says what it lists. */
  label?: string;
}) {
  const table = useTable();
  const classes = ({ look, from }: Column<Row>) => [
    look === 'number' ? table.number : look === 'quiet' ? table.quiet : look === 'short' ? table.short : undefined,
    from === 'wide' ? table.wide : from === 'wider' ? table.wider : undefined,
  ];
  return (
    <table className={table.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              style={{ width: column.width }}
              className={mergeClasses(table.cell, table.head, ...classes(column))}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)}>
            {columns.map((column, place) =>
              place === 0 ? (
                <th key={column.key} scope="row" className={mergeClasses(table.cell, table.name)}>
                  {column.cell(row, index)}
                </th>
              ) : (
                <td key={column.key} className={mergeClasses(table.cell, ...classes(column))}>
                  {column.cell(row, index)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A page of a list, with the ways to its other pages, in each of its states. */
export function PagedTable<Answer extends { total: number; page: number; limit: number }, Row>({
  query,
  rowsOf,
  none,
  address,
  columns,
  keyOf,
}: {
  query: UseQueryResult<Answer>;
  rowsOf(answer: Answer): readonly Row[];
  /** What is said where there is no row at all. */
  none: ReactNode;
  address: URLSearchParams;
  columns: readonly Column<Row>[];
  keyOf(row: Row, index: number): string;
}) {
  return (
    <Loaded query={query} rows={8}>
      {(answer) =>
        answer.total === 0 ? (
          <p style={{ margin: 0 }}>{none}</p>
        ) : (
          <>
            <DataTable columns={columns} rows={rowsOf(answer)} keyOf={keyOf} />
            <Pager address={address} of={answer} shown={rowsOf(answer).length} />
          </>
        )
      }
    </Loaded>
  );
}
