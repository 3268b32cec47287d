import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fiscalYearSql } from '../../src/kpis/fiscalYear.ts';
import { groups, kpiById, kpis } from '../../src/kpis/index.ts';
import { clear, insert, openRecords, rowsOf, totals, touchedBy } from './kpis.support.ts';

let db: PGlite;
beforeAll(async () => {
  db = await openRecords();
});
afterAll(() => db.close());
beforeEach(() => clear(db));

const kpi = (id: string) => {
  const found = kpiById(id);
  if (!found) throw new Error(`no KPI ${id}`);
  return found;
};

describe('every KPI', () => {
  it.each(kpis.map((each) => [each.id, each] as const))('%s runs on empty tables', async (_id, each) => {
    await rowsOf(db, each);
    for (const type of Object.keys(each.touches) as (keyof typeof each.touches)[]) await touchedBy(db, each, type, ['x']);
  });
  it.each(kpis.map((each) => [each.id, each] as const))('%s explains each of its reasons', (_id, each) => {
    const select = each.select(fiscalYearSql('07-01'));
    for (const [key, reason] of Object.entries(each.reasons)) {
      expect(select).toContain(`'${key}'`);
      expect(reason.text.en && reason.text['zh-CN']).toBeTruthy();
    }
    expect(groups[each.group]).toBeDefined();
  });
});

describe('a record with several partners', () => {
  it('is shared among the distinct ones so that the parts add up to the whole', async () => {
    await insert(db, 'opportunity', {
      id: 'o1', type: 'netNew', status: 'won', amount: '100.01', closedOn: '2025-08-01', partnersIds: ['b', 'a', 'b', null, 'c'],
    });
    const rows = await rowsOf(db, kpi('net-new-revenue'));
    expect(rows.map((row) => [row.partner_id, row.numerator])).toEqual([['a', '33.336667'], ['b', '33.336666'], ['c', '33.336667']]);
    expect(totals(rows, '2025-08-01').numerator).toBe(100.01);
    expect(totals(await rowsOf(db, kpi('win-rate')), '2025-08-01')).toEqual({ numerator: 1, denominator: 1 });
  });
});

describe('share of wallet', () => {
  it('spreads the estimate of a year over its twelve months', async () => {
    await insert(db, 'revenue', { id: 'w', kind: 'wallet', recognisedOn: '2026-02-10', amount: '1000' }, { id: 'r', kind: 'addressable', recognisedOn: '2025-08-15', amount: '50' });
    const rows = await rowsOf(db, kpi('share-of-wallet'));
    expect(totals(rows, '2025-09-30')).toEqual({ numerator: 50, denominator: 250 });
    expect(totals(rows, '2026-06-30').denominator).toBe(1000);
  });
});
