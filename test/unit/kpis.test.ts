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
    const segments = ['renewal', 'move'];
    for (const [, key = ''] of select.matchAll(/(?:then|else) '(\w+)'/g))
      expect([...Object.keys(each.reasons), ...segments]).toContain(key);
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
      id: 'o1',
      type: 'netNew',
      status: 'won',
      amount: '100.01',
      closedOn: '2025-08-01',
      partnersIds: ['b', 'a', 'b', null, 'c'],
    });
    const rows = await rowsOf(db, kpi('net-new-revenue'));
    expect(rows.map((row) => [row.partner_id, row.numerator])).toEqual([
      ['a', '33.336666666667'],
      ['b', '33.336666666666'],
      ['c', '33.336666666667'],
    ]);
    expect(totals(rows, '2025-08-01').numerator).toBe(100.01);
    expect(totals(await rowsOf(db, kpi('win-rate')), '2025-08-01')).toEqual({ numerator: 1, denominator: 1 });
  });
});

describe('share of wallet', () => {
  it('spreads the estimate of a year over its twelve months', async () => {
    await insert(
      db,
      'revenue',
      { id: 'w', kind: 'wallet', recognisedOn: '2026-02-10', amount: '1000' },
      { id: 'r', kind: 'addressable', recognisedOn: '2025-08-15', amount: '50' },
    );
    const rows = await rowsOf(db, kpi('share-of-wallet'));
    expect(totals(rows, '2025-09-30')).toEqual({ numerator: 50, denominator: 250 });
    expect(totals(rows, '2026-06-30').denominator).toBe(1000);
  });
});

const year = ['2025-07-01', '2026-06-30'] as const;
const due = { id: 'p', program: 'EA', organizationId: 'o', startsOn: '2022-12-16', endsOn: '2025-12-15', annualValue: '100' };
const next = { program: 'EAS', startsOn: '2025-12-16', endsOn: '2026-12-15', renewsIds: ['p'] };

describe('EA renewal rate', () => {
  const rate = async (day: string, id = 'ea-renewal-rate') => totals(await rowsOf(db, kpi(id)), day, year);

  it('cumulates the successors in order of signature, up to the own value', async () => {
    await insert(
      db,
      'agreement',
      due,
      { ...next, id: 's2', annualValue: '80', signedOn: '2026-01-10' },
      { ...next, id: 's1', annualValue: '60', signedOn: '2025-12-01' },
    );
    expect(await rate('2025-12-14')).toEqual({ numerator: 0, denominator: 0 });
    expect(await rate('2025-12-15')).toEqual({ numerator: 60, denominator: 100 });
    expect(await rate('2026-01-10')).toEqual({ numerator: 100, denominator: 100 });
    expect(await rate('2026-01-10', 'annuity-retention')).toEqual({ numerator: 140, denominator: 100 });
    expect(await rate('2026-01-10', 'ea-renewal-rate-count')).toEqual({ numerator: 1, denominator: 1 });
    expect(await rate('2026-01-10', 'ea-on-time-renewal-rate')).toEqual({ numerator: 100, denominator: 100 });
  });

  it('divides a successor of several in proportion to their values', async () => {
    await insert(
      db,
      'agreement',
      due,
      { ...due, id: 'q', annualValue: '300' },
      { ...next, id: 's', renewsIds: ['p', 'q', 'q', 's', 'gone'], annualValue: '200', signedOn: '2025-12-01' },
    );
    const rows = await rowsOf(db, kpi('ea-renewal-rate'));
    expect(
      rows.filter((row) => row.part === 'renewed:s' && row.excluded === null).map((row) => [row.subject, Number(row.numerator)]),
    ).toEqual([
      ['p', 50],
      ['q', 150],
    ]);
    expect(await touchedBy(db, kpi('ea-renewal-rate'), 'agreement', ['q'])).toEqual(['gone', 'p', 'q', 's']);
  });

  it('does not let an extension, itself, another programme or a late signature renew it', async () => {
    await insert(
      db,
      'agreement',
      { ...due, renewsIds: ['p'] },
      { ...next, id: 'extension', endsOn: '2026-12-14', annualValue: '100', signedOn: '2025-12-01' },
      { ...next, id: 'late', annualValue: '100', signedOn: '2026-03-16' },
      { ...next, id: 'moved', program: 'CSP', annualValue: '100', signedOn: '2025-12-01' },
      { ...next, id: 'unsigned', annualValue: '100' },
    );
    expect(await rate('2026-06-30')).toEqual({ numerator: 0, denominator: 100 });
    const reasons = (await rowsOf(db, kpi('ea-renewal-rate'), ['p'])).map((row) => [row.part, row.excluded]);
    expect(reasons).toEqual([
      ['', null],
      ['renewed:extension', 'successorTooShort'],
      ['renewed:late', 'successorSignedLate'],
      ['renewed:moved', 'successorNotEaType'],
      ['renewed:unsigned', 'successorNotSigned'],
    ]);
    await insert(db, 'agreement', { ...next, id: 'inTime', annualValue: '40', signedOn: '2026-03-15' });
    expect(await rate('2026-03-14')).toEqual({ numerator: 0, denominator: 100 });
    expect(await rate('2026-03-15')).toEqual({ numerator: 40, denominator: 100 });
    expect((await rowsOf(db, kpi('annuity-retention'))).find((row) => row.subject === 'p' && row.part === 'renewed:moved')?.segment).toBe(
      'move',
    );
  });

  it('compares two currencies at the plan rates of the due date, and leaves the agreement out where one is missing', async () => {
    await insert(
      db,
      'agreement',
      { ...due, annualValueCurrency: 'EUR' },
      { ...next, id: 's', annualValue: '66', annualValueCurrency: null, signedOn: '2025-12-01' },
    );
    expect((await rowsOf(db, kpi('ea-renewal-rate'), ['p'])).map((row) => row.excluded)).toEqual(['noPlanRate', 'noPlanRate']);
    await insert(db, 'rate', { id: 'r', fiscalYear: 2026, currency: 'EUR', planRate: '1.1' });
    expect(await rate('2025-12-15')).toEqual({ numerator: 60, denominator: 100 });
  });
});

