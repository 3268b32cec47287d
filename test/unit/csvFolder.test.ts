import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { columnType } from '../../demo/csv/columns.ts';
import { CsvFolderError, csvTenant, readCsvFolder } from '../../demo/csv/folder.ts';
import { jsonFault } from '../../demo/csv/json.ts';

let root: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterAll(() => rm(root, { recursive: true }));

async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  count += 1;
  const folder = join(root, String(count));
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}
const listOf = async (content: string | Uint8Array) => {
  const { lists, problems } = await readCsvFolder(await folderOf({ 'Deals.csv': content }));
  return { ...lists[0], problems };
};

describe('the type of a column', () => {
  it.each([
    [['1', '-12.50', '', '0.5'], 'number'],
    [['123456789012345'], 'number'],
    [['1234567890123456'], 'text'],
    [['007', '12'], 'text'],
    [['1e5'], 'text'],
    [['+1'], 'text'],
    [['$7,450,000.00 '], 'text'],
    [['(1,234.50)'], 'text'],
    [['1.234,56'], 'text'],
    [[' 1'], 'text'],
    [['true', '', 'false'], 'boolean'],
    [['TRUE', 'false'], 'text'],
    [['yes', 'no'], 'text'],
    [['是', '否'], 'text'],
    [['2026-02-28', ''], 'date'],
    [['2026-02-28', '2026-02-31'], 'text'],
    [['2026-02-28', 'N/A'], 'text'],
    [['12/31/2021'], 'text'],
    [['31.12.2021'], 'text'],
    [['2026-02-28T10:00:00Z'], 'text'],
    [['', ''], 'text'],
    [[], 'text'],
    [['two\nlines'], 'note'],
    [['x'.repeat(256)], 'note'],
  ])('of %j is %s', (cells, type) => {
    expect(columnType(cells)).toBe(type);
  });
});

describe('a folder of CSV files', () => {
  it('becomes lists with typed cells, where empty cells are absent', async () => {
    const { displayName, columns, rows } = await listOf(
      'id,amount,closed,won,price\r\nA1,-12.50,2026-01-31,true,"$7,450,000.00 "\r\nA2,,,false,\r\n',
    );
    expect(displayName).toBe('Deals');
    expect(columns).toEqual([
      { displayName: 'id', type: 'text' },
      { displayName: 'amount', type: 'number' },
      { displayName: 'closed', type: 'date' },
      { displayName: 'won', type: 'boolean' },
      { displayName: 'price', type: 'text' },
    ]);
    expect(rows).toEqual([
      { id: 'A1', amount: -12.5, closed: '2026-01-31', won: true, price: '$7,450,000.00 ' },
      { id: 'A2', won: false },
    ]);
  });

  it.each([
    ['a semicolon', 'id;name\nA1;"x;y"\n'],
    ['a tab', 'id\tname\nA1\tx;y\n'],
    ['what a first line says', 'sep=;\r\nid;name\r\nA1;"x;y"\r\n'],
  ])('may be parted by %s', async (_, content) => {
    expect((await listOf(content)).rows).toEqual([{ id: 'A1', name: 'x;y' }]);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFid,name\nA1,Müller 是\n')],
    ['UTF-16 little-endian with a mark', Buffer.from('\uFEFFid,name\nA1,Müller 是\n', 'utf16le')],
    ['UTF-16 big-endian with a mark', Buffer.from('\uFEFFid,name\nA1,Müller 是\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('id,name\nA1,Müller 是\n', 'utf16le')],
  ])('may be written in %s', async (_, content) => {
    expect((await listOf(content)).rows).toEqual([{ id: 'A1', name: 'Müller 是' }]);
  });

  it('says so where the encoding is a guess', async () => {
    const western = await listOf(Buffer.from('id,name\nA1,Müller\n', 'latin1'));
    expect(western).toMatchObject({ rows: [{ id: 'A1', name: 'Müller' }], problems: ['Deals.csv: is not UTF-8; read as Windows-1252'] });
    const chinese = await listOf(Buffer.from([...Buffer.from('id,name\nA1,'), 0xca, 0xc7, 0xb7, 0xf1, 0x0a]));
    expect(chinese).toMatchObject({ rows: [{ id: 'A1', name: '是否' }], problems: ['Deals.csv: is not UTF-8; read as GB 18030'] });
    // 東 ends in a letter, 㐀 in GB 18030 is four bytes, two of them digits.
    const yes = [0xca, 0xc7, 0xb7, 0xf1];
    const rare = Buffer.from([...Buffer.from('id,name\nA1,'), ...yes, ...yes, 0x96, 0x7c, 0x81, 0x39, 0xee, 0x39, 0x0a]);
    expect((await listOf(rare)).rows).toEqual([{ id: 'A1', name: '是否是否東㐀' }]);
    const swedish = await listOf(Buffer.from('id,name\nA1,Åke Öhman såg älgen\n', 'latin1'));
    expect(swedish.rows).toEqual([{ id: 'A1', name: 'Åke Öhman såg älgen' }]);
  });

  it('drops a trailing column that only the commas at the line ends make', async () => {
    const { columns, problems } = await listOf('id,name,\nA1,x,\n');
    expect([columns?.length, problems]).toEqual([2, []]);
  });

  it('names doubled and missing headers, and cells beyond the header', async () => {
    const { rows, problems } = await listOf('id,Name,name,,x\nA1,a,b,c,d,e\nA2\n');
    expect(rows).toEqual([{ id: 'A1', Name: 'a', 'name (2)': 'b', 'Column 4': 'c', x: 'd', 'Column 6': 'e' }, { id: 'A2' }]);
    expect(problems).toHaveLength(3);
  });

  it('keeps quoted quotes and line breaks, and skips empty lines', async () => {
    expect((await listOf('id,name\n\nA1,"say ""hi""\nthere"\n,\n')).rows).toEqual([{ id: 'A1', name: 'say "hi"\nthere' }]);
  });

  it('reads a file with a quote that never closes, and says so', async () => {
    const { rows, problems } = await listOf('id,name\nA1,"open\nA2,x\n');
    expect(rows).toEqual([
      { id: 'A1', name: '"open' },
      { id: 'A2', name: 'x' },
    ]);
    expect(problems[0]).toMatch(/^Deals\.csv: a quote is opened and never closed/);
  });

  it('names files that are empty or no text, and reads the others', async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) % 256);
    const { lists, problems } = await readCsvFolder(
      await folderOf({ 'good.csv': 'id\nA1\n', 'empty.csv': '', 'blank.csv': '\n\n', 'noise.csv': noise, 'notes.txt': 'x' }),
    );
    expect(lists.map((list) => list.displayName)).toEqual(['good']);
    expect(problems).toEqual(['blank.csv: is empty; left out', 'empty.csv: is empty; left out', 'noise.csv: is not a text file; left out']);
  });

  it('reads a list that has a header and no rows', async () => {
    expect(await listOf('id,name\n')).toMatchObject({ rows: [], columns: [{ displayName: 'id' }, { displayName: 'name' }] });
  });

  it('reads 100,000 rows in seconds', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `A${index},${index}.5,2026-01-31,Some name,"quoted, cell",true`);
    const folder = await folderOf({ 'big.csv': `id,amount,on,name,text,yes\n${rows.join('\n')}\n` });
    const start = performance.now();
    const { lists } = await readCsvFolder(folder);
    expect(lists[0]?.rows).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it('is refused where it is missing, a file, or without CSV files', async () => {
    await expect(readCsvFolder(join(root, 'none'))).rejects.toThrow(/^there is no folder/);
    const folder = await folderOf({ 'notes.txt': 'x' });
    await expect(readCsvFolder(folder)).rejects.toThrow(/holds no CSV file/);
    await expect(readCsvFolder(join(folder, 'notes.txt'))).rejects.toThrow(/is a file, not a folder/);
  });

  it('is served by a tenant with the sample people, one team and one channel', () => {
    const tenant = csvTenant('/some/crm', []);
    expect([tenant.people.length, tenant.team.displayName, tenant.team.channels.length]).toEqual([13, 'crm', 1]);
  });
});

