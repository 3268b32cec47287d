import { account, type Example, recordsOfType, usd } from './example.ts';

const closed = recordsOfType('opportunity', { organization: 'o1', type: 'expansion', status: 'won', closedOn: '2025-10-01' });
const asOf = '2025-12-31';
const period = null;

export const opportunityExamples: readonly Example[] = [
  {
    kpi: 'win-rate',
    title: 'counts wins among what was decided, renewals left out',
    // Two won and one lost; the renewal and the open one are no part of it.
    records: [
      closed('d1'),
      closed('d2', { type: null }),
      closed('d3', { status: 'lost' }),
      closed('d4', { type: 'renewal' }),
      closed('d5', { status: 'open' }),
    ],
    asOf,
    period,
    expect: { numerator: '2', denominator: '3', value: 2 / 3 },
  },
  {
    kpi: 'win-rate-value',
    title: 'weighs wins by their amounts',
    // 300 of 300 + 100; what has no amount has no weight.
    records: [closed('d1', { amount: usd(300) }), closed('d2', { amount: usd(100), status: 'lost' }), closed('d3')],
    asOf,
    period,
    expect: { numerator: '300', denominator: '400', value: 0.75 },
  },
  {
    kpi: 'sales-cycle',
    title: 'is the mean of days from creation to the win',
    // 1 September to 1 October: 30 days; won on the day of its creation: 0. 30 / 2.
    records: [
      closed('d1', { createdOn: '2025-09-01' }),
      closed('d2', { createdOn: '2025-10-01' }),
      closed('d3', { createdOn: '2025-01-01', status: 'lost' }),
    ],
    asOf,
    period,
    expect: { numerator: '30', denominator: '2', value: 15 },
  },
  {
    kpi: 'partner-attach',
    title: 'looks at key wins: flagged, or of an amount that reaches the threshold',
    // Flagged with a partner, and 500 (the threshold) without: 1 / 2. 499.99 is no key win.
    records: [
      account({ keyWinThreshold: usd(500) }),
      closed('d1', { keyWin: true, partners: ['p1', 'p2'] }),
      closed('d2', { amount: usd(500), partners: [] }),
      closed('d3', { amount: usd(499.99), partners: ['p1'] }),
    ],
    asOf,
    period,
    expect: { numerator: '1', denominator: '2', value: 0.5 },
  },
  {
    kpi: 'services-attach',
    title: 'knows only the flag where no threshold is set',
    // Three flagged, one with services; the large one without a flag is no key win.
    records: [
      closed('d1', { keyWin: true, servicesAttached: true }),
      closed('d2', { keyWin: true, servicesAttached: false }),
      closed('d3', { keyWin: true }),
      closed('d4', { amount: usd(1e6), servicesAttached: true }),
    ],
    asOf,
    period,
    expect: { numerator: '1', denominator: '3', value: 1 / 3 },
  },
  {
    kpi: 'partner-revenue-share',
    title: 'is the part won with or through partners, renewals among it',
    // 100 with + 200 through of 100 + 200 + 600 to + 100 without a motion.
    records: [
      closed('d1', { amount: usd(100), motion: 'sellWith', type: 'renewal' }),
      closed('d2', { amount: usd(200), motion: 'sellThrough' }),
      closed('d3', { amount: usd(600), motion: 'sellTo' }),
      closed('d4', { amount: usd(100) }),
    ],
    asOf,
    period,
    expect: { numerator: '300', denominator: '1000', value: 0.3 },
  },
  {
    kpi: 'business-value-proposals',
    title: 'asks every proposal for a business value',
    // Two were proposed by the day, one names a value.
    records: [
      closed('d1', { proposedOn: '2025-08-01', businessValue: 'faster close' }),
      closed('d2', { proposedOn: '2025-12-31', status: 'open', closedOn: null }),
      closed('d3', { proposedOn: '2026-01-01', businessValue: 'later' }),
      closed('d4', { businessValue: 'never proposed' }),
    ],
    asOf,
    period,
    expect: { numerator: '1', denominator: '2', value: 0.5 },
  },
];
