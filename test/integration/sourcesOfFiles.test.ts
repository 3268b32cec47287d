import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../src/server/contract.ts';
import { workbookOf } from '../support/workbook.ts';
import { clara, type FirstDay, haruka, openFirstDay } from './firstDay.support.ts';

const deals = workbookOf([
  {
    name: 'Pipeline',
    rows: [
      ['Deal ID', 'Deal name', 'Stage', 'Amount (EUR)', 'Close date'],
      ['D-1', 'Data platform', 'Won', 1000, { serial: 46296, style: 1 }],
      ['D-2', 'Meeting rooms', 'Lost', 500, { serial: 46300, style: 1 }],
    ],
    tables: [{ name: 'Deals', ref: 'A1:E3', columns: ['Deal ID', 'Deal name', 'Stage', 'Amount (EUR)', 'Close date'] }],
  },
  { name: 'Hidden', state: 'hidden', rows: [['x']] },
]);
const files = [
  { path: 'Sales/Deals.xlsx', content: deals },
  { path: 'rates.csv', content: Buffer.from('Key,Fiscal year,Currency,Plan rate\nR1,2027,USD,0.92\n') },
  { path: 'broken.xlsx', content: Buffer.from('this is no workbook') },
  { path: 'notes.docx', content: Buffer.from('x') },
];

let house: FirstDay;
let at: (path: string) => string;
beforeAll(async () => {
  house = await openFirstDay({ files });
  const { json } = await house.call(clara, 'POST', '/api/accounts', { name: 'Contoso', channel: house.channel, currency: 'EUR' });
  at = (path) => `/api/accounts/${json.slug}/sources${path}`;
});
afterAll(() => house.close());

describe('connecting what is in files', () => {
  it('shows the workbooks and CSV files of the library beside the lists', async () => {
    const { json } = await house.call(clara, 'GET', at('/available'));
    expect(contract.AvailableLists.parse(json)).toMatchObject({ lists: [], hasMore: false });
    expect(json.files.map(({ kind, name }: { kind: string; name: string }) => [kind, name]).sort()).toEqual([
      ['file', 'rates.csv'],
      ['workbook', 'Sales/Deals.xlsx'],
      ['workbook', 'broken.xlsx'],
    ]);
  });

  it('tells the tables and sheets of a workbook, and previews the first', async () => {
    const { status, json } = await house.call(clara, 'POST', at('/preview'), { workbook: 'Sales/Deals.xlsx' });
    expect(status).toBe(200);
    const preview = contract.MappingPreview.parse(json);
    expect(preview.parts).toEqual([
      { kind: 'table', name: 'Deals' },
      { kind: 'sheet', name: 'Pipeline' },
    ]);
    expect(preview).toMatchObject({ list: 'Sales/Deals.xlsx, table Deals', sampled: 2, proposal: { recordType: 'opportunity' } });
    expect(preview.columns.map(({ name }) => name)).toEqual(['Deal ID', 'Deal name', 'Stage', 'Amount (EUR)', 'Close date']);
  });

  it('connects a table with the mapping that was confirmed, and reads it', async () => {
    const entries = [
      {
        recordType: 'opportunity',
        fields: {
          ...{ id: 'Deal ID', name: 'Deal name', amount: { column: 'Amount (EUR)', currency: 'EUR' }, type: { value: 'netNew' } },
          ...{ status: { column: 'Stage', values: { Won: 'won', Lost: 'lost' } }, closedOn: 'Close date' },
        },
      },
    ];
    const connected = await house.call(clara, 'POST', at(''), { workbook: 'Sales/Deals.xlsx', table: 'Deals', entries });
    expect(connected.status).toBe(201);
    expect(connected.json).toMatchObject({ kind: 'workbook', name: 'Sales/Deals.xlsx, table Deals', isMade: false });
    await house.call(clara, 'POST', at('/sync'), {});
    const { json } = await house.call(clara, 'GET', at(''));
    expect(json.sources).toMatchObject([{ kind: 'workbook', state: 'fresh', records: 2, quarantined: 0 }]);

    const again = await house.call(clara, 'POST', at(''), { workbook: 'Sales/Deals.xlsx', table: 'Deals', entries });
    expect([again.status, again.json.type]).toEqual([409, 'source-exists']);
    const other = { entries: [{ ...entries[0], fields: { id: 'Deal ID', name: 'Deal name' } }] };
    const changed = await house.call(clara, 'PUT', at(`/${connected.json.id}/mapping`), other);
    expect(changed.status).toBe(200);
    const { json: mapping } = await house.call(clara, 'GET', at(`/${connected.json.id}/mapping`));
    expect(mapping.entries[0].fields).toEqual({ id: 'Deal ID', name: 'Deal name' });
  });

  it('previews and connects a CSV file', async () => {
    const preview = await house.call(clara, 'POST', at('/preview'), { file: 'rates.csv' });
    expect(preview.json).toMatchObject({ list: 'rates.csv', parts: null, proposal: { recordType: 'rate' } });
    const fields = { id: 'Key', fiscalYear: 'Fiscal year', currency: 'Currency', planRate: 'Plan rate' };
    const { status } = await house.call(clara, 'POST', at(''), { file: 'rates.csv', entries: [{ recordType: 'rate', fields }] });
    expect(status).toBe(201);
  });

  it('says what is wrong with a file, and which files there are', async () => {
    const broken = await house.call(clara, 'POST', at('/preview'), { workbook: 'broken.xlsx' });
    expect([broken.status, broken.json.type]).toEqual([422, 'source-unreadable']);
    expect(broken.json.detail).toMatch(/^broken.xlsx is /);
    const none = await house.call(clara, 'POST', at('/preview'), { workbook: 'Sales/Deal.xlsx' });
    expect([none.status, none.json.type]).toEqual([404, 'unknown-list']);
    expect(none.json.detail).toContain('did you mean "Deals.xlsx"?');
    const both = await house.call(clara, 'POST', at('/preview'), { workbook: 'a.xlsx', file: 'b.csv' });
    expect([both.status, both.json.type]).toEqual([400, 'invalid-body']);
    const outside = await house.call(clara, 'POST', at('/preview'), { file: '../../etc/passwd.csv' });
    expect([outside.status, outside.json.type]).toEqual([422, 'invalid-mapping']);
  });
});

describe('disconnecting a source', () => {
  it('is asked first, with the number of records that go', async () => {
    const id = (await house.call(clara, 'GET', at(''))).json.sources.find((one: { kind: string }) => one.kind === 'workbook').id;
    expect((await house.call(haruka, 'DELETE', at(`/${id}?records=2`))).status).toBe(403);
    for (const wrong of ['', '?records=3']) {
      const { status, json } = await house.call(clara, 'DELETE', at(`/${id}${wrong}`));
      expect([status, json.type]).toEqual([409, 'disconnect-unconfirmed']);
    }
    const { status, json } = await house.call(clara, 'DELETE', at(`/${id}?records=2`));
    expect([status, json]).toEqual([200, { id, name: 'Sales/Deals.xlsx, table Deals', records: 2, quarantined: 0 }]);
    expect((await house.call(clara, 'GET', at('/../records/opportunity'))).json.total).toBe(0);
    expect((await house.call(clara, 'DELETE', at(`/${id}?records=0`))).json.type).toBe('unknown-source');
  });
});
