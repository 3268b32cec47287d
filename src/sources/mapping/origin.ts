import * as z from 'zod';
import { MappingError } from './errors.ts';
import type { MappingEntry } from './types.ts';

const text = (expected: string) => z.string().trim().min(1, expected);
/** Where an entry's rows are: in a list, in a table or a sheet of a workbook, or in a CSV file. */
export const originShape = {
  list: text("expected a list's display name").optional(),
  workbook: text("expected a workbook's path in the document library, such as Sales/Deals.xlsx").optional(),
  table: text("expected a table's name").optional(),
  sheet: text("expected a sheet's name").optional(),
  headerRow: z.int('expected the number of the row that holds the headers').min(1).optional(),
  file: text("expected a CSV file's path in the document library, such as Sales/deals.csv").optional(),
};
type Origin = { [Name in keyof typeof originShape]?: z.output<(typeof originShape)[Name]> | undefined };

/** @throws MappingError */
export function readOrigin(origin: Origin, path: string): Pick<MappingEntry, 'list' | 'place'> & { kind?: 'workbook' | 'file' } {
  const { list, workbook, table, sheet, headerRow, file } = origin;
  const given = (['list', 'workbook', 'file'] as const).filter((name) => origin[name] !== undefined);
  if (given.length === 0) throw new MappingError(`${path}.list`, 'expected string: the name of a list, or "workbook" or "file" instead');
  if (given.length > 1) throw new MappingError(path, `expected one of "list", "workbook" and "file", got ${given.join(' and ')}`);
  for (const name of ['table', 'sheet', 'headerRow'] as const) {
    if (origin[name] !== undefined && workbook === undefined)
      throw new MappingError(`${path}.${name}`, 'only a workbook has tables and sheets: name it with "workbook"');
  }
  if (workbook !== undefined) {
    if (!/\.xls[xm]$/i.test(workbook)) throw new MappingError(`${path}.workbook`, `expected a file that ends in .xlsx, got ${workbook}`);
    if ((table === undefined) === (sheet === undefined))
      throw new MappingError(path, 'expected either "table" or "sheet": what of the workbook is read');
    if (headerRow !== undefined && sheet === undefined)
      throw new MappingError(`${path}.headerRow`, 'only a sheet has a header row: a table knows its own');
    const within = table === undefined ? `sheet ${sheet}` : `table ${table}`;
    return {
      list: `${workbook}, ${within}`,
      kind: 'workbook',
      place: {
        path: libraryPath(workbook, `${path}.workbook`),
        ...(table === undefined ? {} : { table }),
        ...(sheet === undefined ? {} : { sheet }),
        ...(headerRow === undefined ? {} : { headerRow }),
      },
    };
  }
  if (file !== undefined) {
    if (/\.xls[xmb]?$/i.test(file))
      throw new MappingError(`${path}.file`, `${file} is a workbook: name it with "workbook", and its "table" or "sheet"`);
    return { list: file, kind: 'file', place: { path: libraryPath(file, `${path}.file`) } };
  }
  return { list: list as string };
}

function libraryPath(path: string, where: string): string {
  const names = path.split('/').filter(Boolean);
  if (/^[a-z]+:|\\/i.test(path) || names.includes('..') || names.includes('.'))
    throw new MappingError(where, `expected a path below the site's document library, such as Sales/Deals.xlsx, got ${path}`);
  return names.join('/');
}

/** A sheet is one source: it cannot have its headers in two rows. @throws MappingError */
export function checkOrigins(entries: readonly MappingEntry[]): void {
  const met = new Map<string, MappingEntry>();
  for (const entry of entries) {
    if (!entry.place) continue;
    const other = met.get(entry.list.toLowerCase()) ?? entry;
    met.set(entry.list.toLowerCase(), other);
    if (other.place?.headerRow !== entry.place.headerRow)
      throw new MappingError(`${entry.recordType}.headerRow`, `${entry.list} has another header row where ${other.recordType} is mapped`);
  }
}