describe('mapping.json', () => {
  it('is read as it stands, with or without a byte-order mark, and null where there is none', async () => {
    expect((await readCsvFolder(await folderOf({ 'a.csv': 'id\n', 'mapping.json': '\uFEFF{"account":{"name":"A"}}' }))).mapping).toEqual({
      account: { name: 'A' },
    });
    expect((await readCsvFolder(await folderOf({ 'a.csv': 'id\n' }))).mapping).toBeNull();
  });

  it('that is no JSON is refused with the file and the place', async () => {
    const reading = readCsvFolder(await folderOf({ 'a.csv': 'id\n', 'mapping.json': '{\n  "account": { "name": "A", }\n}' }));
    await expect(reading).rejects.toThrow(CsvFolderError);
    await expect(reading).rejects.toThrow(/mapping\.json is not JSON: line 2, column 29: expected a name in double quotes$/);
  });

  it.each([
    ['', 1, 1, 'a value'],
    ['{', 1, 2, 'a name in double quotes or }'],
    ['[1, 2', 1, 6, 'a comma or the closing bracket'],
    ['{"a" 1}', 1, 6, 'a colon'],
    ['{"a":1}}', 1, 8, 'the end of the file'],
    ['{"a":\n 01}', 2, 2, 'a value'],
    ["{'a':1}", 1, 2, 'a name in double quotes or }'],
    ['[1]]', 1, 4, 'the end of the file'],
    ['{"a": tru}', 1, 7, 'a value'],
  ])('says of %j the line, the column and what was expected', (text, line, column, expected) => {
    expect(jsonFault(text)).toEqual({ line, column, expected });
  });

  it('has no fault where it is JSON', () => {
    expect(jsonFault(' {"a":[1,-2.5e3,true,null,"x\\u00e9"],"b":{}} ')).toBeNull();
  });

  it('says at once what its mapping asks for and no file has', async () => {
    const folder = await folderOf({
      'deals.csv': 'id,amount\n1,2\n',
      'mapping.json': JSON.stringify({
        opportunity: [
          { list: 'Deals', fields: { id: 'id', amount: 'amuont', name: 'Title' } },
          { list: 'deal', fields: { id: 'id' } },
          { list: 'deals', fields: { id: 'id', createdOn: 'Created' } },
        ],
      }),
    });
    expect((await readCsvFolder(folder)).problems).toEqual([
      expect.stringMatching(/^mapping\.json: deals has no column "amuont"; did you mean "amount"\? It has: id, amount, /),
      'mapping.json: opportunity is to come from "deal"; did you mean "deals"?',
    ]);
  });
});
