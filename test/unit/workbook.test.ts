import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Place } from '../../src/sources/drive/place.ts';
import { FileProblem } from '../../src/sources/drive/problems.ts';
import type { Cell } from '../../src/sources/mapping/parse/cell.ts';
import { openWorkbook, regionOf, regionRows } from '../../src/sources/workbook/read/index.ts';
import { columnOf } from '../../src/sources/workbook/read/references.ts';
import { serialText } from '../../src/sources/workbook/read/serials.ts';
import { readAfterwards, sheetRows } from '../../src/sources/workbook/read/sheet.ts';
import { timeKind } from '../../src/sources/workbook/read/styles.ts';
import { type SeedSheet, workbookOf } from '../support/workbook.ts';

const folder = new URL('../fixtures/workbooks/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder));

interface ExpectedSheet {
  visible: boolean;
  tables: Record<string, { ref: string; headers: string[]; totals: boolean }>;
  firstRows: (string | number | boolean | null)[][];
  rowsWithAValue: number;
}
type Expected = { epoch: number; sheets: Record<string, ExpectedSheet> } | { unreadableFor: string };
const expected = JSON.parse(fixture('expected.json').toString('utf8')) as Record<string, Expected>;

/** All cells of a sheet, by row and column; a cell that only leads somewhere holds the address. */
async function cellsOf(name: string, sheetName: string): Promise<Cell[][]> {
  const { parts, contents, formats } = await openWorkbook(fixture(name));
  const sheet = contents.sheets.find((one) => one.name === sheetName);
  if (!sheet) throw new Error(`no sheet ${sheetName}`);
  const rows: Cell[][] = [];
  for await (const batch of sheetRows(parts, sheet, formats, { firstColumn: 0, lastColumn: 16_383 }))
    for (const row of batch) rows[row.number - 1] = row.cells;
  for (const [cell, address] of (await readAfterwards(parts, sheet)).links) {
    const row = Number(/\d+/.exec(cell)?.[0]) - 1;
    const cells = rows[row] ?? [];
    rows[row] = cells;
    cells[columnOf(cell)] ??= address;
  }
  return rows;
}
/** expected.json has midnight where we say the day, and an error as its text. */
const asExpected = (cell: Cell) => (typeof cell === 'object' && cell !== null && 'error' in cell ? cell.error : (cell ?? null));
const withoutMidnight = (cell: string | number | boolean | null) => (typeof cell === 'string' ? cell.replace(/T00:00:00$/, '') : cell);

async function read(content: Uint8Array, place: Partial<Place>): Promise<{ names: string[]; rows: [number, Cell[]][] }> {
  const workbook = await openWorkbook(content);
  const region = await regionOf(workbook, { path: 'x.xlsx', ...place });
  const rows: [number, Cell[]][] = [];
  for await (const batch of regionRows(workbook, region, [...region.names.keys()]))
    rows.push(...batch.map(({ position, cells }): [number, Cell[]] => [position, [...cells]]));
  return { names: region.names, rows };
}
const problemOf = async (content: Uint8Array, place: Partial<Place> = { sheet: 'Sheet1' }): Promise<FileProblem> => {
  try {
    await read(content, place);
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
  throw new Error('it was read without a problem');
};
const sheet = (rows: SeedSheet['rows'], more: Partial<SeedSheet> = {}): SeedSheet => ({ name: 'Sheet1', rows, ...more });

describe('workbooks that nobody of us made', () => {
  it('are all expected to be something', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.xlsx'))
        .sort(),
    ).toEqual(Object.keys(expected).sort());
  });

  for (const [name, wanted] of Object.entries(expected)) {
    if (!('sheets' in wanted)) continue;
    it(`${name} reads as another program reads it`, async () => {
      const { contents } = await openWorkbook(fixture(name));
      expect(contents.is1904).toBe(wanted.epoch === 1904);
      expect(contents.sheets.map(({ name: title, isVisible }) => [title, isVisible])).toEqual(
        Object.entries(wanted.sheets).map(([title, { visible }]) => [title, visible]),
      );
      for (const [title, { firstRows, rowsWithAValue, tables }] of Object.entries(wanted.sheets)) {
        const rows = await cellsOf(name, title);
        const ours = firstRows.map((row, number) => row.map((_, column) => asExpected(rows[number]?.[column])));
        expect([title, ours]).toEqual([title, firstRows.map((row) => row.map(withoutMidnight))]);
        expect([title, rows.filter((row) => row?.some((cell) => cell !== null && cell !== undefined)).length]).toEqual([
          title,
          rowsWithAValue,
        ]);
        const found = contents.tables.filter((table) => table.sheet.name === title);
        expect(Object.fromEntries(found.map((table) => [table.name, { headers: table.columns, totals: table.totalsRows > 0 }]))).toEqual(
          Object.fromEntries(Object.entries(tables).map(([table, { headers, totals }]) => [table, { headers, totals }])),
        );
      }
    });
  }

  it('in strict OOXML are read like the others', async () => {
    expect((await cellsOf('poi-SampleSS.strict.xlsx', 'Sheet Number 2')).at(-1)).toEqual([1, 10, 2, 13]);
    expect((await cellsOf('poi-SimpleStrict.xlsx', 'Sheet Number 2'))[3]).toEqual(['1990-01-01']);
  });

  it('that are damaged say so, and what to do', async () => {
    const invalid = await problemOf(fixture('exceljs-invalid-xml.xlsx'));
    expect(invalid.code).toBe('damaged');
    expect(invalid.what).toMatch(
      /^is damaged and cannot be read \(xl\/worksheets\/sheet1\.xml, 3:\d+.*\): open it in Excel, let it repair the file/,
    );
    const missing = await problemOf(fixture('exceljs-missing-bits.xlsx'));
    expect(missing.what).toMatch(/^is damaged and cannot be read \(its part \[Content_Types\]\.xml is missing\)/);
  });

  it('have tables in the middle of sheets, with totals, hidden headers and headers that are numbers', async () => {
    const sample = fixture('poi-table-sample.xlsx');
    expect((await read(sample, { table: 'Tabelle1' })).names).toEqual(['Field 1', 'Field 2', 'Field 3', 'Field 4', 'Field 5']);
    expect((await read(sample, { table: 'Tabelle1' })).rows.map(([position]) => position)).toEqual([1, 2, 3, 4]);
    const cities = await read(fixture('poi-DataTableCities.xlsx'), { table: 'BigCity' });
    expect(cities.rows).toHaveLength(12);
    const headers = fixture('poi-TablesWithDifferentHeaders.xlsx');
    expect((await read(headers, { table: 'Table2' })).names).toEqual(['12.34', '34.56']);
    expect((await read(headers, { table: 'Table3' })).rows).toHaveLength(2);
  });

  it('have a header row far down, found or told', async () => {
    const lineUp = fixture('exceljs-1519293514-KRISHNAPATNAM_LINE_UP.xlsx');
    const found = await read(lineUp, { sheet: 'KRISHNAPATNAM' });
    expect(found.names.slice(0, 4)).toEqual(['VESSELS NAME:', 'ARRVD', 'BRTHED', 'ETC/D']);
    const parts = await read(fixture('exceljs-test-issue-877.xlsx'), { sheet: 'Ersatzteilliste', headerRow: 4 });
    expect(parts.names.slice(0, 4)).toEqual(['Pos', 'Artikelnr', 'Origi.', 'Bezeichnung']);
    expect(parts.rows[0]?.[1].slice(0, 3)).toEqual([1, '500', '0212509']);
  });
});

