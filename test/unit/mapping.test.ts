import { describe, expect, it } from '@jest/globals';
import { compileEntry } from '../../src/sources/mapping/compile.ts';
import { MappingError, MissingColumnError } from '../../src/sources/mapping/errors.ts';
import type { Cell } from '../../src/sources/mapping/parse/cell.ts';
import { normalizeName } from '../../src/sources/mapping/references.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { SourceColumn } from '../../src/sources/mapping/types.ts';

const pipeline = {
  account: { name: 'Hardware Co', fiscalYearStart: '01-01', currency: 'USD' },
  opportunity: {
    list: 'sales_pipeline',
    where: { column: 'region', equals: 'Global' },
    fields: {
      id: 'opportunity_id',
      owner: 'sales_agent',
      product: 'product',
      organization: { column: 'account', match: 'name' },
      status: { column: 'deal_stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } },
      amount: { column: 'close_value', currency: 'USD' },
      createdOn: { column: 'engage_date', format: 'yyyy-MM-dd' },
      type: { value: 'netNew' },
    },
  },
};
const headers = ['opportunity_id', 'sales_agent', 'product', 'account', 'deal_stage', 'close_value', 'engage_date', 'region', 'salary'];
const columnsOf = (names: readonly string[]): SourceColumn[] =>
  names.map((name) => ({ name: name.replaceAll('_', '_x005f_'), displayName: name }));

function compiled(mapping: unknown = pipeline, columns = columnsOf(headers)) {
  const entry = readMapping(mapping).entries[0];
  if (!entry) throw new Error('no entry');
  return compileEntry(entry, { source: 'sales_pipeline', columns, accountCurrency: 'USD', timeZone: null });
}
const row = (cells: Record<string, Cell>, columns = columnsOf(headers)) => ({
  id: '7',
  url: 'https://contoso.example/7',
  modifiedAt: '2026-01-02T03:04:05.000Z',
  modifiedBy: 'alex@contoso.example',
  cells: Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [columns.find((column) => column.displayName === name)?.name ?? name, cell]),
  ),
});
const won: Record<string, Cell> = {
  opportunity_id: '1C1I7A6R',
  sales_agent: 'Moses Frase',
  product: 'GTX Plus Basic',
  account: 'Cancity',
  deal_stage: 'Won',
  engage_date: '2016-10-20',
  close_value: '1054',
  region: 'Global',
  salary: 1,
};

