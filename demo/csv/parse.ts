import { CsvError, parse } from 'csv-parse/sync';
import { headerNames } from '../../src/sources/drive/headerNames.ts';
import { csvOptions, delimiterOf, filledWidth, isFilled } from '../../src/sources/file/dialect.ts';
import type { CellSeed, ColumnSeed, ListSeed } from '../tenant.ts';
import { cellOf, columnType } from './columns.ts';

export interface ParsedCsv {
  list: ListSeed;
  problems: readonly string[];
}

/** A list from the text of a CSV file, or null where it holds nothing. Nothing in the text makes it throw: what is odd is said. */
export function parseCsv(name: string, text: string): ParsedCsv | null {
  const problems: string[] = [];
  const { delimiter, body } = delimiterOf(text);
  const rows = rowsOf(body, delimiter, problems);
  const header = rows.shift();
  if (!header) return null;
  const width = widthOf(header, rows);
  if (width > header.length)
    problems.push(`a row has ${width} cells and the header ${header.length}; the rest are named by their position`);
  const names = headerNames(header, width, problems);
  const columns = names.map((displayName, index): ColumnSeed => ({ displayName, type: columnType(column(rows, index)) }));
  return { list: { displayName: name, columns, rows: rows.map((row) => rowOf(columns, row)) }, problems };
}

function* column(rows: readonly string[][], index: number): Iterable<string> {
  for (const row of rows) yield row[index] ?? '';
}

function rowOf(columns: readonly ColumnSeed[], row: readonly string[]): Record<string, CellSeed> {
  const cells: Record<string, CellSeed> = {};
  columns.forEach(({ displayName, type }, index) => {
    const cell = row[index];
    if (cell !== undefined && cell !== '') cells[displayName] = cellOf(type, cell);
  });
  return cells;
}

function rowsOf(body: string, delimiter: string, problems: string[]): string[][] {
  const options = csvOptions(delimiter);
  try {
    return parse(body, options).filter(isFilled);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push(`a quote is opened and never closed (${error.message}); read with quotes as letters`);
    return parse(body, { ...options, quote: null }).filter(isFilled);
  }
}

/** Up to the last column that has a header or a value: lines that end with a comma add none. */
function widthOf(header: readonly string[], rows: readonly string[][]): number {
  return rows.reduce((width, row) => (row.length > width ? Math.max(width, filledWidth(row)) : width), filledWidth(header));
}
