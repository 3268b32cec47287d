import { editsBetween, tidied } from './understand.ts';

/** What people call each KPI, in both languages; its titles first. A test holds the ids and titles against the KPIs. */
export const kpiNames: Readonly<Record<string, readonly string[]>> = {
  'addressable-revenue-growth': [
    'Addressable revenue growth',
    '可获取收入增长',
    'addressable growth',
    'revenue growth',
    'growth',
    '收入增长',
    '增长',
  ],
  'share-of-wallet': ['Share of wallet', '钱包份额', 'wallet share', 'wallet', 'sow', '份额'],
  'ea-renewal-rate': ['EA renewal rate', 'EA 续约率', 'renewal rate', 'ea renewal', 'ea renewals', 'renewed', '续约率', 'EA续约'],
  'ea-renewal-rate-count': [
    'EA renewal rate by number',
    'EA 续约率（按数量）',
    'renewal rate by count',
    'renewals by number',
    '按数量续约率',
  ],
  'ea-on-time-renewal-rate': [
    'EA on-time renewal rate',
    'EA 按时续约率',
    'on time renewal',
    'on-time renewals',
    'renewed on time',
    '按时续约',
  ],
  'annuity-retention': ['Annuity retention', '年金保留率', 'retention', 'churn', '保留率', '留存'],
  'annuity-customers': ['Annuity customers', '年金客户数', 'annuity count', '年金客户'],
  'net-new-revenue': ['Net-new revenue', '净新增收入', 'net new', 'new revenue', 'net new wins', '净新增', '新增收入'],
  revenue: ['Revenue', '收入', 'billed revenue', 'billings', 'sales', 'turnover', '营收', '销售额'],
  'pipeline-coverage': ['Pipeline coverage', '管道覆盖率', 'coverage', '覆盖率', '管道'],
  'net-new-forecast': ['Net-new forecast', '净新增预测', 'forecast', '预测'],
  'win-rate': ['Win rate', '赢单率', 'wins', 'win ratio', '胜率'],
  'win-rate-value': ['Win rate by value', '赢单率（按金额）', 'value win rate', '金额赢单率'],
  'sales-cycle': ['Sales cycle', '销售周期', 'cycle', 'days to close', '周期'],
  'partner-attach': [
    'Partner attach',
    '合作伙伴参与率',
    'partner attach rate',
    'attach rate',
    'partners attached',
    '伙伴参与率',
    '合作伙伴参与',
  ],
  'services-attach': ['Services attach', '服务附加率', 'service attach', 'services', '服务附加'],
  'partner-revenue-share': ['Partner revenue share', '合作伙伴收入占比', 'partner revenue', 'partner share', '伙伴收入'],
  'relationship-score': ['Relationship score', '关系评分', 'relationship', 'relationship health', '关系'],
  'net-satisfaction': ['Net satisfaction', '净满意度', 'nsat', 'satisfaction', 'nps', 'csat', '满意度'],
  'survey-response': ['Survey response', '调查回复率', 'response rate', 'survey', '回复率', '调查'],
  'executive-coverage': ['Executive coverage', '高管覆盖率', 'exec coverage', 'executives', '高管覆盖'],
  'sponsor-engagement': ['Sponsor engagement', '高管赞助人互动', 'sponsor', 'sponsor meetings', '赞助人'],
  'cos-in-place': [
    'Conditions of satisfaction in place',
    '满意条件到位率',
    'cos',
    'cos in place',
    'conditions of satisfaction',
    'conditions',
    '满意条件',
  ],
  'cos-quality': [
    'Quality of conditions of satisfaction',
    '满意条件质量',
    'cos quality',
    'condition quality',
    'quality of conditions',
    '条件质量',
  ],
  'plan-currency': ['Account plan up to date', '客户计划时效', 'plan currency', 'account plan', 'plan up to date', '客户计划'],
  'plan-actions-on-time': ['Plan actions on time', '计划行动按时率', 'actions on time', 'plan actions', '行动按时率'],
  'team-commitments': ['Team commitments', '团队承诺', 'commitments', '承诺'],
  'business-value-proposals': ['Business value in proposals', '提案中的业务价值', 'bv proposals', 'value in proposals', '提案价值'],
  'business-value-discussions': [
    'Business value in discussions',
    '会谈中的业务价值',
    'bv discussions',
    'business value',
    'value in discussions',
    '业务价值',
    '会谈价值',
  ],
  deployment: ['Deployment', '部署率', 'deployed', 'seats deployed', '部署'],
  'product-currency': ['Product currency', '产品版本时效', 'version currency', 'versions', '产品版本', '版本'],
  'active-use': ['Active use', '活跃使用率', 'usage', 'adoption', 'active usage', '活跃', '使用率'],
  'revenue-allocation': [
    'Revenue allocated to countries',
    '收入分配到国家',
    'revenue allocation',
    'allocation',
    'allocated revenue',
    '收入分配',
  ],
};