describe('a sheet', () => {
  it('is read below its headers, blank rows left out but counted', async () => {
    const content = workbookOf([sheet([['Deals of the year'], [], ['Id', 'Deal'], ['D1', 'One'], [null, null], ['D2', 'Two']])]);
    expect(await read(content, { sheet: 'sheet1' })).toEqual({
      names: ['Id', 'Deal'],
      rows: [
        [1, ['D1', 'One']],
        [3, ['D2', 'Two']],
      ],
    });
  });

  it('may be a single column, begin further right, and be hidden', async () => {
    expect(await read(workbookOf([sheet([['Id'], ['D1']], { state: 'hidden' })]), { sheet: 'Sheet1' })).toEqual({
      names: ['Id'],
      rows: [[1, ['D1']]],
    });
    const right = await read(
      workbookOf([
        sheet([
          [null, null, 'Id', 'Deal'],
          [null, 'note', 'D1', 'One'],
        ]),
      ]),
      { sheet: 'Sheet1' },
    );
    expect(right).toEqual({ names: ['Id', 'Deal'], rows: [[1, ['D1', 'One']]] });
  });

  it('names headers that stand twice or are empty, and takes merged ones for each of their columns', async () => {
    const content = workbookOf([
      sheet(
        [
          ['Id', 'Plan', null, 'Plan', null, 'Note'],
          [null, 'Q1', 'Q2', null, null, null],
          ['D1', 1, 2, 3, 4, 'x'],
        ],
        { merged: ['B1:C1', 'A1:A2', 'F1:F2'] },
      ),
    ]);
    const one = await read(content, { sheet: 'Sheet1', headerRow: 1 });
    expect(one.names).toEqual(['Id', 'Plan', 'Plan (2)', 'Plan (3)', 'Column 5', 'Note']);
    expect(one.rows).toEqual([[1, ['D1', 1, 2, 3, 4, 'x']]]);
    expect((await read(content, { sheet: 'Sheet1', headerRow: 2 })).names).toEqual(['Id', 'Q1', 'Q2', 'Column 4', 'Column 5', 'Note']);
  });

  it('gives dates as days, times as times, and numbers as they are', async () => {
    const row = [
      { serial: 46_203, style: 1 },
      { serial: 46_203.604861111, style: 2 },
      { serial: 0.75, style: 3 },
      { serial: 46_203, style: 4 },
      { serial: 1.25, style: 5 },
      46_203,
      { formula: 'A2+1', value: 46_204 },
    ];
    const names = ['Day', 'Moment', 'Time', 'Days', 'Hours', 'Number', 'Formula'];
    const { rows } = await read(workbookOf([sheet([names, row])]), { sheet: 'Sheet1' });
    expect(rows).toEqual([[1, ['2026-06-30', '2026-06-30T14:31:00', '18:00:00', 46_203, '30:00:00', 46_203, 46_204]]]);
    const since1904 = await read(workbookOf([sheet([names, row])], { is1904: true }), { sheet: 'Sheet1' });
    expect(since1904.rows[0]?.[1].slice(0, 2)).toEqual(['2030-07-01', '2030-07-01T14:31:00']);
  });

  it('gives yes and no, errors as errors, and texts without the escapes of OOXML', async () => {
    const content = workbookOf([
      sheet([
        ['A', 'B', 'C'],
        [true, { error: '#DIV/0!' }, 'two_x000D_\nlines _x005F_x000D_'],
        [false, 'x', '  '],
      ]),
    ]);
    const { rows } = await read(content, { sheet: 'Sheet1' });
    expect(rows[0]).toEqual([1, [true, { error: '#DIV/0!' }, 'two\r\nlines _x000D_']]);
    expect(rows[1]).toEqual([2, [false, 'x', '  ']]);
  });
});