describe('annuity customers', () => {
  it('counts an organization once, gaps left out, the end day included and a termination day not', async () => {
    await insert(
      db,
      'agreement',
      { id: 'a', organizationId: 'o', program: 'EA', startsOn: '2024-01-01', endsOn: '2024-12-31' },
      { id: 'b', organizationId: 'o', program: 'CSP', startsOn: '2024-06-01', terminatedOn: '2025-03-01' },
      { id: 'c', organizationId: 'o', program: 'EA', startsOn: '2024-07-01', endsOn: '2024-08-01' },
      { id: 'd', organizationId: 'o', program: 'SCE', startsOn: '2025-05-01' },
    );
    const rows = await rowsOf(db, kpi('annuity-customers'));
    const on = (day: string) => totals(rows, day).numerator;
    expect(
      ['2023-12-31', '2024-01-01', '2024-07-15', '2024-12-31', '2025-02-28', '2025-03-01', '2025-05-01', '2030-01-01'].map(on),
    ).toEqual([0, 1, 1, 1, 1, 0, 1, 1]);
    expect(rows.find((row) => row.record_id === 'c')?.excluded).toBe('coveredByAnother');
  });
});

describe('pipeline coverage and the forecast', () => {
  beforeEach(() =>
    insert(
      db,
      'opportunity',
      {
        id: 'open',
        type: 'netNew',
        status: 'open',
        forecastCategory: 'commit',
        amount: '50',
        createdOn: '2025-05-01',
        expectedClose: '2025-12-31',
      },
      {
        id: 'won',
        type: 'netNew',
        status: 'won',
        amount: '30',
        createdOn: '2025-07-10',
        expectedClose: '2025-09-30',
        closedOn: '2025-09-01',
        organizationId: 'o',
      },
    ),
  );
  it('sets what is open against what is missing to the target', async () => {
    await insert(
      db,
      'target',
      { id: 't1', kpi: 'net-new-revenue', period: 'FY2026-Q1', value: '60' },
      { id: 't2', kpi: 'net-new-revenue', period: 'FY2026-Q2', value: '40' },
      { id: 't3', kpi: 'net-new-revenue', period: 'FY2026', value: '25', organizationId: 'o' },
      { id: 't4', kpi: 'net-new-revenue', period: 'FY2026-Q1', value: '1', organizationId: 'o' },
    );
    const rows = await rowsOf(db, kpi('pipeline-coverage'));
    expect(totals(rows, '2025-06-30')).toEqual({ numerator: 0, denominator: 0 });
    expect(totals(rows, '2025-08-31')).toEqual({ numerator: 80, denominator: 100 });
    expect(totals(rows, '2025-12-31')).toEqual({ numerator: 50, denominator: 70 });
    expect(totals(rows, '2026-01-01')).toEqual({ numerator: 0, denominator: 70 });
    expect(totals(rows, '2026-07-01')).toEqual({ numerator: 0, denominator: 0 });
    expect(
      totals(
        rows.filter((row) => row.organization_id === 'o'),
        '2025-12-31',
      ).denominator,
    ).toBe(-5);
  });
  it('lets a commit stand until the year ends', async () => {
    const rows = await rowsOf(db, kpi('net-new-forecast'));
    expect(['2025-06-30', '2025-07-01', '2025-09-01', '2026-06-30', '2026-07-01'].map((day) => totals(rows, day).numerator)).toEqual([
      0, 50, 80, 80, 0,
    ]);
  });
});