/** Words around a KPI's name that say nothing of which it is. */
const filler: ReadonlySet<string> = new Set(
  'the,a,an,is,are,was,were,did,does,do,has,have,my,our,show,me,for,kpi,please,so,go,gone,went,drop,dropped,fall,fell,falling,down,up,rise,rose,risen,rising,change,changed,moved,move,low,high,what,of,now,to,percent'.split(
    ',',
  ),
);

/** Letters and digits alone, each word apart: 'EA 续约率（按数量）' is 'ea 续约率 按数量'. */
const words = (text: string): string[] =>
  tidied(text)
    .toLowerCase()
    .replace(/(\p{Script=Han}+)/gu, ' $1 ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const index = Object.entries(kpiNames).flatMap(([id, names]) => [
  { id, name: words(id), rank: 0 },
  ...names.map((name, position) => ({ id, name: words(name), rank: position < 2 ? 0 : position })),
]);

export interface NamedKpis {
  /** The likeliest first; at most six. */
  ids: readonly string[];
  /** The first one is meant, and no other. */
  certain: boolean;
}

/** Which KPIs a text may mean. */
export function kpisNamed(text: string): NamedKpis {
  const said = words(text).slice(0, 30);
  const wished = said.filter((word) => !filler.has(word));
  const asked = wished.length > 0 ? wished : said;
  if (asked.length === 0) return { ids: [], certain: false };
  const best = new Map<string, number>();
  for (const { id, name, rank } of index) {
    const score = likeness(asked, name) - rank * 0.001;
    if (score > (best.get(id) ?? 0)) best.set(id, score);
  }
  const ranked = [...best].filter(([, score]) => score >= 0.5).sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  const certain = first !== undefined && (first[1] > 0.99 || (first[1] >= 0.72 && first[1] - (second?.[1] ?? 0) > 0.12));
  return { ids: ranked.slice(0, 6).map(([id]) => id), certain };
}

/** 1 where all words are the same; less for each that is missing, more than asked, or nearly so. */
function likeness(asked: readonly string[], name: readonly string[]): number {
  if (asked.join(' ') === name.join(' ') || asked.join('') === name.join('')) return 1;
  const matches = asked.map((word) => Math.max(...name.map((other) => wordLikeness(word, other))));
  const found = matches.reduce((sum, one) => sum + one, 0);
  // What was said counts double: a name may have more words than people say.
  return Math.min(0.99, (2 * (found / asked.length) + found / Math.max(name.length, asked.length)) / 3);
}

function wordLikeness(word: string, other: string): number {
  if (word === other) return 1;
  const han = /\p{Script=Han}/u.test(word) && /\p{Script=Han}/u.test(other);
  if (han)
    return word.includes(other) || other.includes(word)
      ? 0.9 * (Math.min(word.length, other.length) / Math.max(word.length, other.length)) ** 0.5
      : 0;
  if (word.length >= 3 && other.startsWith(word)) return 0.9;
  if (word.length >= 4 && other.length >= 4 && word.startsWith(other)) return 0.85;
  const most = Math.min(word.length, other.length) < 4 ? 0 : Math.min(word.length, other.length) < 7 ? 1 : 2;
  const edits = most === 0 ? 9 : editsBetween(word.slice(0, 40), other);
  return edits <= most ? 1 - edits / Math.max(word.length, other.length) : 0;
}
