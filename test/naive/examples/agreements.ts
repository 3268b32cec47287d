import { account, type Example, money, recordsOfType, usd } from './example.ts';

const agreement = recordsOfType('agreement', { organization: 'o1', program: 'EA', owner: 'ana' });
/** The fiscal year 2026 runs from 2025-07-01 to 2026-06-30. This one comes due on 2025-09-30. */
const due = agreement('due', { startsOn: '2022-10-01', endsOn: '2025-09-30', annualValue: usd(1000) });
const successor = (id: string, amount: number, signedOn: string, fields = {}) =>
  agreement(id, { startsOn: '2025-10-01', endsOn: '2028-09-30', annualValue: usd(amount), signedOn, renews: ['due'], ...fields });

export const agreementExamples: readonly Example[] = [
  {
    kpi: 'ea-renewal-rate',
    title: 'cumulates successors in order of signature up to the own value',
    // 700 of 1000 by the first; of the second's 600 only the 300 that are left. 1000 / 1000.
    records: [due, successor('s1', 700, '2025-09-01'), successor('s2', 600, '2025-10-10')],
    asOf: '2026-01-31',
    period: null,
    expect: { numerator: '1000', denominator: '1000', value: 1 },
  },
  {
    kpi: 'ea-renewal-rate',
    title: 'counts a late signature only from its day on',
    // On 9 October only the first, 700, has been signed.
    records: [due, successor('s1', 700, '2025-09-01'), successor('s2', 600, '2025-10-10')],
    asOf: '2025-10-09',
    period: null,
    expect: { numerator: '700', denominator: '1000', value: 0.7 },
  },
  {
    kpi: 'ea-renewal-rate',
    title: 'takes 90 days after the due date as in time, 91 as lost, and 11 months as an extension',
    // 2025-09-30 + 90 days = 2025-12-29: 200 counts; signed 2025-12-30: not; until 2026-08-31 it runs 11 months: not.
    records: [
      due,
      successor('s1', 200, '2025-12-29'),
      successor('s2', 300, '2025-12-30'),
      successor('s3', 400, '2025-09-30', { endsOn: '2026-08-31' }),
    ],
    asOf: '2026-06-30',
    period: null,
    expect: { numerator: '200', denominator: '1000', value: 0.2 },
  },
  {
    kpi: 'ea-renewal-rate',
    title: 'shares the successor of several in proportion to their values',
    // 800 for values of 1000 and 3000: 200 and 600. Both came due: (200 + 600) / 4000.
    records: [
      due,
      agreement('due2', { endsOn: '2025-12-31', annualValue: usd(3000) }),
      successor('s1', 800, '2025-09-15', { renews: ['due', 'due2'] }),
    ],
    asOf: '2026-06-30',
    period: null,
    expect: { numerator: '800', denominator: '4000', value: 0.2 },
  },
  {
    kpi: 'ea-renewal-rate',
    title: 'compares currencies by the plan rates of the year in which it came due',
    // EUR 1 = USD 1.25: EUR 400 = USD 500 of 1000.
    records: [
      due,
      successor('s1', 400, '2025-09-15', { annualValue: money(400, 'EUR') }),
      recordsOfType('rate')('EUR 2026', { fiscalYear: 2026, currency: 'EUR', planRate: '1.25' }),
    ],
    asOf: '2026-06-30',
    period: null,
    expect: { numerator: '500', denominator: '1000', value: 0.5 },
  },
  {
    kpi: 'ea-renewal-rate-count',
    title: 'counts agreements, whatever they are worth',
    // Two came due, one of them (by its termination, earlier than its end) has no successor.
    records: [due, agreement('gone', { endsOn: '2027-06-30', terminatedOn: '2025-11-15' }), successor('s1', 1, '2025-09-01')],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '1', denominator: '2', value: 0.5 },
  },
  {
    kpi: 'ea-on-time-renewal-rate',
    title: 'takes the whole own value if signed by the due date',
    // 1000 was signed on its last day, 3000 a day late: 1000 / 4000.
    records: [
      due,
      successor('s1', 700, '2025-09-30'),
      agreement('due2', { endsOn: '2025-12-31', annualValue: usd(3000) }),
      successor('s2', 3000, '2026-01-01', { renews: ['due2'] }),
    ],
    asOf: '2026-06-30',
    period: null,
    expect: { numerator: '1000', denominator: '4000', value: 0.25 },
  },
  {
    kpi: 'annuity-retention',
    title: 'keeps what exceeds the own value, and moves to another annuity programme',
    // EA 1000 became EA 900 and CSP 300: 1200 / 1000. MPSA is no annuity.
    records: [
      due,
      successor('s1', 900, '2025-09-01'),
      successor('s2', 300, '2025-09-01', { program: 'CSP' }),
      successor('s3', 99, '2025-09-01', { program: 'MPSA' }),
    ],
    asOf: '2026-06-30',
    period: null,
    expect: { numerator: '1200', denominator: '1000', value: 1.2 },
  },
  {
    kpi: 'annuity-customers',
    title: 'counts an organization once, on the last day still, on the day of termination no longer',
    // o1 twice in force, o2 on its last day, o3 terminated today, o4 has an MPSA only: o1 and o2.
    records: [
      agreement('a1', { startsOn: '2024-07-01', endsOn: '2026-12-31' }),
      agreement('a2', { startsOn: '2025-07-01', program: 'CSP' }),
      agreement('a3', { organization: 'o2', startsOn: '2025-07-01', endsOn: '2026-03-31' }),
      agreement('a4', { organization: 'o3', startsOn: '2025-07-01', terminatedOn: '2026-03-31' }),
      agreement('a5', { organization: 'o4', startsOn: '2025-07-01', program: 'MPSA' }),
    ],
    asOf: '2026-03-31',
    period: null,
    expect: { numerator: '2', denominator: '0', value: 2 },
  },
  {
    kpi: 'revenue-allocation',
    title: 'looks only at billed revenue of agreements used in several countries',
    // 300 with a country of 400 in all; the revenue of the agreement used in one country does not count.
    records: [
      agreement('several', { countriesOfUse: ['DE', 'FR'] }),
      agreement('one', { countriesOfUse: ['DE', 'DE'] }),
      recordsOfType('revenue')('r1', {
        kind: 'billed',
        recognisedOn: '2025-08-01',
        amount: usd(300),
        agreement: 'several',
        countryOfUse: 'DE',
      }),
      recordsOfType('revenue')('r2', { kind: 'billed', recognisedOn: '2025-08-01', amount: usd(100), agreement: 'several' }),
      recordsOfType('revenue')('r3', { kind: 'billed', recognisedOn: '2025-08-01', amount: usd(999), agreement: 'one' }),
    ],
    asOf: '2025-12-31',
    period: null,
    expect: { numerator: '300', denominator: '400', value: 0.75 },
  },
  {
    kpi: 'deployment',
    title: 'asks the agreements in force for the seats owned, and the measurement only where there are none',
    // o1: 90 of 100 + 20 seats in force (its measured 500 is ignored); o2 has no agreement: 30 of its measured 80. 120 / 200.
    records: [
      account({ fiscalYearStart: '01-01' }),
      agreement('a1', { startsOn: '2025-01-01', endsOn: '2025-12-31', lines: ['Office:100', 'Azure:7'] }),
      agreement('a2', { startsOn: '2025-01-01', program: 'other', lines: ['Office:20'] }),
      agreement('over', { startsOn: '2024-01-01', endsOn: '2024-12-31', lines: ['Office:1000'] }),
      recordsOfType('deployment')('m1', { organization: 'o1', product: 'Office', measuredOn: '2025-02-01', owned: '500', deployed: '90' }),
      recordsOfType('deployment')('m2', { organization: 'o2', product: 'Office', measuredOn: '2025-02-01', owned: '80', deployed: '30' }),
    ],
    asOf: '2025-06-30',
    period: null,
    expect: { numerator: '120', denominator: '200', value: 0.6 },
  },
  ...(['product-currency', 'active-use'] as const).map((kpi) => ({
    kpi,
    title: 'reads the latest measurement of an organization and product, for twelve months',
    // o1's newer one replaces the older: 40 of 50 current, 25 active. o2's is exactly twelve months old: no longer.
    records: [
      recordsOfType('deployment')('m1', {
        organization: 'o1',
        product: 'Office',
        measuredOn: '2025-01-31',
        deployed: '10',
        active: '1',
        current: '1',
      }),
      recordsOfType('deployment')('m2', {
        organization: 'o1',
        product: 'Office',
        measuredOn: '2025-05-31',
        deployed: '50',
        active: '25',
        current: '40',
      }),
      recordsOfType('deployment')('m3', {
        organization: 'o2',
        product: 'Office',
        measuredOn: '2024-06-30',
        deployed: '50',
        active: '50',
        current: '50',
      }),
    ],
    asOf: '2025-06-30',
    period: null,
    expect: kpi === 'active-use' ? { numerator: '25', denominator: '50', value: 0.5 } : { numerator: '40', denominator: '50', value: 0.8 },
  })),
];
