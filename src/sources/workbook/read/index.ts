/**
 * Reads a table or a sheet of an .xlsx file, row by row.
 *
 * Chosen: yauzl (the archive) and saxes (XML, strict), and what workbooks mean in the files beside this one. Measured on
 * 100,000 rows × 20 columns (12.7 MB, 210,000 different texts), on two shared cores; growth of the process's memory:
 *   @e965/xlsx 0.20.3              6.8 s  532 MB  whole workbook in memory; reads damaged XML without a word
 *   @cj-tech-master/excelts 10.2.0  5.9 s  355 MB  streams, but takes TRUE() for 1, breaks inline strings, and gives numbers
 *                                                for texts where the parts of the archive are in another order
 *   hucre 1.0.0                    3.1 s  328 MB  streams; two months old, errors and texts are alike, reads damaged XML
 *   yauzl 3.4.0 + saxes 6.0.0      2.7 s  121 MB  as read here, streaming; today's figures: `npm run bench -- workbook`
 * None of the three says both which cell is an error and which rows are a table's totals, so they would not have spared
 * the half of this folder.
 */
import type { Place } from '../../drive/place.ts';
import type { TableRow } from '../../drive/tableReader.ts';
import type { Cell } from '../../mapping/parse/cell.ts';
import { type Contents, readContents } from './contents.ts';
import { findRegion, type Region } from './region.ts';
import { type Formats, sheetRows } from './sheet.ts';
import { readStrings } from './strings.ts';
import { readStyles } from './styles.ts';
import { openParts, type Parts } from './zip.ts';

export interface Workbook {
  parts: Parts;
  contents: Contents;
  formats: Formats;
}
/** @throws FileProblem */
export async function openWorkbook(content: Uint8Array): Promise<Workbook> {
  const parts = await openParts(content);
  const contents = await readContents(parts);
  const formats = {
    strings: await readStrings(parts, contents.stringsPart),
    kinds: await readStyles(parts, contents.stylesPart),
    is1904: contents.is1904,
  };
  return { parts, contents, formats };
}

export const regionOf = ({ parts, contents, formats }: Workbook, place: Place): Promise<Region> =>
  Promise.resolve(findRegion(parts, contents, formats, place));

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

/** The rows that are not blank, many at a time; of each these columns of the region. */
export async function* regionRows({ parts, formats }: Workbook, region: Region, columns: readonly number[]): AsyncGenerator<TableRow[]> {
  const { firstColumn, names, links } = region;
  const wanted = new Uint8Array(firstColumn + names.length);
  for (const column of columns) wanted[firstColumn + column] = 1;
  const area = { firstColumn, lastColumn: firstColumn + names.length - 1, isWanted: (column: number) => wanted[column] === 1 };
  const linked = new Map([...links].map(([cell, address]) => [cell.toUpperCase(), address]));
  const addressIn = (column: number, row: number) => linked.get(`${letters(column)}${row}`) ?? null;
  for await (const batch of sheetRows(parts, region.sheet, formats, area)) {
    const rows: TableRow[] = [];
    for (const { number, cells, isFilled } of batch) {
      if (number > region.lastRow) {
        yield rows;
        return;
      }
      if (number < region.firstRow) continue;
      const values: Cell[] = [];
      for (const column of columns) values.push(cells[firstColumn + column] ?? null);
      // A cell that shows nothing but leads somewhere holds the address.
      if (linked.size > 0) for (const [index, column] of columns.entries()) values[index] ??= addressIn(firstColumn + column, number);
      if (isFilled || values.some((value) => value !== null)) rows.push({ position: number - region.firstRow + 1, cells: values });
    }
    if (rows.length > 0) yield rows;
  }
}
