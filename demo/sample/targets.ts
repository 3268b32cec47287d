import type { Region } from './countries.ts';
import type { Organization } from './organizations.ts';
import { numbered, type SampleRecord } from './story.ts';

type Goal = Pick<SampleRecord, 'kpi' | 'period' | 'value'> & { kpi: string; period: string };

const dollars = (amount: number): { amount: number; currency: string } => ({ amount, currency: 'USD' });
const goals = (year: number, values: Readonly<Record<string, number>>): Goal[] =>
  Object.entries(values).map(([kpi, value]) => ({ kpi, period: `FY${year}`, value }));

/** For the whole account. Ratios as 0..1. Some KPIs have no goal: they are measured against last year. */
const ofTheAccount: readonly Goal[] = [
  ...goals(2026, {
    'ea-renewal-rate': 0.8,
    'ea-on-time-renewal-rate': 0.7,
    'annuity-retention': 0.92,
    'addressable-revenue-growth': 0.06,
    'partner-attach': 0.6,
    'services-attach': 0.5,
    'relationship-score': 75,
    'plan-currency': 0.85,
    'business-value-discussions': 0.5,
    deployment: 0.65,
    'win-rate': 0.4,
    'sales-cycle': 170,
    'executive-coverage': 0.7,
    'cos-in-place': 0.7,
  }),
  ...goals(2027, {
    'addressable-revenue-growth': 0.055,
    'partner-attach': 0.65,
    'plan-currency': 0.9,
    'win-rate': 0.4,
    'partner-revenue-share': 0.4,
    'cos-quality': 0.8,
    'business-value-proposals': 0.8,
    'product-currency': 0.9,
    'relationship-score': 78,
    'ea-renewal-rate-count': 0.8,
    'annuity-customers': 90,
    'sales-cycle': 160,
    'share-of-wallet': 0.24,
    'executive-coverage': 0.8,
    'revenue-allocation': 0.8,
    'team-commitments': 0.85,
    'pipeline-coverage': 1.8,
    'ea-renewal-rate': 0.85,
    'ea-on-time-renewal-rate': 0.75,
    'annuity-retention': 0.95,
    'services-attach': 0.6,
    'survey-response': 0.5,
    'sponsor-engagement': 0.7,
    'cos-in-place': 0.8,
    'plan-actions-on-time': 0.8,
    'business-value-discussions': 0.7,
    deployment: 0.7,
  }),
  { kpi: 'net-new-revenue', period: 'FY2025', value: dollars(9_500_000) },
  { kpi: 'net-new-revenue', period: 'FY2026', value: dollars(11_500_000) },
  { kpi: 'net-new-revenue', period: 'FY2027', value: dollars(11_800_000) },
  { kpi: 'net-new-revenue', period: 'FY2027-Q1', value: dollars(2_100_000) },
  { kpi: 'net-new-revenue', period: 'FY2027-Q2', value: dollars(2_900_000) },
  { kpi: 'revenue', period: 'FY2026', value: dollars(53_000_000) },
  // This year's revenue is planned by the quarter only; the year is their sum.
  ...[11_600_000, 14_800_000, 11_200_000, 14_400_000].map(
    (amount, index): Goal => ({ kpi: 'revenue', period: `FY2027-Q${index + 1}`, value: dollars(amount) }),
  ),
];

/** For some regions. Together they promise less net-new revenue than the account: the rest is nobody's yet. */
const ofRegions: readonly (readonly [Region, Goal])[] = [
  ['Europe', { kpi: 'net-new-revenue', period: 'FY2027', value: { amount: 4_600_000, currency: 'EUR' } }],
  ['Americas', { kpi: 'net-new-revenue', period: 'FY2027', value: dollars(2_700_000) }],
  ['Greater China', { kpi: 'net-new-revenue', period: 'FY2027', value: { amount: 8_000_000, currency: 'CNY' } }],
  ['Europe', { kpi: 'ea-renewal-rate', period: 'FY2027', value: 0.88 }],
  ['Americas', { kpi: 'ea-renewal-rate', period: 'FY2027', value: 0.85 }],
  ['Japan and Korea', { kpi: 'relationship-score', period: 'FY2027', value: 80 }],
];

export function targets(organizations: readonly Organization[]): SampleRecord[] {
  const regionIds = new Map(
    organizations.filter((organization) => organization.depth === 1).map((organization) => [organization.region, organization.id]),
  );
  const all = [...ofTheAccount, ...ofRegions.map(([region, goal]) => ({ ...goal, organization: regionIds.get(region) }))];
  return all.map((goal, index) => ({ ...goal, id: numbered('T', index + 1, 3) }));
}
