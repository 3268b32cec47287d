import { CsvError, parse } from 'csv-parse/sync';
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
  const names = columnNames(header, width, problems);
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

/** Excel may say it in a first line `sep=;`; else what parts the header most often, outside quotes. */
function delimiterOf(text: string): { delimiter: string; body: string } {
  const said = /^sep=(.)\r?\n/i.exec(text);
  if (said?.[1]) return { delimiter: said[1], body: text.slice(said[0].length) };
  const header = (/^(?:[^"\r\n]|"[^"]*")*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return { delimiter: counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter, body: text };
}

function rowsOf(body: string, delimiter: string, problems: string[]): string[][] {
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
  try {
    return parse(body, options).filter(isFilled);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push(`a quote is opened and never closed (${error.message}); read with quotes as letters`);
    return parse(body, { ...options, quote: null }).filter(isFilled);
  }
}

const isFilled = (row: readonly string[]): boolean => row.some((cell) => cell !== '');

/** Up to the last column that has a header or a value: lines that end with a comma add none. */
function widthOf(header: readonly string[], rows: readonly string[][]): number {
  const last = (row: readonly string[]): number => row.findLastIndex((cell) => cell.trim() !== '') + 1;
  return rows.reduce((width, row) => (row.length > width ? Math.max(width, last(row)) : width), last(header));
}

function columnNames(header: readonly string[], width: number, problems: string[]): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, index) => {
    const written = (header[index] ?? '').trim();
    const wanted = written || `Column ${index + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted} (${number})`;
    taken.add(name.toLowerCase());
    if (name !== written && index < header.length)
      problems.push(
        written
          ? `the header "${written}" stands twice; the second is read as "${name}"`
          : `column ${index + 1} has no header; read as "${name}"`,
      );
    return name;
  });
}