describe('key wins', () => {
  it('count as they stood when they closed, or by the threshold', async () => {
    await insert(db, 'account', { id: 'account', currency: 'USD', keyWinThreshold: '100' });
    await insert(
      db,
      'opportunity',
      {
        id: 'flagged',
        status: 'won',
        closedOn: '2025-08-01',
        keyWinAtClose: true,
        partnersAtClose: ['x', 'y'],
        partnersIds: [],
        servicesAtClose: true,
      },
      { id: 'flaggedLater', status: 'won', closedOn: '2025-08-01', keyWin: true, amount: '10', partnersIds: ['x'] },
      { id: 'large', status: 'won', closedOn: '2025-08-01', amount: '100', partnersAtClose: [] },
      { id: 'renewal', type: 'renewal', status: 'won', closedOn: '2025-08-01', keyWinAtClose: true },
    );
    expect(totals(await rowsOf(db, kpi('partner-attach')), '2025-08-01')).toEqual({ numerator: 1, denominator: 2 });
    expect(totals(await rowsOf(db, kpi('services-attach')), '2025-08-01')).toEqual({ numerator: 1, denominator: 2 });
  });
});

describe('scores', () => {
  it('stand until the next answer of the same person, at most 12 months', async () => {
    await insert(
      db,
      'score',
      { id: 's1', contactId: 'c', method: 'nps', score: '10', answeredOn: '2025-01-10' },
      { id: 's2', contactId: 'c', method: 'nps', score: '5', answeredOn: '2025-03-10' },
      { id: 's3', contactId: 'd', method: 'nsat5', score: '3', answeredOn: '2025-02-01' },
      { id: 's4', contactId: 'c', method: 'nps', score: '11', answeredOn: '2025-04-01' },
    );
    const scaled = await rowsOf(db, kpi('relationship-score'));
    expect(['2025-01-09', '2025-01-10', '2025-02-01', '2025-03-10', '2026-02-01', '2026-03-10'].map((day) => totals(scaled, day))).toEqual([
      { numerator: 0, denominator: 0 },
      { numerator: 100, denominator: 1 },
      { numerator: 150, denominator: 2 },
      { numerator: 100, denominator: 2 },
      { numerator: 50, denominator: 1 },
      { numerator: 0, denominator: 0 },
    ]);
    expect(totals(await rowsOf(db, kpi('net-satisfaction')), '2025-03-10')).toEqual({ numerator: -100, denominator: 2 });
  });
});