describe('a mapping', () => {
  it('makes a record of a row', () => {
    expect(compiled().mapRow(row(won))).toEqual({
      record: {
        id: '1C1I7A6R',
        fields: {
          owner: 'Moses Frase',
          product: 'GTX Plus Basic',
          organization: 'Cancity',
          status: 'won',
          amount: { amount: '1054', currency: 'USD' },
          createdOn: '2016-10-20',
          type: 'netNew',
        },
        sourceRowId: '7',
        sourceUrl: 'https://contoso.example/7',
        modifiedAt: '2026-01-02T03:04:05.000Z',
        modifiedBy: 'alex@contoso.example',
      },
    });
  });

  it('leaves an empty cell empty, and any other word to "*"', () => {
    const mapped = compiled().mapRow(row({ ...won, account: '', engage_date: 'N/A', close_value: null, deal_stage: 'Prospecting' }));
    expect(mapped).toMatchObject({
      record: { fields: { status: 'open', owner: 'Moses Frase', product: 'GTX Plus Basic', type: 'netNew' } },
    });
    expect(Object.keys((mapped as { record: { fields: object } }).record.fields)).not.toContain('organization');
  });

  it("keeps nothing of a row that is another customer's", () => {
    expect(compiled().mapRow(row({ ...won, region: 'Local', close_value: 'garbage' }))).toEqual({ notOurs: true });
    expect('record' in compiled().mapRow(row({ ...won, region: ' global ' }))).toBe(true);
  });

  it('quarantines a row with each column that could not be read, its value and what was expected, and mapped columns only', () => {
    const mapped = compiled().mapRow(row({ ...won, engage_date: 'last week', close_value: 'lots' }));
    expect(mapped).toEqual({
      quarantine: {
        recordId: '1C1I7A6R',
        reasons: [
          { column: 'close_value', field: 'amount', value: 'lots', expected: 'an amount such as 1234.50, with its currency or without' },
          { column: 'engage_date', field: 'createdOn', value: 'last week', expected: 'a date as yyyy-MM-dd' },
        ],
        cells: expect.not.objectContaining({ salary: expect.anything() }),
      },
    });
  });

  it('quarantines a row without a key', () => {
    expect(compiled().mapRow(row({ ...won, opportunity_id: ' ' }))).toMatchObject({
      quarantine: { recordId: null, reasons: [{ column: 'opportunity_id', field: 'id', expected: 'a key: every row needs one' }] },
    });
  });

  it('asks the source only for the columns that it reads', () => {
    expect(
      compiled()
        .columns.map((column) => column.displayName)
        .sort(),
    ).toEqual(headers.filter((name) => name !== 'salary').sort());
  });

  it('finds columns by display name, by internal name, and in any letter case', () => {
    const columns: SourceColumn[] = [
      { name: 'Deal_x0020_Stage', displayName: 'Deal Stage' },
      { name: 'field_1', displayName: 'Id' },
    ];
    const mapping = (stage: string) => ({ opportunity: { list: 'x', fields: { id: 'ID', stage } } });
    for (const stage of ['Deal Stage', 'Deal_x0020_Stage', 'deal  stage']) {
      const entry = readMapping(mapping(stage)).entries[0];
      if (!entry) throw new Error('no entry');
      const mapped = compileEntry(entry, { source: 'x', columns, accountCurrency: null, timeZone: null });
      expect(mapped.mapRow({ ...row({}), cells: { Deal_x0020_Stage: 'Won', field_1: 'a' } })).toMatchObject({
        record: { id: 'a', fields: { stage: 'Won' } },
      });
    }
  });

  it('that names a column which is not there is one problem of the source, with the nearest name', () => {
    expect(() => compiled(pipeline, columnsOf(headers.map((name) => (name === 'engage_date' ? 'engaged_date' : name))))).toThrow(
      MissingColumnError,
    );
    expect(() => compiled(pipeline, columnsOf(headers.map((name) => (name === 'engage_date' ? 'engaged_date' : name))))).toThrow(
      'sales_pipeline has no column "engage_date"; did you mean "engaged_date"?',
    );
    expect(() => compiled(pipeline, [...columnsOf(headers), { name: 'other', displayName: 'product' }])).toThrow(
      /2 columns named "product"/,
    );
  });

  it('takes the currency from a column of its own, or from the cell', () => {
    const mapping = { revenue: { list: 'r', fields: { id: { row: true }, amount: { column: 'amount', currencyColumn: 'currency' } } } };
    const columns = columnsOf(['amount', 'currency']);
    const map = (cells: Record<string, Cell>) => compiled(mapping, columns).mapRow(row(cells, columns));
    expect(map({ amount: 12.5, currency: 'eur' })).toMatchObject({
      record: { id: '7', fields: { amount: { amount: '12.5', currency: 'EUR' } } },
    });
    expect(map({ amount: 12.5, currency: '' })).toMatchObject({ record: { fields: { amount: { amount: '12.5', currency: null } } } });
    expect(map({ amount: 12.5, currency: 'beans' })).toMatchObject({ quarantine: { reasons: [{ field: 'amount' }] } });
    expect(map({ amount: '€5', currency: 'USD' })).toMatchObject({
      quarantine: { reasons: [{ field: 'amount', expected: 'an amount in USD' }] },
    });
  });

  it('makes an id of several columns', () => {
    const columns = columnsOf(['year', 'currency', 'rate']);
    const mapping = {
      rate: { list: 'r', fields: { id: { columns: ['year', 'currency'] }, fiscalYear: 'year', currency: 'currency', planRate: 'rate' } },
    };
    expect(compiled(mapping, columns).mapRow(row({ year: 'FY26', currency: 'EUR', rate: '1,1' }, columns))).toMatchObject({
      record: { id: 'FY26:EUR', fields: { fiscalYear: 2026, currency: 'EUR', planRate: '1.1' } },
    });
  });

  it('may have several entries of one record type', () => {
    const entry = { list: 'r', fields: { id: 'id', kind: { value: 'billed' } } };
    expect(readMapping({ revenue: [entry, { ...entry, fields: { id: 'id', kind: { value: 'wallet' } } }] }).entries).toHaveLength(2);
  });

  it('knows which fields refer to other records', () => {
    expect(compiled().references).toEqual([{ field: 'organization', refersTo: 'organization', match: 'name', many: false }]);
  });

  it('takes every setting of the account', () => {
    const account = {
      name: 'Contoso',
      currency: 'EUR',
      fiscalYearStart: '07-01',
      timeZone: 'Europe/Berlin',
      planFrom: '2024-07-01',
      eaPrograms: ['EA', 'EAS'],
      annuityPrograms: 'EA; CSP',
      keyWinThreshold: 500000,
      renewalGraceDays: 90,
      conditionsScope: 'organizations',
    };
    expect(readMapping({ account }).account).toEqual({
      ...account,
      annuityPrograms: ['EA', 'CSP'],
      keyWinThreshold: { amount: '500000', currency: null },
    });
  });
});

