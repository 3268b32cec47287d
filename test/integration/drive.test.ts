import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../demo/graph/server.ts';
import type { FileSeed } from '../../demo/tenant.ts';
import { GoneError } from '../../src/graph/errors.ts';
import { fileSource } from '../../src/sources/file/index.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { workbookSource } from '../../src/sources/workbook/index.ts';
import { confirmDeletions } from '../../src/sync/index.ts';
import { type SeedCell, workbookOf } from '../support/workbook.ts';
import { accountId, type House, openHouse, tenantOf } from './sync.support.ts';

const account = { name: 'Contoso', currency: 'USD', fiscalYearStart: '07-01' };
const fields = {
  id: 'Deal Id',
  name: 'Deal',
  status: { column: 'Stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } },
  amount: { column: 'Value', currency: 'USD' },
  closedOn: 'Closed',
  type: { value: 'netNew' },
};
const pipeline = { workbook: 'Sales/Deals.xlsx', table: 'Pipeline', fields };
const header = ['Deal Id', 'Deal', 'Stage', 'Value', 'Closed'];
const deals: SeedCell[][] = [
  ['D1', 'Datacenter', 'Won', 1000.5, { serial: 46_082, style: 1 }],
  ['D2', 'Cloud', 'Lost', -50, { serial: 46_083, style: 1 }],
  ['D3', 'Support', 'Proposal', null, null],
];
const many = (count: number): SeedCell[][] =>
  Array.from({ length: count }, (_, index) => [`D${index + 1}`, `Deal ${index + 1}`, 'Open', index, null]);
const workbook = (rows: readonly SeedCell[][], name = 'Pipeline', columns = header) =>
  workbookOf([
    {
      name: '2026',
      rows: [columns, ...rows],
      tables: [{ name, ref: `A1:E${rows.length + 1}`, columns }],
    },
  ]);

let house: House;
let asked: string[];
afterEach(() => house.close());

const openWith = async (files: readonly FileSeed[], mapping: unknown = { account, opportunity: pipeline }) => {
  asked = [];
  house = await openHouse([], { local: { seed: { ...tenantOf([]), files } } });
  Object.assign(house.context, { kinds: { list: listSource, workbook: workbookSource(), file: fileSource() } });
  watch(() => null);
  await house.connect(mapping);
  return house.sync();
};
/** Sees every request to Graph and every download, and lets some go wrong. */
const watch = (fault: (path: string) => Fault | null) =>
  house.local.setFaults((request) => {
    asked.push(request.path);
    return fault(request.path);
  });
const isDownload = (path: string) => path.includes('download.aspx');
const downloads = () => asked.filter(isDownload).length;
const source = async () =>
  (
    await house.query<{
      id: string;
      kind: string;
      name: string;
      state: string;
      web_url: string;
      rows_seen: number;
      problem: { code: string; message: string } | null;
    }>('select * from source order by id')
  )[0];
const file = (content: Uint8Array, path = 'Sales/Deals.xlsx'): FileSeed => ({ path, content });

describe('the first sync of a table in a workbook', () => {
  it('reads every row as the mapping says', async () => {
    expect(await openWith([file(workbook(deals))])).toMatchObject([{ state: 'fresh', full: true, written: 3, problem: null }]);
    expect(await house.rows('opportunity', 'id, name, status, amount, amount_currency, closed_on, source_row_id')).toEqual([
      {
        id: 'D1',
        name: 'Datacenter',
        status: 'won',
        amount: '1000.5',
        amount_currency: 'USD',
        closed_on: '2026-03-01',
        source_row_id: 'D1',
      },
      { id: 'D2', name: 'Cloud', status: 'lost', amount: '-50', amount_currency: 'USD', closed_on: '2026-03-02', source_row_id: 'D2' },
      { id: 'D3', name: 'Support', status: 'open', amount: null, amount_currency: null, closed_on: null, source_row_id: 'D3' },
    ]);
    expect(await source()).toMatchObject({
      id: 'workbook-sales-deals-xlsx-table-pipeline',
      kind: 'workbook',
      name: 'Sales/Deals.xlsx, table Pipeline',
      web_url: expect.stringMatching(/\/Shared%20Documents\/Sales\/Deals\.xlsx$/),
      rows_seen: 3,
    });
    expect(downloads()).toBe(1);
  });

  it('quarantines errors in cells that are mapped, and nothing else', async () => {
    const rows: SeedCell[][] = [
      ['D1', 'One', { error: '#REF!' }, 5, null],
      ['D2', 'Two', 'Won', { error: '#DIV/0!' }, null],
      ['D3', 'Three', 'Won', 5, null],
    ];
    await openWith([file(workbook(rows))]);
    expect(await house.rows('opportunity', 'id')).toEqual([{ id: 'D3' }]);
    expect(await house.query('select row_id, reasons from quarantine order by row_id')).toMatchObject([
      { row_id: 'D1', reasons: [{ column: 'Stage', value: '{"error":"#REF!"}' }] },
      { row_id: 'D2', reasons: [{ column: 'Value', value: '{"error":"#DIV/0!"}' }] },
    ]);
  });

  it('quarantines the second row of a key that stands twice', async () => {
    await openWith([file(workbook([...deals, ['D1', 'Twin', 'Won', 7, null]]))]);
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
    expect(await house.query('select row_id, record_id from quarantine')).toEqual([{ row_id: 'D1 (2)', record_id: 'D1' }]);
  });

  it('may name rows by their place, in a sheet whose headers stand in a row that is told', async () => {
    const rows: SeedCell[][] = [['Pipeline 2026'], [], header, ...deals];
    await openWith([file(workbookOf([{ name: '2026', rows }]), 'Deals.xlsx')], {
      account,
      opportunity: { workbook: 'Deals.xlsx', sheet: '2026', headerRow: 3, fields: { ...fields, id: { row: true } } },
    });
    expect(await house.rows('opportunity', 'id, name')).toEqual([
      { id: '1', name: 'Datacenter' },
      { id: '2', name: 'Cloud' },
      { id: '3', name: 'Support' },
    ]);
  });
});

describe('later syncs of a workbook', () => {
  it('download nothing where its eTag is the same, and ask one question', async () => {
    await openWith([file(workbook(deals))]);
    asked = [];
    expect(await house.sync()).toMatchObject([{ state: 'fresh', full: false, written: 0 }]);
    expect(asked).toHaveLength(1);
  });

  it('read it again when it changed: what is new, what is another, what is gone', async () => {
    await openWith([file(workbook(deals))]);
    house.local.files.put(
      'Sales/Deals.xlsx',
      workbook([['D0', 'New', 'Open', 1, null], deals[0] as SeedCell[], ['D3', 'Support', 'Won', 70, null]]),
    );
    expect(await house.sync()).toMatchObject([{ state: 'fresh', written: 2, deleted: 1 }]);
    expect(downloads()).toBe(2);
    expect(await house.rows('opportunity', 'id, status, amount')).toEqual([
      { id: 'D0', status: 'open', amount: '1' },
      { id: 'D1', status: 'won', amount: '1000.5' },
      { id: 'D3', status: 'won', amount: '70' },
    ]);
    expect(await house.versions('opportunity')).toBe(5);
    expect(await source()).toMatchObject({ rows_seen: 3 });
  });

  it('find no change where rows were sorted', async () => {
    await openWith([file(workbook(deals))]);
    house.local.files.put('Sales/Deals.xlsx', workbook(deals.toReversed()));
    expect(await house.sync()).toMatchObject([{ written: 0, deleted: 0, state: 'fresh' }]);
  });

  it('ask before much is deleted', async () => {
    await openWith([file(workbook(many(40)))]);
    house.local.files.put('Sales/Deals.xlsx', workbook(many(15)));
    expect(await house.sync()).toMatchObject([{ state: 'asking', deleted: 0 }]);
    expect(await house.rows('opportunity', 'id')).toHaveLength(40);
    expect(await confirmDeletions(house.db, accountId, 'workbook-sales-deals-xlsx-table-pipeline')).toBe(25);
    expect(await house.rows('opportunity', 'id')).toHaveLength(15);
  });

  it('read everything on request', async () => {
    await openWith([file(workbook(many(30)))]);
    await house.query("delete from opportunity where id = 'D5'");
    expect(await house.sync({ full: true })).toMatchObject([{ full: true, written: 1, deleted: 0, state: 'fresh' }]);
  });

  it('follow a file that was renamed and moved', async () => {
    await openWith([file(workbook(deals))]);
    house.local.files.move('Sales/Deals.xlsx', 'Archive/Deals 2026.xlsx');
    expect(await house.sync()).toMatchObject([{ state: 'fresh', written: 0, deleted: 0 }]);
    house.local.files.put('Archive/Deals 2026.xlsx', workbook(deals, 'Renamed'));
    const [report] = await house.sync();
    expect(report).toMatchObject({ state: 'failed', problem: { code: 'tableGone' } });
    expect(report?.problem?.message).toMatch(
      /^Archive\/Deals 2026\.xlsx \(mapped as Sales\/Deals\.xlsx\) has no table "Pipeline"\. It has the tables "Renamed"/,
    );
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
  });

  it('keep the records of a file that was deleted, say so, and take what comes in its place', async () => {
    await openWith([file(workbook(deals))]);
    house.local.files.remove('Sales/Deals.xlsx');
    const [gone] = await house.sync();
    expect(gone).toMatchObject({ state: 'stale', problem: { code: 'notFound' } });
    expect(gone?.problem?.message).toMatch(/^"Sales\/Deals\.xlsx" was deleted.*records stay.*recycle bin/);
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
    house.local.files.put('Sales/Deals.xlsx', workbook(deals.slice(0, 2)));
    expect(await house.sync()).toMatchObject([{ state: 'fresh', deleted: 1, problem: null }]);
    expect(await house.sync()).toMatchObject([{ state: 'fresh', full: false, written: 0 }]);
  });
});

describe('a download that goes wrong', () => {
  it('is taken up where it broke', async () => {
    let cuts = 0;
    asked = [];
    house = await openHouse([], { local: { seed: { ...tenantOf([]), files: [file(workbook(many(200)))] } } });
    Object.assign(house.context, { kinds: { workbook: workbookSource() } });
    watch((path) => (isDownload(path) && cuts++ < 2 ? { cut: 'answer' } : null));
    await house.connect({ account, opportunity: pipeline });
    expect(await house.sync()).toMatchObject([{ state: 'fresh', written: 200 }]);
    expect(downloads()).toBe(3);
  });

  it.each([
    ['throttled', { status: 429, retryAfterSeconds: 3 }],
    ['answered 503', { status: 503 }],
    ['refused because the address ran out', { status: 401 }],
    ['closed before it began', { cut: 'before' }],
  ] as [string, Fault][])('is tried again where it is %s', async (_, fault) => {
    let times = 0;
    await openWith([file(workbook(deals))]);
    house.local.files.put('Sales/Deals.xlsx', workbook(deals.slice(0, 2)));
    watch((path) => (isDownload(path) && times++ < 2 ? fault : null));
    expect(await house.sync()).toMatchObject([{ state: 'fresh', deleted: 1 }]);
  });

  it('for good is stale, and the records stay', async () => {
    await openWith([file(workbook(deals))]);
    house.local.files.put('Sales/Deals.xlsx', workbook(deals.slice(0, 2)));
    watch((path) => (isDownload(path) ? { cut: 'before' } : null));
    expect(await house.sync()).toMatchObject([{ state: 'stale', problem: { code: 'unreachable' } }]);
    watch(() => null);
    expect(await house.sync()).toMatchObject([{ state: 'fresh', deleted: 1 }]);
  });
});

describe('a workbook that cannot be read', () => {
  const replaced = async (content: Uint8Array) => {
    await openWith([file(workbook(deals))]);
    house.local.files.put('Sales/Deals.xlsx', content);
    const [report] = await house.sync();
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
    return report;
  };
  it('is named where it is damaged, and read again when it was repaired', async () => {
    const report = await replaced(workbook(deals).subarray(0, 900));
    expect(report).toMatchObject({ state: 'failed', problem: { code: 'damaged' } });
    expect(report?.problem?.message).toMatch(/^Sales\/Deals\.xlsx is damaged and cannot be read/);
    house.local.files.put('Sales/Deals.xlsx', workbook(deals));
    expect(await house.sync()).toMatchObject([{ state: 'fresh', written: 0, problem: null }]);
  });

  it('says that it has a password', async () => {
    const encrypted = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect((await replaced(encrypted))?.problem).toMatchObject({
      code: 'passwordProtected',
      message: expect.stringContaining('Sales/Deals.xlsx'),
    });
  });

  it('says which column went', async () => {
    const report = await replaced(workbook(deals, 'Pipeline', ['Deal Id', 'Deal', 'Stage', 'Worth', 'Closed']));
    expect(report).toMatchObject({
      state: 'failed',
      problem: {
        code: 'missingColumn',
        message: expect.stringContaining('‘Value’ that gives amount is no longer in Sales/Deals.xlsx, table Pipeline'),
      },
    });
  });

  it('waits for who has locked it', async () => {
    await openWith([file(workbook(deals))]);
    house.local.files.put('Sales/Deals.xlsx', workbook(deals.slice(0, 2)));
    house.local.files.lock('Sales/Deals.xlsx');
    expect(await house.sync()).toMatchObject([{ state: 'stale', problem: { code: 'locked' } }]);
    house.local.files.unlock('Sales/Deals.xlsx');
    expect(await house.sync()).toMatchObject([{ state: 'fresh', deleted: 1 }]);
  });

  it('says what the library has instead', async () => {
    const [report] = await openWith([file(workbook(deals), 'Sales/Deal.xlsx'), file(workbook(deals), 'Sales/Other.xlsx')]);
    expect(report).toMatchObject({ state: 'failed', problem: { code: 'notFound' } });
    expect(report?.problem?.message).toBe(
      'the folder "Sales" has no file "Deals.xlsx"; did you mean "Deal.xlsx"? It has: Deal.xlsx, Other.xlsx',
    );
  });

  it('says which permission is missing', async () => {
    await openWith([file(workbook(deals))]);
    for (const name of ['Sites.Selected', 'Sites.ReadWrite.All']) house.local.withdraw(name);
    expect(await house.sync()).toMatchObject([{ state: 'stale', problem: { code: 'forbidden' } }]);
    expect(await house.rows('opportunity', 'id')).toHaveLength(3);
  });
});

describe('a CSV file', () => {
  const csv = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);
  const mapping = {
    account,
    opportunity: { file: 'Sales/deals.csv', fields: { ...fields, closedOn: { column: 'Closed', format: 'dd.MM.yyyy' } } },
  };

  it('is read whatever its encoding and separator, and again when it changed', async () => {
    const text = 'Deal Id;Deal;Stage;Value;Closed\nD1;"Data; center";Won;1.234,50;31.12.2026\n\nD2;Größe;Lost;;\n';
    await openWith([file(csv(`\uFEFF${text}`, 'utf16le'), 'Sales/deals.csv')], mapping);
    expect(await house.rows('opportunity', 'id, name, amount, closed_on')).toEqual([
      { id: 'D1', name: 'Data; center', amount: '1234.5', closed_on: '2026-12-31' },
      { id: 'D2', name: 'Größe', amount: null, closed_on: null },
    ]);
    expect(await source()).toMatchObject({ id: 'file-sales-deals-csv', kind: 'file', name: 'Sales/deals.csv' });
    house.local.files.put('Sales/deals.csv', csv(text.replace('Größe', 'Weite'), 'latin1'));
    expect(await house.sync()).toMatchObject([{ state: 'fresh', written: 1, deleted: 0 }]);
    expect((await house.rows('opportunity', 'name'))[1]).toEqual({ name: 'Weite' });
  });

  it('with a quote that is never closed is read with quotes as letters', async () => {
    await openWith([file(csv('Deal Id,Deal,Stage,Value,Closed\nD1,24" screen,Won,1,\nD2,"open,Won,2,\n'), 'Sales/deals.csv')], mapping);
    expect(await house.rows('opportunity', 'id, name')).toEqual([
      { id: 'D1', name: '24" screen' },
      { id: 'D2', name: '"open' },
    ]);
  });

  it('that is a workbook says so', async () => {
    const [report] = await openWith([file(workbook(deals), 'Sales/deals.csv')], mapping);
    expect(report?.problem).toMatchObject({ code: 'wrongFormat', message: expect.stringContaining('map it with "workbook"') });
  });
});

