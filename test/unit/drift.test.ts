import { describe, expect, it } from '@jest/globals';
import { MissingColumnError } from '../../src/sources/mapping/errors.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { followColumns } from '../../src/sync/drift.ts';

const { entries } = readMapping({
  opportunity: {
    list: 'Deals',
    fields: { id: 'Deal id', closedOn: 'Close Date', amount: { column: 'Amount', currencyColumn: 'Currency' } },
  },
});
const columns = [
  { name: 'Deal_x0020_id', displayName: 'Deal id' },
  { name: 'Close_x0020_Date', displayName: 'Close Date', kind: 'date' as const },
  { name: 'Amount', displayName: 'Amount' },
  { name: 'Currency', displayName: 'Currency' },
];
const { known } = followColumns('Deals', entries, columns, []);
const changed = (name: string, change: Record<string, unknown>) =>
  columns.map((column) => (column.name === name ? { ...column, ...change } : column));

describe('a mapped column', () => {
  it('is remembered by its own name', () => {
    expect(known).toContainEqual({ ref: 'Close Date', name: 'Close_x0020_Date', displayName: 'Close Date', kind: 'date' });
    expect(followColumns('Deals', entries, columns, known)).toEqual({ entries, notices: [], known });
  });
  it('that was renamed is read on under its new name, and said until the mapping is confirmed', () => {
    const drift = followColumns('Deals', entries, changed('Close_x0020_Date', { displayName: 'Closed' }), known);
    expect(drift.entries[0]?.fields.closedOn).toEqual({ column: 'Closed' });
    expect(drift.notices).toEqual([
      {
        code: 'columnRenamed',
        message:
          'the column ‘Close Date’ that gives closedOn was renamed to ‘Closed’: it is read on under its new name. Confirm it in the mapping',
      },
    ]);
    expect(drift.known).toEqual(known);
  });
  it('that was renamed while another took its name is asked about', () => {
    const swapped = [...changed('Close_x0020_Date', { displayName: 'Closed' }), { name: 'Close_x0020_Date0', displayName: 'Close Date' }];
    expect(() => followColumns('Deals', entries, swapped, known)).toThrow(
      'the column ‘Close Date’ that gives closedOn was renamed to ‘Closed’, and another column of Deals is now called ‘Close Date’',
    );
  });
  it('that is gone stops the reading, and says what it gave and what may be meant', () => {
    const without = columns.filter((column) => column.name !== 'Currency').concat({ name: 'Curr', displayName: 'Currencies' });
    expect(() => followColumns('Deals', entries, without, known)).toThrow(
      'the column ‘Currency’ that gives amount is no longer in Deals (is it ‘Currencies’ now?): its records stay as they were last read',
    );
    expect(() => followColumns('Deals', entries, without, known)).toThrow(MissingColumnError);
  });
  it('that was deleted and made anew under the same name is read', () => {
    const anew = changed('Amount', { name: 'Amount0' });
    const drift = followColumns('Deals', entries, anew, known);
    expect(drift.notices).toEqual([]);
    expect(drift.known.find(({ ref }) => ref === 'Amount')?.name).toBe('Amount0');
  });
  it('of another type is said', () => {
    const drift = followColumns('Deals', entries, changed('Close_x0020_Date', { kind: undefined }), known);
    expect(drift.notices).toMatchObject([{ code: 'columnRetyped', message: expect.stringContaining('held dates and now holds no dates') }]);
  });
});