describe('a mapping that cannot be used', () => {
  const withFields = (fields: object) => ({ opportunity: { list: 'x', fields: { id: 'id', ...fields } } });
  it.each([
    [[], 'mapping.json: expected an object'],
    [{ oportunity: {} }, 'oportunity: there is no such record type; did you mean opportunity?'],
    [{ opportunity: { fields: { id: 'id' } } }, 'opportunity.list: expected string'],
    [{ opportunity: { list: 'x', fields: { name: 'n' } } }, 'opportunity.fields.id: expected the column that holds the id'],
    [withFields({ ammount: 'a' }), 'opportunity.fields.ammount: opportunity has no such field; did you mean amount?'],
    [withFields({ amount: { colum: 'a' } }), 'opportunity.fields.amount.colum: there is no such setting here; did you mean column?'],
    [withFields({ amount: {} }), 'opportunity.fields.amount: expected one of "column" and "value"'],
    [withFields({ amount: 5 }), 'opportunity.fields.amount: expected object'],
    [withFields({ amount: { column: 'a', currency: 'EURR' } }), 'opportunity.fields.amount.currency: expected a currency code'],
    [withFields({ product: { column: 'a', currency: 'EUR' } }), 'opportunity.fields.product.currency: only an amount has a currency'],
    [
      withFields({ closedOn: { column: 'a', format: 'week' } }),
      'opportunity.fields.closedOn.format: expected a format of year, month and day',
    ],
    [
      withFields({ status: { column: 'a', values: { Won: 'wonn' } } }),
      'opportunity.fields.status.values.Won: expected one of open, won, lost, got "wonn"',
    ],
    [withFields({ type: { value: 'new' } }), 'opportunity.fields.type.value: expected one of netNew, expansion, renewal'],
    [withFields({ product: { column: 'a', match: 'name' } }), 'opportunity.fields.product.match: only a reference'],
    [{ opportunity: { list: 'x', where: { column: 'a' }, fields: { id: 'id' } } }, 'opportunity.where: expected either "equals" or "in"'],
    [{ account: { fiscalYear: '07-01' } }, 'account.fiscalYear: there is no such setting; did you mean fiscalYearStart?'],
    [{ account: { fiscalYearStart: '7/1' } }, 'account.fiscalYearStart: expected the first day of the fiscal year as MM-DD'],
    [{ account: { timeZone: 'Mars/Olympus' } }, 'account.timeZone: expected a time zone'],
    [
      { revenue: [{ list: 'x', fields: { id: 'id', amont: 'a' } }] },
      'revenue[0].fields.amont: revenue has no such field; did you mean amount?',
    ],
  ] as [unknown, string][])('says where and why: %j', (mapping, message) => {
    expect(() => readMapping(mapping)).toThrow(MappingError);
    expect(() => readMapping(mapping)).toThrow(message);
  });
});

describe('names of organizations', () => {
  it.each([
    ['ACME Corporation', 'Acme'],
    ['Contoso, Ltd.', 'contoso ltd'],
    ['Fabrikam  GmbH & Co. KG', 'Fabrikam'],
    ['ＣＯＮＴＯＳＯ', 'Contoso'],
    ['微软（中国）有限公司', '微软(中国)'],
    ["O'Neill S.A.", 'ONeill'],
  ])('%j and %j are one', (a, b) => expect(normalizeName(a)).toBe(normalizeName(b)));
  it.each([
    ['Contoso', 'Contoso Japan'],
    ['Company', 'Limited'],
    ['GTX Pro', 'GTXPro'],
  ])('%j and %j are two', (a, b) => expect(normalizeName(a)).not.toBe(normalizeName(b)));
});