describe('a round that was interrupted', () => {
  const location = async () => {
    const { location: found } = await workbookSource().discover(house.context.graph, { siteId: house.local.site.id }, 'x', {
      path: 'Sales/Deals.xlsx',
      table: 'Pipeline',
    });
    return found;
  };
  const columns = [{ name: 'Deal Id', displayName: 'Deal Id' }];

  it('goes on behind the last row that was kept, with the same ids', async () => {
    await openWith([file(workbook([...many(2_500), ['D1', 'Twin', 'Open', 1, null]]))]);
    const pages = workbookSource().round(house.context.graph, await location(), columns, null, ['Deal Id']);
    let next: string | null = null;
    let kept = 0;
    for await (const page of pages) {
      kept += page.rows.length;
      next = page.next;
      break;
    }
    const rest: string[] = [];
    for await (const page of workbookSource().round(house.context.graph, await location(), columns, next, ['Deal Id']))
      rest.push(...page.rows.map((row) => row.id));
    expect(kept).toBe(1_000);
    expect([rest[0], rest.at(-1), rest.length]).toEqual(['D1001', 'D1 (2)', 1_501]);
  });

  it('starts over where the file has changed since', async () => {
    await openWith([file(workbook(many(2_500)))]);
    const round = (start: string | null) =>
      workbookSource()
        .round(house.context.graph, { ...there }, columns, start, ['Deal Id'])
        [Symbol.asyncIterator]();
    const there = await location();
    const first = round(null);
    const { value } = await first.next();
    await first.return?.();
    house.local.files.put('Sales/Deals.xlsx', workbook(many(2_400)));
    await expect(round(value.next).next()).rejects.toThrow(GoneError);
  });
});
