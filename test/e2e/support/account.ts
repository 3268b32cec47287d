import type {
  Amount,
  Breakdown,
  Kpi,
  KpiDetail,
  Me,
  Quarantine,
  Scorecard,
  Settings,
  Sources,
  SyncResult,
  TrendPoint,
} from '../../../src/server/contract.ts';

/** The answers of an account that has everything a page must be able to show: each status, each unit, gaps, long names. */
type Language = 'en' | 'zh-CN';
const titles: readonly [
  id: string,
  group: Kpi['group'],
  unit: Kpi['unit'],
  shape: Kpi['shape'],
  headlineRank: number | null,
  en: string,
  zh: string,
][] = [
  ['addressable-revenue-growth', 'growth', 'ratio', 'flow', 5, 'Addressable revenue growth', '可寻址收入增长'],
  ['share-of-wallet', 'growth', 'ratio', 'flow', null, 'Share of wallet', '钱包份额'],
  ['ea-renewal-rate', 'agreements', 'ratio', 'flow', 1, 'EA renewal rate', 'EA 续约率'],
  ['ea-renewal-rate-count', 'agreements', 'ratio', 'flow', null, 'EA renewal rate by number', 'EA 续约率（按数量）'],
  ['ea-on-time-renewal-rate', 'agreements', 'ratio', 'flow', null, 'EA on-time renewal rate', 'EA 按时续约率'],
  ['annuity-retention', 'agreements', 'ratio', 'flow', null, 'Annuity retention', '年金协议留存'],
  ['annuity-customers', 'agreements', 'count', 'level', null, 'Customers in annuity-based agreements', '年金协议客户数'],
  ['net-new-revenue', 'agreements', 'money', 'flow', 2, 'Net-new opportunity revenue', '净新增商机收入'],
  ['revenue', 'agreements', 'money', 'flow', null, 'Revenue', '收入'],
  ['pipeline-coverage', 'agreements', 'ratio', 'level', null, 'Pipeline coverage', '管道覆盖率'],
  ['net-new-forecast', 'agreements', 'money', 'level', null, 'Net-new forecast', '净新增预测'],
  ['win-rate', 'agreements', 'ratio', 'flow', null, 'Win rate', '赢单率'],
  ['sales-cycle', 'agreements', 'days', 'flow', null, 'Sales cycle', '销售周期'],
  ['partner-attach', 'partners', 'ratio', 'flow', 3, 'Partner attach in key wins', '关键赢单的合作伙伴参与率'],
  ['services-attach', 'partners', 'ratio', 'flow', null, 'Services attach in key wins', '关键赢单的服务附加率'],
  ['relationship-score', 'satisfaction', 'score', 'level', 4, 'Relationship score', '关系评分'],
  ['net-satisfaction', 'satisfaction', 'score', 'level', null, 'Net satisfaction', '净满意度'],
  [
    'executive-coverage',
    'satisfaction',
    'ratio',
    'level',
    null,
    'Executive coverage of CXOs and vice presidents of the lines of business, local and international',
    '高管覆盖率',
  ],
  ['cos-quality', 'conditions', 'ratio', 'level', null, 'Quality of the conditions of satisfaction', '满意条件质量'],
  ['plan-currency', 'conditions', 'ratio', 'level', 6, 'Account plan up to date', '客户计划时效'],
  ['business-value-proposals', 'businessValue', 'ratio', 'flow', null, 'Business value in proposals', '提案中的业务价值'],
  ['business-value-discussions', 'businessValue', 'ratio', 'flow', 7, 'Business value in discussions', '讨论中的业务价值'],
  ['deployment', 'deployed', 'ratio', 'level', 8, 'Deployment', '部署率'],
  ['product-currency', 'deployed', 'ratio', 'level', null, 'Product currency', '产品版本时效'],
];
const statuses: readonly Kpi['status'][] = ['onTrack', 'onTrack', 'atRisk', 'offTrack', 'onTrack', 'noData', 'atRisk', null];
export const asOf = '2025-12-31';
const period = { key: 'fytd', start: '2025-07-01', end: '2026-06-30' };
const noReading = { records: 0, missingRates: [], note: null };

