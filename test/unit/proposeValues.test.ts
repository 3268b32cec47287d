import { describe, expect, it } from '@jest/globals';
import { compileEntry } from '../../src/sources/mapping/compile.ts';
import { multiply } from '../../src/sources/mapping/parse/scaled.ts';
import { alsoAnswers, type Candidate, proposeList } from '../../src/sources/mapping/propose/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { sampleFrom } from './proposals/fixture.ts';

const deals = (rows: string) =>
  sampleFrom({ list: 'Deals', csv: `Deal ID,Deal Name,Account,Stage,Amount,Close Date,Created Date\n${rows}` });
const entryOf = (rows: string) => {
  const { entry } = proposeList(deals(rows));
  if (!entry) throw new Error('nothing was proposed');
  return entry;
};
const field = (entry: ReturnType<typeof entryOf>, name: string) => entry.fields.find((one) => one.field === name);
const question = (entry: ReturnType<typeof entryOf>, name: string) => entry.questions.find((one) => one.field === name);

describe('the format of dates', () => {
  it('is told by a day above twelve', () => {
    expect(
      field(entryOf('D-1,A,X,Closed Won,10,01/31/2025,01/02/2025\nD-2,B,Y,Closed Lost,20,02/03/2025,02/01/2025'), 'closedOn')?.mapping,
    ).toEqual({ column: 'Close Date', format: 'MM/dd/yyyy' });
    expect(
      field(entryOf('D-1,A,X,Closed Won,10,31/01/2025,01/02/2025\nD-2,B,Y,Closed Lost,20,02/03/2025,02/01/2025'), 'closedOn')?.mapping,
    ).toEqual({ column: 'Close Date', format: 'dd/MM/yyyy' });
  });
  it('of one column holds for the others of the list', () => {
    const entry = entryOf('D-1,A,X,Closed Won,10,31/01/2025,01/02/2025\nD-2,B,Y,Closed Lost,20,02/03/2025,02/01/2025');
    expect(field(entry, 'createdOn')?.mapping).toEqual({ column: 'Created Date', format: 'dd/MM/yyyy' });
    expect(field(entry, 'createdOn')?.reason.en).toContain('as the values of ‘Close Date’ show');
  });
  it('is asked where no value tells, and one answer does for all', () => {
    const entry = entryOf('D-1,A,X,Closed Won,10,01/03/2025,01/02/2025\nD-2,B,Y,Closed Lost,20,02/03/2025,02/01/2025');
    expect(field(entry, 'closedOn')).toBeUndefined();
    const asked = question(entry, 'closedOn');
    expect(asked?.candidates.map(({ mapping }) => mapping?.format).sort()).toEqual(['MM/dd/yyyy', 'dd/MM/yyyy']);
    const created = question(entry, 'createdOn') as NonNullable<typeof asked>;
    expect(alsoAnswers(asked?.candidates[0] as Candidate, created)?.mapping).toEqual({
      ...asked?.candidates[0]?.mapping,
      column: 'Created Date',
    });
  });
});

describe('an amount', () => {
  it('whose point may separate thousands is asked about', () => {
    const entry = entryOf('D-1,A,X,Closed Won,€ 1.250,2025-01-31,2025-01-02\nD-2,B,Y,Closed Lost,€ 12.500,2025-02-03,2025-01-02');
    expect(question(entry, 'amount')?.candidates.map(({ mapping }) => mapping?.decimal)).toEqual([',', '.']);
  });
  it('with a sign that two currencies share is asked about', () => {
    const entry = entryOf('D-1,A,X,Closed Won,¥1250,2025-01-31,2025-01-02\nD-2,B,Y,Closed Lost,¥12500,2025-02-03,2025-01-02');
    expect(question(entry, 'amount')?.candidates.map(({ mapping }) => mapping?.currency)).toEqual(['CNY', 'JPY']);
  });
  it('that counts ten thousands is multiplied exactly', () => {
    expect(multiply('120.5', 10_000)).toBe('1205000');
    expect(multiply('-0.00001', 10_000)).toBe('-0.1');
    const { entries } = readMapping({
      opportunity: { list: 'L', fields: { id: 'a', amount: { column: 'b', times: 10_000, currency: 'CNY' } } },
    });
    const compiled = compileEntry(entries[0] as (typeof entries)[number], {
      source: 'L',
      columns: ['a', 'b'].map((name) => ({ name, displayName: name })),
      accountCurrency: null,
      timeZone: null,
    });
    expect(compiled.mapRow({ id: '1', url: null, modifiedAt: null, modifiedBy: null, cells: { a: 'x', b: '120.55' } })).toMatchObject({
      record: { fields: { amount: { amount: '1205500', currency: 'CNY' } } },
    });
    expect(() => readMapping({ opportunity: { list: 'L', fields: { id: 'a', name: { column: 'b', times: 10 } } } })).toThrow(
      'only an amount or a number stands for several',
    );
  });
});

describe('a stage', () => {
  it('that nobody knows is not called open', () => {
    const entry = entryOf(
      'D-1,A,X,Closed Won,10,2025-01-31,2025-01-02\nD-2,B,Y,Closed Lost,20,2025-02-03,2025-01-02\nD-3,C,Z,Zebra,20,,2025-01-02',
    );
    expect(field(entry, 'status')).toBeUndefined();
    expect(question(entry, 'status')?.candidates[0]?.reason.en).toContain('not known: ‘Zebra’');
  });
});

describe('one close date for open and closed deals', () => {
  it('is the expected close of the open ones', () => {
    const entry = entryOf('D-1,A,X,Closed Won,10,2025-01-31,2025-01-02\nD-2,B,Y,Negotiation,20,2025-12-03,2025-01-02');
    expect(field(entry, 'expectedClose')?.mapping).toEqual({ column: 'Close Date' });
    expect(field(entry, 'closedOn')?.mapping).toEqual({ column: 'Close Date' });
  });
  it('is only the closed date where open deals have none', () => {
    const entry = entryOf('D-1,A,X,Closed Won,10,2025-01-31,2025-01-02\nD-2,B,Y,Negotiation,20,,2025-01-02');
    expect(field(entry, 'expectedClose')).toBeUndefined();
    expect(field(entry, 'closedOn')?.mapping).toEqual({ column: 'Close Date' });
  });
});