describe('several tables on a sheet', () => {
  const content = workbookOf([
    sheet(
      [
        ['Id', 'Value', null, 'Key', 'Name'],
        ['D1', 1, null, 'K1', 'One'],
        ['D2', 2, null, 'K2', 'Two'],
        ['Total', 3, null, 'K3', 'Three'],
        [null, null, null, 'not in it', 'either'],
      ],
      {
        tables: [
          { name: 'Deals', ref: 'A1:B4', columns: ['Id', 'Value'], totalsRows: 1 },
          { name: 'Names', ref: 'D1:E4', columns: ['Key', 'Name'] },
        ],
      },
    ),
  ]);
  it('are read each for itself, without its totals', async () => {
    expect((await read(content, { table: 'Deals' })).rows).toEqual([
      [1, ['D1', 1]],
      [2, ['D2', 2]],
    ]);
    expect((await read(content, { table: 'names' })).rows.map(([, cells]) => cells[0])).toEqual(['K1', 'K2', 'K3']);
  });

  it('are named where one is asked for that is not there', async () => {
    expect((await problemOf(content, { table: 'Deal' })).what).toBe(
      'has no table "Deal"; did you mean "Deals"? It has the tables "Deals", "Names": correct the mapping, or name the table so in Excel (Table Design)',
    );
    expect((await problemOf(content, { sheet: '2026' })).what).toMatch(/^has no sheet "2026"\. It has the sheets "Sheet1"/);
  });
});

describe('a file that is no workbook', () => {
  const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const good = Buffer.from(
    workbookOf([
      sheet([
        ['Id', 'Deal'],
        ['D1', 'One'],
      ]),
    ]),
  );
  it.each([
    ['nothing', Buffer.alloc(0), 'empty', /^is an empty file/],
    ['text', Buffer.from('Id,Deal\nD1,One'), 'wrongFormat', /^is not an Excel workbook: save it as \.xlsx/],
    ['an old workbook', container, 'wrongFormat', /Excel 97-2003/],
    [
      'one with a password',
      Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]),
      'passwordProtected',
      /remove the password/,
    ],
    ['half of one', good.subarray(0, good.length / 2), 'damaged', /^is damaged/],
  ] as const)('%s', async (_, content, code, what) => {
    const problem = await problemOf(content);
    expect(problem.code).toBe(code);
    expect(problem.what).toMatch(what);
  });

  it('or one with a byte that was changed', async () => {
    const bytes = Buffer.from(good);
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 60;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    expect((await problemOf(bytes)).code).toBe('damaged');
  });
});

describe('what a number is meant as', () => {
  it.each([
    ['General', null],
    ['0.00E+00', null],
    ['#,##0.00 "days"', null],
    ['[Red]#,##0;[Blue]-#,##0', null],
    ['yyyy\\-mm\\-dd', 'date'],
    ['mmm', 'date'],
    ['[$-409]d/m/yy\\ h:mm\\ AM/PM;@', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'elapsed'],
  ])('%s', (code, kind) => {
    expect(timeKind(code)).toBe(kind);
  });

  it('counts the days of 1900 as Excel does, with the 29 February that never was', () => {
    expect([1, 59, 60, 61, 36_526].map((serial) => serialText(serial, 'date', false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
      '2000-01-01',
    ]);
    expect([1, 35_064].map((serial) => serialText(serial, 'date', true))).toEqual(['1904-01-02', '2000-01-01']);
    expect(serialText(46_203.9999999, 'date', false)).toBe('2026-07-01');
    expect(serialText(-1, 'date', false)).toBe(-1);
  });
});