const amount = (value: number, unit: Kpi['unit']): Amount => (unit === 'money' ? { amount: value.toFixed(2), currency: 'USD' } : value);
const size = (unit: Kpi['unit'], index: number): number =>
  ({ ratio: 0.42 + (index % 7) * 0.08, money: 18_437_250.5 + index * 911_000, count: 87, days: 74.5, score: 71.3 })[unit];

/** Two years of month ends; a flow climbs through its fiscal year and starts again; one month is missing. */
function trendOf(unit: Kpi['unit'], shape: Kpi['shape'], index: number): TrendPoint[] {
  return Array.from({ length: 19 }, (_, month) => {
    const date = new Date(Date.UTC(2024, 6 + month, 0)).toISOString().slice(0, 10);
    const inYear = ((month + 11) % 12) + 1;
    const share = shape === 'flow' && unit === 'money' ? inYear / 12 : 0.8 + 0.2 * Math.sin((month + index) / 2.3);
    return {
      date,
      value: month === 4 && index % 3 === 0 ? null : amount(size(unit, index) * share, unit),
      // Stored since the app came, a little off what is known now.
      asKnownThen: month < 12 ? null : amount(size(unit, index) * share * 0.97, unit),
    };
  });
}

export function kpis(language: Language): Kpi[] {
  return titles.map(([id, group, unit, shape, headlineRank, en, zh], index): Kpi => {
    const status = statuses[index % statuses.length] ?? null;
    const base = {
      id,
      title: language === 'en' ? en : zh,
      group,
      unit,
      shape,
      better: unit === 'days' ? ('lower' as const) : ('higher' as const),
      currency: 'USD',
      headline: headlineRank !== null,
      headlineRank,
      freshAsOf: '2025-12-31T06:15:00.000Z',
      quarantined: group === 'partners' ? [{ recordType: 'opportunity' as const, rows: 3 }] : [],
    };
    if (status === 'noData') {
      return {
        ...base,
        ...noReading,
        value: null,
        numerator: amount(0, unit),
        denominator: amount(0, unit),
        target: null,
        attainment: null,
        asked: null,
        pace: null,
        status,
        previousYear: null,
        changeOnYear: null,
        sinceLastDigest: null,
        trend: [],
      };
    }
    const value = size(unit, index);
    const pace = status === 'onTrack' ? 1.08 : status === 'atRisk' ? 0.94 : 0.71;
    const asked = value / pace;
    const target = unit === 'money' && shape === 'flow' ? asked * 1.9 : asked;
    const hasTarget = status !== null;
    return {
      ...base,
      value: amount(value, unit),
      numerator: unit === 'ratio' ? 1234 : amount(value, unit),
      denominator: unit === 'ratio' ? 1960 : 0,
      records: 40 + index * 13,
      missingRates: index === 8 ? ['ARS'] : [],
      note: null,
      target: hasTarget ? amount(target, unit) : null,
      attainment: hasTarget ? value / target : null,
      asked: hasTarget ? amount(asked, unit) : null,
      pace: hasTarget ? pace : null,
      status,
      previousYear: amount(value * 0.93, unit),
      changeOnYear: index % 5 === 0 ? -0.034 : index % 11 === 0 ? 0 : 0.061,
      sinceLastDigest: index % 4 === 0 ? amount(unit === 'ratio' ? 0.012 : value * -0.01, unit) : null,
      trend: trendOf(unit, shape, index),
    };
  });
}

