import { describe, expect, it } from '@jest/globals';
import { addMonths, fiscalYearEnd, fiscalYearOf, sixthWeekdayAfter } from '../naive/days.ts';
import { type Entry, entryOf } from '../naive/entry.ts';
import { isWithin, sliced } from '../naive/evaluate.ts';
import { Fraction } from '../naive/fraction.ts';
import { askedByNow, organizationTargets, statusOf } from '../naive/targets.ts';
import { emptyWorld, type Fields, type History, stateAt, type Write } from '../naive/world.ts';

const write = (at: string, recordType: Write['recordType'], id: string, fields: Fields): Write => ({
  at: `${at}T12:00:00.000Z`,
  recordType,
  upserts: [{ id, fields }],
  deletions: [],
});
const at = (history: History, knownAt: string) => stateAt(history, `${knownAt}T23:59:59.999Z`);
const worldOf = (type: Write['recordType'], records: Record<string, Fields>) => {
  const world = emptyWorld();
  for (const [id, fields] of Object.entries(records)) world[type].set(id, fields);
  return world;
};

describe('a state of knowledge', () => {
  it('holds only what was known by then, and no longer what was deleted', () => {
    const history = [
      write('2026-01-01', 'partner', 'p1', { name: 'Sigma' }),
      { at: '2026-01-03T00:00:00.000Z', recordType: 'partner' as const, upserts: [], deletions: ['p1'] },
    ];
    expect([at(history, '2025-12-31'), at(history, '2026-01-01'), at(history, '2026-01-03')].map((world) => world.partner.size)).toEqual([
      0, 1, 0,
    ]);
  });

  it('remembers the first due date that was known, unless the source states one', () => {
    const history = [
      write('2026-01-01', 'commitment', 't1', { dueOn: '2026-02-01' }),
      write('2026-01-02', 'commitment', 't1', { dueOn: '2026-03-01' }),
      write('2026-01-03', 'commitment', 't1', { dueOn: '2026-03-01', firstDueOn: '2026-01-15' }),
    ];
    expect(at(history, '2026-01-02').commitment.get('t1')?.firstDueOn).toBe('2026-02-01');
    expect(at(history, '2026-01-03').commitment.get('t1')?.firstDueOn).toBe('2026-01-15');
  });

  it('remembers an opportunity as it closed, takes corrections for 30 days, and forgets when it opens again', () => {
    const won = { status: 'won', closedOn: '2026-01-01' };
    const history = [
      write('2026-01-02', 'opportunity', 'd1', { ...won, keyWin: false }),
      write('2026-01-31', 'opportunity', 'd1', { ...won, keyWin: true, partners: ['p1'] }),
      write('2026-02-01', 'opportunity', 'd1', { ...won, keyWin: false, partners: [] }),
      write('2026-02-02', 'opportunity', 'd1', { status: 'open', keyWin: true }),
    ];
    const flags = ['2026-01-02', '2026-01-31', '2026-02-01', '2026-02-02'].map(
      (day) => at(history, day).opportunity.get('d1')?.keyWinAtClose,
    );
    expect(flags).toEqual([false, true, true, null]);
    expect(at(history, '2026-02-01').opportunity.get('d1')?.partnersAtClose).toEqual(['p1']);
  });

  it('keeps each value that "reviewed on" has had as a review', () => {
    const history = [
      write('2026-01-01', 'planItem', 'i1', { reviewedOn: '2025-12-31' }),
      write('2026-02-01', 'planItem', 'i1', { reviewedOn: '2026-01-31' }),
      write('2026-02-02', 'planItem', 'i1', { reviewedOn: null }),
    ];
    expect([...at(history, '2026-02-02').review.keys()]).toEqual(['planItem:i1:2025-12-31', 'planItem:i1:2026-01-31']);
  });
});

describe('days', () => {
  it('knows short months, fiscal years and weekends', () => {
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
    expect([fiscalYearOf('2025-06-30', '07-01'), fiscalYearOf('2025-07-01', '07-01'), fiscalYearOf('2025-07-01', '01-01')]).toEqual([
      2025, 2026, 2025,
    ]);
    expect([fiscalYearEnd(2026, '07-01'), fiscalYearEnd(2026, '01-01')]).toEqual(['2026-06-30', '2026-12-31']);
    // After Friday 5 June 2026: Monday 8 to Friday 12 are five, Monday 15 is the sixth.
    expect(sixthWeekdayAfter('2026-06-05')).toBe('2026-06-15');
  });
});