describe('executive coverage', () => {
  it('lapses after 90 days, counts overlaps once, and only while the contact is active', async () => {
    await insert(
      db,
      'contact',
      { id: 'c', level: 'CXO', activeFrom: '2025-01-01', activeUntil: '2025-12-31', sponsorId: 's' },
      { id: 'd', level: 'director' },
    );
    const held = (id: string, heldOn: string, more: object = {}) => ({
      id,
      heldOn,
      kind: 'meeting',
      contacts: ['c:accepted', 'c:declined', 'd:accepted'],
      ...more,
    });
    await insert(
      db,
      'meeting',
      held('m1', '2025-02-01', { withSponsor: true }),
      held('m2', '2025-03-01'),
      held('m3', '2025-08-01', { numberOfPeople: 21 }),
      held('m4', '2025-09-01', { contacts: ['c'] }),
      held('m5', '2025-12-20', { contacts: ['c:confirmed'], kind: 'visit' }),
    );
    const rows = await rowsOf(db, kpi('executive-coverage'));
    const on = (day: string) => totals(rows, day);
    expect(on('2025-03-15')).toEqual({ numerator: 1, denominator: 1 });
    expect(on('2025-05-29').numerator).toBe(1);
    expect(on('2025-05-30')).toEqual({ numerator: 0, denominator: 1 });
    expect(on('2025-09-02').numerator).toBe(0);
    expect(on('2025-12-31')).toEqual({ numerator: 1, denominator: 1 });
    expect(on('2026-01-01')).toEqual({ numerator: 0, denominator: 0 });
    const sponsored = await rowsOf(db, kpi('sponsor-engagement'));
    expect(['2025-07-30', '2025-07-31'].map((day) => totals(sponsored, day).numerator)).toEqual([1, 0]);
  });
});

describe('conditions of satisfaction', () => {
  beforeEach(() =>
    insert(
      db,
      'condition',
      {
        id: 'ours',
        organizationId: 'o',
        side: 'ours',
        openedOn: '2025-01-01',
        closedOn: '2025-12-01',
        measure: 'x',
        ownerId: 'u',
        agreedOn: '2025-02-01',
        reviewedOn: '2025-03-01',
      },
      { id: 'theirs', organizationId: 'o', side: 'theirs', openedOn: '2025-06-01', closedOn: '2025-07-01' },
      { id: 'also theirs', organizationId: 'o', side: 'theirs', openedOn: '2025-06-15', closedOn: '2025-08-01' },
    ),
  );
  it('are judged by six criteria while they are open', async () => {
    await insert(db, 'review', { id: 'r', recordType: 'condition', record: 'ours', reviewedOn: '2025-03-20' });
    const rows = (await rowsOf(db, kpi('cos-quality'))).filter((row) => row.record_id === 'ours');
    expect(
      ['2025-01-01', '2025-03-25', '2025-06-17', '2025-06-18', '2025-07-31', '2025-08-01', '2025-12-01'].map((day) => totals(rows, day)),
    ).toEqual([
      { numerator: 2, denominator: 6 },
      { numerator: 4, denominator: 6 },
      { numerator: 5, denominator: 6 },
      { numerator: 4, denominator: 6 },
      { numerator: 4, denominator: 6 },
      { numerator: 3, denominator: 6 },
      { numerator: 0, denominator: 0 },
    ]);
  });
  it('are in place while both sides have open ones', async () => {
    const account = await rowsOf(db, kpi('cos-in-place'));
    expect(['2025-05-31', '2025-06-01', '2025-07-31', '2025-08-01'].map((day) => totals(account, day))).toEqual([
      { numerator: 0, denominator: 1 },
      { numerator: 1, denominator: 1 },
      { numerator: 1, denominator: 1 },
      { numerator: 0, denominator: 1 },
    ]);
    await insert(db, 'account', { id: 'account', conditionsScope: 'organizations' });
    await insert(db, 'organization', { id: 'o', conditionsInScope: true }, { id: 'p', conditionsInScope: true }, { id: 'q' });
    expect(totals(await rowsOf(db, kpi('cos-in-place')), '2025-06-20')).toEqual({ numerator: 1, denominator: 2 });
  });
});