export const me: Me = {
  id: '7c5f2f0e-5f5e-4b0a-9d57-0b7a3a3f0001',
  name: 'Mara Lindqvist',
  address: 'mara@contoso.example',
  language: 'en',
  administrator: false,
  accounts: [
    { id: 'a1', slug: 'northwind-global', name: 'Northwind Global Manufacturing and Logistics Holdings', role: 'manager' },
    { id: 'a2', slug: 'fabrikam', name: 'Fabrikam', role: 'reader' },
  ],
};

export const scorecard = (language: Language, question: URLSearchParams): Scorecard => ({
  asOf: question.get('asOf') ?? asOf,
  knownAt: null,
  period: { ...period, key: question.get('period') ?? 'fytd' },
  currency: 'USD',
  kpis: kpis(language),
});

export function kpiDetail(language: Language, id: string, question: URLSearchParams): KpiDetail | null {
  const kpi = kpis(language).find((one) => one.id === id);
  if (!kpi) return null;
  const trendPreviousYear = kpi.trend.map(({ date, value }) => ({
    date: `${Number(date.slice(0, 4)) - 1}${date.slice(4, 7)}-28`,
    value: value === null ? null : typeof value === 'object' ? { ...value, amount: (Number(value.amount) * 0.9).toFixed(2) } : value * 0.9,
    asKnownThen: null,
  }));
  return {
    ...kpi,
    asOf: question.get('asOf') ?? asOf,
    knownAt: null,
    period,
    formula: 'Annual value renewed ÷ annual value that came due, for agreements of EA type.',
    computation: kpi.unit === 'ratio' ? 'ratio' : kpi.unit === 'money' || kpi.unit === 'count' ? 'sum' : 'mean',
    definition: 1,
    lastDigest: { date: '2025-12-22', knownAt: '2025-12-22T07:00:00.000Z' },
    trendPreviousYear,
  };
}

/** Organizations have two levels; the first is a single root. */
export function breakdown(id: string, by: Breakdown['by'], question: URLSearchParams): Breakdown | null {
  const kpi = kpis('en').find((one) => one.id === id);
  if (!kpi) return null;
  const parent = by === 'organization' ? question.get('organization') : null;
  const keys =
    by === 'country'
      ? ['DE', 'JP', 'US', 'BR', 'ZA', '']
      : by !== 'organization'
        ? ['one', 'two', '']
        : parent
          ? ['ORG-1', 'ORG-2', parent]
          : ['ORG-0'];
  const names: Record<string, string> = {
    'ORG-0': 'Northwind Group',
    'ORG-1': 'Northwind Werke Süd GmbH',
    'ORG-2': 'Northwind Japan K.K.',
  };
  const slice = (value: number) => ({
    value: amount(value, kpi.unit),
    numerator: 10,
    denominator: 20,
    records: 12,
    missingRates: [],
    note: null,
  });
  return {
    kpi: id,
    asOf,
    knownAt: null,
    by,
    parent,
    path: parent ? [...new Set(['ORG-0', parent])].map((key) => ({ key, label: names[key] ?? key })) : [],
    slices: keys.map((key, index) => ({
      ...slice(size(kpi.unit, 0) / (index + 2)),
      key,
      label: key === '' ? null : (names[key] ?? `${key} (${by})`),
      hasChildren: key === 'ORG-0' && parent === null,
    })),
    total: slice(size(kpi.unit, 0)),
  };
}