describe('slices', () => {
  const entry = (fields: Partial<Entry>): Entry => entryOf('revenue', 'r', {}, { numerator: Fraction.one, ...fields });

  it('share an entry among its partners in equal parts', () => {
    const entries = [entry({ partners: ['p1', 'p2', 'p3'] }), entry({})];
    expect(
      ['p1', 'p2', 'p3', ''].map((partner) => sliced(emptyWorld(), entries, { partner }).map(({ numerator }) => numerator.toDecimal(3))),
    ).toEqual([['0.333'], ['0.333'], ['0.333'], ['1']]);
  });

  it('take an organization with all below it, even where the tree runs in a circle', () => {
    const world = worldOf('organization', {
      top: {},
      child: { parent: 'top', country: 'DE' },
      x: { parent: 'y' },
      y: { parent: 'x' },
      orphan: { parent: 'nobody' },
    });
    expect(['top', 'child', 'nobody', ''].map((ancestor) => isWithin(world, 'child', ancestor))).toEqual([true, true, false, false]);
    expect([
      isWithin(world, 'x', 'y'),
      isWithin(world, 'x', 'top'),
      isWithin(world, 'orphan', 'nobody'),
      isWithin(world, null, ''),
    ]).toEqual([true, false, true, true]);
    expect(
      sliced(world, [entry({ organization: 'child' }), entry({ organization: 'child', country: 'FR' })], { country: 'DE' }),
    ).toHaveLength(1);
  });
});

describe('targets', () => {
  it('sum quarters where an organization has no year', () => {
    const value = (amount: string) => ({ amount, currency: null });
    const world = worldOf('target', {
      year: { kpi: 'revenue', period: 'FY2026', value: value('10') },
      q1: { kpi: 'revenue', period: 'FY2026-Q1', value: value('99') },
      o1: { kpi: 'revenue', period: 'FY2026-Q1', value: value('3'), organization: 'o1' },
      o1b: { kpi: 'revenue', period: 'FY2026-Q2', value: value('4'), organization: 'o1' },
    });
    expect(organizationTargets(world, 'revenue', 2026).map(({ organization, amount }) => [organization, amount.toDecimal()])).toEqual([
      [null, '10'],
      ['o1', '3'],
      ['o1', '4'],
    ]);
  });

  it('ask for a flow what last year had by the same day if it has twelve rows, else by elapsed days', () => {
    const rows = (count: number): Entry[] => Array.from({ length: count }, () => entryOf('revenue', 'r', {}, { numerator: Fraction.one }));
    const question = { asOf: '2026-01-10', period: { start: '2026-01-01', end: '2026-04-10' } };
    const asked = (whole: number, soFar: number, isFlowSum = true) =>
      askedByNow(Fraction.of(1000), question, isFlowSum, { wholePeriod: rows(whole), untilTheSameDay: rows(soFar) }).toDecimal();
    // 10 of 100 days; 3 of 12 rows; a level asks all.
    expect([asked(11, 3), asked(12, 3), asked(12, 3, false)]).toEqual(['100', '250', '1000']);
  });

  it('give the status by quotient, and by last year without a target', () => {
    const f = (value: string) => Fraction.of(value);
    expect(statusOf(f('90'), f('100'), null, 'higher')).toBe('atRisk');
    expect(statusOf(f('89.99'), f('100'), null, 'higher')).toBe('offTrack');
    expect(statusOf(f('110'), f('100'), null, 'lower')).toBe('atRisk');
    expect(statusOf(f('-105'), f('-100'), null, 'higher')).toBe('atRisk');
    expect(statusOf(f('1'), f('0'), null, 'lower')).toBe('offTrack');
    expect(statusOf(f('95'), null, f('100'), 'higher')).toBe('atRisk');
    expect([statusOf(null, f('1'), null, 'higher'), statusOf(f('1'), null, null, 'higher')]).toEqual(['noData', null]);
  });
});
