import type { DrillDown, Drivers, GoalSeek, LeftOut, Reading, SliceValues } from '../../../src/server/contract.ts';
import { asOf, kpis } from './account.ts';

/** What explains one KPI of the account that is played: shares that add up, a thousand records, a few that are withheld. */
const money = (amount: number) => ({ amount: String(amount), currency: 'USD' });
const reading = (value: Reading['value']): Reading => ({
  value,
  numerator: value,
  denominator: 0,
  records: 40,
  missingRates: [],
  note: null,
});
const source = (id: string) => `https://contoso.example/lists/opportunities/${id}`;

export function drivers(kpi: string, question: URLSearchParams): Drivers | null {
  const found = kpis('en').find(({ id }) => id === kpi);
  if (!found) return null;
  const of = (value: number) => (found.unit === 'money' ? money(value * 1_000_000) : value / 100);
  const since = question.get('since') ?? '';
  const ends = {
    since: { date: since, knownAt: null, reading: reading(of(14)) },
    until: { date: asOf, knownAt: null, reading: reading(of(18.25)) },
  };
  // A day before the period began: no change is told across its boundary.
  if (since < '2025-07-01') return { kpi, ...ends, change: null, acrossPeriods: true, drivers: [], rest: null };
  if (since === asOf) return { kpi, ...ends, change: of(0), acrossPeriods: false, drivers: [], rest: null };
  const shares = [3, -1.5, 2, 0.125, 0.0625];
  const limit = Number(question.get('limit') ?? 50);
  const all = shares.map((share, index): Drivers['drivers'][number] => ({
    kind: index === 3 ? 'rate' : 'record',
    recordType: index === 3 ? 'rate' : 'opportunity',
    recordId: index === 3 || index === 4 ? null : `OPP-${index + 1}`,
    label: index === 3 ? 'JPY' : index === 4 ? null : `Analytics platform ${index + 1} · Northwind Werke Süd GmbH`,
    share: of(share),
    numeratorChange: money(1000),
    denominatorChange: money(0),
    effect: (['entered', 'left', 'changed'] as const)[index % 3] ?? 'changed',
    sourceUrl: index < 3 ? source(`OPP-${index + 1}`) : null,
    withheld: index === 4,
  }));
  const rest = { count: limit < 100 ? 9 : 0, share: of(4.25 - shares.reduce((sum, share) => sum + share, 0)) };
  return { kpi, ...ends, change: of(4.25), acrossPeriods: false, drivers: all.slice(0, limit), rest };
}

const pageOf = (question: URLSearchParams, total: number) => {
  const [page, limit] = [Number(question.get('page') ?? 1), Number(question.get('limit') ?? 50)];
  const rows = Array.from(
    { length: Math.max(0, Math.min(limit, total - (page - 1) * limit)) },
    (_, index) => (page - 1) * limit + index + 1,
  );
  return { facts: { total, page, limit, next: page * limit < total ? '/next' : null }, rows };
};

export function records(kpi: string, question: URLSearchParams): DrillDown {
  const { facts, rows } = pageOf(question, question.get('country') === 'ZA' ? 0 : 1043);
  return {
    kpi,
    ...facts,
    records: rows.map((number) => {
      const withheld = number === 3;
      return {
        recordType: 'opportunity' as const,
        recordId: withheld ? null : `OPP-${number}`,
        part: number === 4 ? 'met:MTG-7' : '',
        label: withheld
          ? null
          : `Deal ${number} · ${number === 2 ? 'A subsidiary of a very long name indeed, for the Middle East and Africa B.V.' : 'Fabrikam'}`,
        numerator: withheld ? null : money(1_000_000 - number),
        denominator: withheld ? null : money(0),
        currency: 'USD',
        occurredOn: '2025-09-01',
        countsFrom: '2025-09-01',
        countsUntil: null,
        organization: withheld ? null : 'ORG-1',
        owner: withheld ? null : 'p1',
        ownerName: withheld ? null : 'Mara Lindqvist',
        sourceUrl: withheld ? null : source(`OPP-${number}`),
        withheld,
      };
    }),
  };
}

export function leftOut(kpi: string, question: URLSearchParams): LeftOut {
  const reasons = [
    { key: 'notWon', text: 'The opportunity is not won', field: 'status', records: 30 },
    { key: 'outsidePeriod', text: 'Its day lies outside the period', records: 4 },
  ];
  const only = question.get('reason');
  const kept = reasons.filter(({ key }) => only === null || key === only);
  const { facts, rows } = pageOf(
    question,
    kept.reduce((sum, one) => sum + one.records, 0),
  );
  return {
    kpi,
    reasons,
    ...facts,
    records: rows.map((number) => ({
      recordType: 'opportunity' as const,
      recordId: `OPP-${number}`,
      part: '',
      label: `Deal ${number}`,
      organization: 'ORG-1',
      owner: 'p1',
      ownerName: 'Mara Lindqvist',
      reason: {
        key: 'notWon',
        text: 'The opportunity is not won',
        field: 'status',
        ...(kept[0] && { key: kept[0].key, text: kept[0].text }),
      },
      sourceUrl: source(`OPP-${number}`),
      withheld: false,
    })),
  };
}

export function goal(kpi: string, question: URLSearchParams): GoalSeek | null {
  const found = kpis('en').find(({ id }) => id === kpi);
  if (!found) return null;
  const isMoney = found.unit === 'money';
  const of = (value: number) => (isMoney ? money(Math.round(value * 123_456_789)) : value);
  const size = isMoney ? 123_456_789 : 1;
  const target = Number(question.get('target') ?? 0.8 * size);
  const isReached = target <= 0.8 * size;
  return {
    kpi,
    unit: isMoney ? 'money' : 'ratio',
    target: isMoney ? money(Math.round(target)) : target,
    horizon: '2026-06-30',
    before: reading(of(0.5)),
    after: reading(of(0.8)),
    moves: [0.62, 0.71, 0.8].map((value, index) => ({
      kind: 'renew',
      recordType: 'agreement',
      recordId: `AG-${index + 1}`,
      label: `EA · Northwind Shared Business Services Center for Europe, the Middle East and Africa ${index + 1}`,
      text: 'Renew the agreement',
      changes: [],
      adds: of(index === 0 ? 0.12 : 0.09),
      readingAfter: reading(of(value)),
      dueOn: '2026-03-31',
      owner: 'p1',
      ownerName: 'Mara Lindqvist',
      sourceUrl: source(`AG-${index + 1}`),
    })),
    reached: isReached,
    smallest: isReached,
  };
}

export function sliceValues(question: URLSearchParams): SliceValues {
  const by = (question.get('by') ?? 'organization') as SliceValues['by'];
  const all: Partial<Record<SliceValues['by'], [string, string][]>> = {
    organization: [
      ['ORG-1', 'Northwind Werke Süd GmbH'],
      ['ORG-2', 'Northwind Japan K.K.'],
    ],
    country: [
      ['DE', 'DE'],
      ['JP', 'JP'],
    ],
    partner: [['P-1', 'Adventure Works']],
  };
  const text = (question.get('q') ?? '').toLowerCase();
  const values = (all[by] ?? [])
    .map(([key, label]) => ({ key, label }))
    .filter(({ key, label }) => `${label} ${key}`.toLowerCase().includes(text));
  return { by, total: values.length, values };
}