export const sources: Sources = {
  cloud: { name: 'global', title: 'the global cloud', lacks: [] },
  sources: [
    {
      id: 's1',
      kind: 'list',
      name: 'Opportunities',
      webUrl: 'https://contoso.example/lists/opportunities',
      state: 'fresh',
      recordTypes: ['opportunity'],
      rowsSeen: 842,
      records: 839,
      quarantined: 3,
      freshAsOf: '2025-12-31T06:15:00.000Z',
      lastAttemptAt: '2025-12-31T06:15:00.000Z',
      problem: null,
      advice: null,
      following: 'notifications',
      followingNote: null,
      reconciledAt: '2025-12-28T02:00:00.000Z',
      missed: 0,
    },
    {
      id: 's2',
      kind: 'list',
      name: 'Agreements',
      webUrl: null,
      state: 'failed',
      recordTypes: ['agreement', 'organization'],
      rowsSeen: 311,
      records: 311,
      quarantined: 0,
      freshAsOf: '2025-12-30T06:15:00.000Z',
      lastAttemptAt: '2025-12-31T06:15:00.000Z',
      problem: { code: 'forbidden', message: 'The app may no longer read this list.', at: '2025-12-31T06:15:00.000Z' },
      advice: 'A column that the mapping names is gone or has another name. Bring it back, or change the mapping under Sources.',
      following: 'schedule',
      followingNote:
        'Changes are read every 15 minutes: Microsoft Graph reports them at once only to an app with the permission Sites.ReadWrite.All.',
      reconciledAt: null,
      missed: null,
    },
    {
      id: 's3',
      kind: 'list',
      name: 'Pipeline of a subsidiary with a name that is longer than any column would like',
      webUrl: 'https://contoso.example/lists/pipeline',
      state: 'asking',
      recordTypes: ['opportunity'],
      rowsSeen: 400,
      records: 400,
      quarantined: 27,
      freshAsOf: '2025-12-31T06:15:00.000Z',
      lastAttemptAt: '2025-12-31T06:15:00.000Z',
      problem: {
        code: 'askingToDelete',
        message: '310 records are no longer in the list: confirm that they shall go, or keep them',
        at: '2025-12-31T06:15:00.000Z',
      },
      advice: 'Many records are no longer there at once. Say under Sources whether they shall go; until then they stay and count.',
      following: 'schedule',
      followingNote: null,
      reconciledAt: '2025-12-28T02:00:00.000Z',
      missed: 2,
    },
  ],
};

/** Thirty rows, of which the newest is the first source's. */
export function quarantine(question: URLSearchParams): Quarantine {
  const [page, limit] = [Number(question.get('page') ?? 1), Number(question.get('limit') ?? 50)];
  const total = question.get('source') === 's1' ? 3 : 30;
  const numbers = Array.from(
    { length: Math.max(0, Math.min(limit, total - (page - 1) * limit)) },
    (_, index) => (page - 1) * limit + index + 1,
  );
  return {
    total,
    page,
    limit,
    next: page * limit < total ? '/next' : null,
    rows: numbers.map((number) => ({
      source: number <= 3 ? 's1' : 's3',
      rowId: String(number),
      recordType: 'opportunity' as const,
      recordId: number === 2 ? null : `OPP-${String(number).padStart(4, '0')}`,
      reasons: [{ column: 'Amount', field: 'amount', value: number === 3 ? null : 'tbd', expected: 'an amount' }],
      cells: { Amount: 'tbd' },
      sourceUrl: `https://contoso.example/lists/opportunities/${number}`,
      quarantinedAt: '2025-12-31T06:15:00.000Z',
      withheld: number === 3,
    })),
  };
}

/** What a sync answers; the second source still fails. */
export const synced: SyncResult = {
  sources: sources.sources.map(({ id, state, quarantined, problem }) => ({
    id,
    state,
    rows: 12,
    written: 2,
    deleted: 1,
    missed: null,
    quarantined,
    problem,
  })),
};

export const settings: Settings = {
  account: {
    name: 'Northwind Global',
    currency: 'USD',
    fiscalYearStart: '07-01',
    timeZone: 'Europe/Berlin',
    planFrom: null,
    eaPrograms: ['EA'],
    annuityPrograms: ['EA', 'CSP'],
    keyWinThreshold: null,
    renewalGraceDays: 90,
    conditionsScope: 'account',
  },
  targets: [],
  thresholds: { onTrack: 1, atRisk: 0.9 },
  weights: {},
  policies: { figuresAboutPeople: 'off', legalBasis: null, countries: {} },
  nudges: { rules: {} },
  nudgeRules: [],
  digest: [],
};