describe('the account plan', () => {
  it('asks a review of each active item, and an item of each section', async () => {
    await insert(db, 'account', { id: 'account', planFrom: '2025-07-01' });
    await insert(
      db,
      'planItem',
      { id: 'g', section: 'goals', fiscalYear: 2026, doneOn: '2026-03-01', reviewedOn: '2025-10-01' },
      { id: 'r', section: 'risks', fiscalYear: 2026 },
    );
    const rows = await rowsOf(db, kpi('plan-currency'));
    expect(['2025-06-30', '2025-07-01', '2025-10-01', '2025-12-30', '2026-03-01', '2026-07-01'].map((day) => totals(rows, day))).toEqual([
      { numerator: 0, denominator: 0 },
      { numerator: 0, denominator: 6 },
      { numerator: 1, denominator: 6 },
      { numerator: 0, denominator: 6 },
      { numerator: 0, denominator: 6 },
      { numerator: 0, denominator: 6 },
    ]);
    expect(
      totals(
        rows.filter((row) => row.segment === 'goals' && row.record_type === 'account'),
        '2026-03-01',
      ).denominator,
    ).toBe(1);
  });
  it('measures an action by the first due date that was known', async () => {
    const action = { section: 'actions', firstDueOn: '2025-09-01', dueOn: '2025-10-01' };
    await insert(
      db,
      'planItem',
      { ...action, id: 'done', doneOn: '2025-09-01' },
      { ...action, id: 'late', doneOn: '2025-09-15' },
      { ...action, id: 'open' },
    );
    const rows = await rowsOf(db, kpi('plan-actions-on-time'));
    expect(totals(rows, '2025-09-01')).toEqual({ numerator: 1, denominator: 1 });
    expect(totals(rows, '2025-09-02')).toEqual({ numerator: 1, denominator: 3 });
  });
});

describe('business value in discussions', () => {
  it('counts as no from the sixth weekday, until it is answered', async () => {
    // 2025-08-01 is a Friday
    const held = { heldOn: '2025-08-01', kind: 'call', contacts: ['c'] };
    await insert(
      db,
      'meeting',
      { ...held, id: 'silent' },
      { ...held, id: 'late', businessValueDiscussed: true, value: 'x', answeredOn: '2025-09-01' },
      { ...held, id: 'unnamed', businessValueDiscussed: true },
      { ...held, id: 'mail', kind: 'mail', businessValueDiscussed: true, value: 'x' },
    );
    const rows = await rowsOf(db, kpi('business-value-discussions'));
    expect(['2025-08-10', '2025-08-11', '2025-09-01'].map((day) => totals(rows, day))).toEqual([
      { numerator: 0, denominator: 1 },
      { numerator: 0, denominator: 3 },
      { numerator: 1, denominator: 3 },
    ]);
  });
});

describe('deployment', () => {
  it('sets the deployed seats against those of the agreements in force, else against the measured ones', async () => {
    await insert(
      db,
      'deployment',
      { id: 'd1', organizationId: 'o', product: 'p', measuredOn: '2025-01-01', owned: '50', deployed: '30' },
      { id: 'd2', organizationId: 'o', product: 'p', measuredOn: '2025-10-01', deployed: '60' },
    );
    await insert(
      db,
      'agreement',
      { id: 'a', organizationId: 'o', startsOn: '2025-03-01', endsOn: '2025-05-31', lines: ['p:40', 'p:5', 'q:9', 'nonsense'] },
      { id: 'b', organizationId: 'o', startsOn: '2025-05-01', endsOn: '2025-11-30', lines: ['p: 100'] },
    );
    const rows = await rowsOf(db, kpi('deployment'));
    expect(['2025-02-28', '2025-03-01', '2025-05-15', '2025-06-01', '2025-10-01', '2025-12-01'].map((day) => totals(rows, day))).toEqual([
      { numerator: 30, denominator: 50 },
      { numerator: 30, denominator: 45 },
      { numerator: 30, denominator: 145 },
      { numerator: 30, denominator: 100 },
      { numerator: 60, denominator: 100 },
      { numerator: 0, denominator: 0 },
    ]);
  });
});
