import { headerNames } from '../../drive/headerNames.ts';
import type { Place } from '../../drive/place.ts';
import { FileProblem } from '../../drive/problems.ts';
import { nearest } from '../../mapping/nearest.ts';
import { type Cell, cellText, isEmptyCell } from '../../mapping/parse/cell.ts';
import type { Contents, Sheet, Table } from './contents.ts';
import { holds } from './references.ts';
import { type Afterwards, type Formats, type Row, readAfterwards, sheetRows } from './sheet.ts';
import type { Parts } from './zip.ts';

/** The cells that a source reads: rows below a header, in one sheet. */
export interface Region {
  sheet: Sheet;
  firstColumn: number;
  /** By column from firstColumn. */
  names: string[];
  /** The first and the last row of data, from 1. */
  firstRow: number;
  lastRow: number;
  links: Afterwards['links'];
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ') || 'none';
const same = (a: string, b: string): boolean => a.normalize('NFKC').trim().toLowerCase() === b.normalize('NFKC').trim().toLowerCase();

/** @throws FileProblem where the place is not in the workbook, naming what is */
export function findRegion(parts: Parts, contents: Contents, formats: Formats, place: Place): Promise<Region> | Region {
  if (place.table !== undefined) return regionOfTable(findTable(contents, place.table));
  return regionOfSheet(parts, findSheet(contents, place.sheet ?? ''), formats, place.headerRow ?? null);
}

function findTable({ tables, sheets }: Contents, name: string): Table {
  const found = tables.find((table) => table.name === name) ?? tables.find((table) => same(table.name, name));
  if (found) return found;
  const names = tables.map((table) => table.name);
  const meant = nearest(name, names);
  const there =
    tables.length > 0
      ? `It has the tables ${quoted(names)}`
      : `It has no tables, but the sheets ${quoted(sheets.map((sheet) => sheet.name))}`;
  throw new FileProblem(
    'tableGone',
    `has no table "${name}"${meant ? `; did you mean "${meant}"?` : '.'} ${there}: correct the mapping, or name the table so in Excel (Table Design)`,
  );
}

function findSheet({ sheets }: Contents, name: string): Sheet {
  const found = sheets.find((sheet) => sheet.name === name) ?? sheets.find((sheet) => same(sheet.name, name));
  if (found) return found;
  const names = sheets.map((sheet) => sheet.name);
  const meant = nearest(name, names);
  throw new FileProblem(
    'tableGone',
    `has no sheet "${name}"${meant ? `; did you mean "${meant}"?` : '.'} It has the sheets ${quoted(names)}: correct the mapping, or name the sheet so`,
  );
}

function regionOfTable({ sheet, area, headerRows, totalsRows, columns }: Table): Region {
  return {
    sheet,
    firstColumn: area.firstColumn,
    names: headerNames(columns, columns.length, []),
    firstRow: area.firstRow + headerRows,
    lastRow: area.lastRow - totalsRows,
    links: new Map(),
  };
}

const lastColumnOfAll = 16_383;
const lastRowOfAll = 1_048_576;
/** So far down a header is looked for. */
const mostTitleRows = 100;

const isText = (cell: Cell): boolean => typeof cell === 'string' && !isEmptyCell(cell);

async function regionOfSheet(parts: Parts, sheet: Sheet, formats: Formats, asked: number | null): Promise<Region> {
  const { merged, links } = await readAfterwards(parts, sheet);
  const rows: Row[] = [];
  let header: Row | undefined;
  search: for await (const batch of sheetRows(parts, sheet, formats, { firstColumn: 0, lastColumn: lastColumnOfAll })) {
    for (const row of batch) {
      rows.push(row);
      if (asked === null && row.cells.filter(isText).length >= 2) header = row;
      if (header || row.number >= (asked ?? mostTitleRows)) break search;
    }
  }
  // A list of one column has no row with two texts.
  header ??=
    asked === null ? rows.find((row) => row.cells.some((cell) => !isEmptyCell(cell))) : { number: asked, cells: [], isFilled: false };
  if (!header) throw new FileProblem('empty', `holds nothing in the sheet "${sheet.name}"`);
  const { number } = header;
  const at = new Map(rows.map((row) => [row.number, row]));
  /** Merged cells hold their text in the first of them. */
  const text = (column: number): string => {
    const area = merged.find((one) => holds(one, number, column));
    const cell = area ? at.get(area.firstRow)?.cells[area.firstColumn] : at.get(number)?.cells[column];
    return (cellText(cell) ?? '').replace(/\s+/g, ' ').trim();
  };
  const reach = merged.filter((area) => number >= area.firstRow && number <= area.lastRow).map((area) => area.lastColumn);
  const width = Math.max(at.get(number)?.cells.length ?? 0, ...reach.map((column) => column + 1));
  const texts = Array.from({ length: width }, (_, column) => text(column));
  const first = texts.findIndex((one) => one !== '');
  if (first < 0)
    throw new FileProblem('empty', `has no headers in row ${number} of the sheet "${sheet.name}": correct "headerRow" in the mapping`);
  const headers = texts.slice(first, texts.findLastIndex((one) => one !== '') + 1);
  // Two rows of headers merged downwards are one.
  const lastHeaderRow = Math.max(
    number,
    ...merged.filter((area) => holds(area, number, area.firstColumn) && area.firstColumn >= first).map((area) => area.lastRow),
  );
  return {
    sheet,
    firstColumn: first,
    names: headerNames(headers, headers.length, []),
    firstRow: lastHeaderRow + 1,
    lastRow: lastRowOfAll,
    links,
  };
}
