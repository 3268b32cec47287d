import { type Example, money, recordsOfType, usd } from './example.ts';

const revenue = recordsOfType('revenue', { organization: 'o1' });
const opportunity = recordsOfType('opportunity', { organization: 'o1', type: 'netNew' });
const won = (id: string, amount: number, closedOn: string, fields = {}) =>
  opportunity(id, { status: 'won', amount: usd(amount), closedOn, ...fields });
const target = recordsOfType('target', { kpi: 'net-new-revenue' });

export const revenueExamples: readonly Example[] = [
  {
    kpi: 'addressable-revenue-growth',
    title: 'compares with last year up to the same day',
    // This year to 31 December 150, last year to 31 December 100 (the 500 of March came later): 150 / 100 − 1.
    records: [
      revenue('r1', { kind: 'addressable', recognisedOn: '2025-12-31', amount: usd(150) }),
      revenue('r2', { kind: 'addressable', recognisedOn: '2024-12-31', amount: usd(100) }),
      revenue('r3', { kind: 'addressable', recognisedOn: '2025-03-01', amount: usd(500) }),
      revenue('r4', { kind: 'billed', recognisedOn: '2025-10-01', amount: usd(999) }),
    ],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '150', denominator: '100', value: 0.5 },
  },
  {
    kpi: 'share-of-wallet',
    title: 'spreads the estimate of a year over its twelve months',
    // 1200 a year is 100 on the first of each month: July to September make 300 on 30 September. 60 / 300.
    records: [
      revenue('r1', { kind: 'wallet', recognisedOn: '2025-07-01', amount: usd(1200) }),
      revenue('r2', { kind: 'addressable', recognisedOn: '2025-08-15', amount: usd(60) }),
    ],
    asOf: '2025-09-30',
    period: null,
    expect: { numerator: '60', denominator: '300', value: 0.2 },
  },
  {
    kpi: 'revenue',
    title: 'sums what was billed in the period, and names the currency that has no plan rate',
    // USD 100 + EUR 50 × 1.2 = 160; JPY has no rate in FY2026 and is left out.
    records: [
      revenue('r1', { kind: 'billed', recognisedOn: '2025-07-01', amount: usd(100) }),
      revenue('r2', { kind: 'billed', recognisedOn: '2025-09-30', amount: money(50, 'EUR') }),
      revenue('r3', { kind: 'billed', recognisedOn: '2025-09-30', amount: money(7000, 'JPY') }),
      revenue('r4', { kind: 'billed', recognisedOn: '2025-06-30', amount: usd(999) }),
      recordsOfType('rate')('EUR 2026', { fiscalYear: 2026, currency: 'EUR', planRate: '1.2' }),
      recordsOfType('rate')('JPY 2025', { fiscalYear: 2025, currency: 'JPY', planRate: '0.0067' }),
    ],
    asOf: '2025-09-30',
    period: null,
    expect: { numerator: '160', denominator: '0', value: 160, missingRates: ['JPY'] },
  },
  {
    kpi: 'net-new-revenue',
    title: 'sums net-new wins of the period, up to the day',
    // 100 + 40; the renewal, the loss, the year before and the win after the day do not count.
    records: [
      won('d1', 100, '2025-07-01'),
      won('d2', 40, '2025-12-31'),
      won('d3', 999, '2026-01-01'),
      won('d4', 999, '2025-06-30'),
      won('d5', 999, '2025-10-01', { type: 'renewal' }),
      won('d6', 999, '2025-10-01', { status: 'lost' }),
    ],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '140', denominator: '0', value: 140 },
  },
  {
    kpi: 'pipeline-coverage',
    title: 'divides what is open for this year by what the target still lacks',
    // Open on 31 December: 300 expected today and 150 that was won in March; not the one expected yesterday, nor next year's.
    // 1000 asked (600 + 400 by quarters) − 100 won = 900. 450 / 900.
    records: [
      opportunity('d1', { status: 'open', amount: usd(300), createdOn: '2025-08-01', expectedClose: '2025-12-31' }),
      won('d2', 150, '2026-03-01', { createdOn: '2025-08-01', expectedClose: '2026-03-01' }),
      opportunity('d3', { status: 'open', amount: usd(999), createdOn: '2025-08-01', expectedClose: '2025-12-30' }),
      opportunity('d4', { status: 'open', amount: usd(999), createdOn: '2025-08-01', expectedClose: '2026-07-01' }),
      opportunity('d5', { status: 'open', amount: usd(999), createdOn: '2026-01-01', expectedClose: '2026-05-01' }),
      won('d6', 100, '2025-09-01', { createdOn: '2025-08-01', expectedClose: '2025-09-01' }),
      target('t1', { period: 'FY2026-Q1', value: usd(600) }),
      target('t2', { period: 'FY2026-Q3', value: usd(400) }),
    ],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '450', denominator: '900', value: 0.5 },
  },
  {
    kpi: 'pipeline-coverage',
    title: 'has no value once the target is met',
    // 100 asked − 120 won = −20: nothing is left to cover.
    records: [won('d1', 120, '2025-09-01'), target('t1', { period: 'FY2026', value: usd(100) })],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '0', denominator: '-20', value: null },
  },
  {
    kpi: 'net-new-forecast',
    title: 'adds what is committed for the year to what is won',
    // 100 won + 50 committed, although its expected close has passed; best case and next year's commitment are not in it.
    records: [
      won('d1', 100, '2025-09-01'),
      opportunity('d2', {
        status: 'open',
        forecastCategory: 'commit',
        amount: usd(50),
        createdOn: '2025-08-01',
        expectedClose: '2025-11-30',
      }),
      opportunity('d3', {
        status: 'open',
        forecastCategory: 'bestCase',
        amount: usd(999),
        createdOn: '2025-08-01',
        expectedClose: '2026-02-01',
      }),
      opportunity('d4', {
        status: 'open',
        forecastCategory: 'commit',
        amount: usd(999),
        createdOn: '2025-08-01',
        expectedClose: '2026-07-01',
      }),
    ],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '150', denominator: '0', value: 150 },
  },
];
