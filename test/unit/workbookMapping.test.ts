import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCsvFolder } from '../../demo/csv/folder.ts';
import { readCursor, writeCursor } from '../../src/sources/drive/cursor.ts';
import { rowIds } from '../../src/sources/drive/rowIds.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { workbookOf } from '../support/workbook.ts';

const fields = { id: 'Id' };
const originOf = (origin: object) => {
  const [entry] = readMapping({ partner: { ...origin, fields } }).entries;
  return { list: entry?.list, kind: entry?.kind, place: entry?.place };
};

describe('a mapping', () => {
  it('names a list, a table or a sheet of a workbook, or a CSV file', () => {
    expect(originOf({ list: 'Partners' })).toEqual({ list: 'Partners' });
    expect(originOf({ workbook: '/Sales/Deals.xlsx', table: 'Partners' })).toEqual({
      list: '/Sales/Deals.xlsx, table Partners',
      kind: 'workbook',
      place: { path: 'Sales/Deals.xlsx', table: 'Partners' },
    });
    expect(originOf({ workbook: 'Deals.xlsx', sheet: '2026', headerRow: 3 })).toEqual({
      list: 'Deals.xlsx, sheet 2026',
      kind: 'workbook',
      place: { path: 'Deals.xlsx', sheet: '2026', headerRow: 3 },
    });
    expect(originOf({ file: 'deals.csv' })).toEqual({ list: 'deals.csv', kind: 'file', place: { path: 'deals.csv' } });
  });

  it.each([
    [{}, 'partner.list: expected string: the name of a list, or "workbook" or "file" instead'],
    [{ list: 'a', file: 'b.csv' }, 'partner: expected one of "list", "workbook" and "file", got list and file'],
    [{ list: 'a', table: 'b' }, 'partner.table: only a workbook has tables and sheets'],
    [{ workbook: 'a.xlsx' }, 'partner: expected either "table" or "sheet"'],
    [{ workbook: 'a.xlsx', table: 'b', sheet: 'c' }, 'partner: expected either "table" or "sheet"'],
    [{ workbook: 'a.xlsx', table: 'b', headerRow: 2 }, 'partner.headerRow: only a sheet has a header row'],
    [{ workbook: 'a.xlsx', sheet: 'b', headerRow: 0 }, 'partner.headerRow: '],
    [{ workbook: 'a.xls', sheet: 'b' }, 'partner.workbook: expected a file that ends in .xlsx, got a.xls'],
    [{ workbook: '../a.xlsx', sheet: 'b' }, "partner.workbook: expected a path below the site's document library"],
    [{ file: 'a.xlsx' }, 'partner.file: a.xlsx is a workbook: name it with "workbook"'],
    [{ workbok: 'a.xlsx', table: 'b' }, 'partner.workbok: there is no such setting here; did you mean workbook?'],
  ])('%j is refused: %s', (origin, message) => {
    expect(() => originOf(origin)).toThrow(message);
  });

  it('cannot have the headers of a sheet in two rows', () => {
    const sheet = (headerRow: number) => ({ workbook: 'a.xlsx', sheet: 'b', headerRow, fields });
    expect(() => readMapping({ partner: sheet(1), organization: sheet(2) })).toThrow(/another header row where/);
  });
});

describe('rows of a file', () => {
  it('are told apart by their key, and by their place where it is missing or they have none', () => {
    const byKey = rowIds(['Id', 'Year']);
    expect(
      [1, 2, 3, 4].map((position) => byKey(position, position === 4 ? { Id: 'A' } : { Id: 'A', Year: position === 3 ? 2027 : 2026 })),
    ).toEqual(['A:2026', 'A:2026 (2)', 'A:2027', 'row 4']);
    expect(rowIds(null)(7, { Id: 'A' })).toBe('7');
  });

  it('have a cursor that is an address of Graph', () => {
    const cursor = { itemId: 'i', eTag: '"{A},1"', names: ['Größe', 'a#b'] };
    const text = writeCursor('https://graph.microsoft.com', 'b!d', cursor);
    expect(new URL(text).origin).toBe('https://graph.microsoft.com');
    expect(readCursor(text)).toEqual(cursor);
    expect([readCursor(null), readCursor('https://graph.microsoft.com/v1.0/x'), readCursor('nothing')]).toEqual([null, null, null]);
  });
});

describe('a folder with workbooks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'account-pulse-folder-'));
    writeFileSync(join(folder, 'Deals.xlsx'), workbookOf([{ name: 'Deals', rows: [['Id'], ['D1']] }]));
    writeFileSync(join(folder, '~$Deals.xlsx'), 'somebody has it open');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('serves them as files, and CSV files as lists', async () => {
    expect((await readCsvFolder(folder)).files.map(({ path }) => path)).toEqual(['Deals.xlsx']);
    writeFileSync(join(folder, 'deals.csv'), 'Id\nD1\n');
    const both = await readCsvFolder(folder);
    expect([both.lists.map((list) => list.displayName), both.files.map(({ path }) => path)]).toEqual([['deals'], ['Deals.xlsx']]);
  });

  it('serves CSV files as files too where the mapping names one', async () => {
    writeFileSync(join(folder, 'deals.csv'), 'Id\nD1\n');
    writeFileSync(join(folder, 'mapping.json'), JSON.stringify({ opportunity: [{ file: 'deals.csv', fields }] }));
    expect((await readCsvFolder(folder)).files.map(({ path }) => path)).toEqual(['Deals.xlsx', 'deals.csv']);
  });
});
