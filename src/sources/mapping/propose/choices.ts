import { model, type RecordType, type Text } from '../../../model/index.ts';
import { normalizeWord } from '../parse/cell.ts';
import type { ConstantValue } from '../types.ts';
import type { ColumnProfile } from './column.ts';

/** What real systems write for a choice. null: the field is left empty. A word that ends in '*' is how a value may begin. */
type Vocabulary = Readonly<Record<string, string>>;
const vocabularies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'opportunity.status': {
    won: 'won, win, closed won, close won, closedwon, closed - won, deal won, 100% won, contract won, gewonnen, gagné, 赢单, 已赢单, 成交, 已成交, 成功, 赢, 已签约, 签约, 签单, 已签单, 中标, 成单, 已成单, 赢单成交, 成功关闭',
    lost: 'lost, loss, closed lost, close lost, closedlost, closed - lost, deal lost, no deal, cancelled, canceled, abandoned, disqualified, out-sold, outsold, verloren, perdu, 丢单, 已丢单, 输单, 失败, 输, 流失, 未中标, 落标, 已流失, 失败关闭, 已取消, 无效, 已作废, 放弃',
    open: 'open, in progress, in process, active, ongoing, offen, ouvert, 进行中, 跟进中, 打开, 未结束, 未关闭, 开放, 推进中',
  },
  'opportunity.type': {
    netNew:
      'net new, new, new business, newbusiness, new customer, new logo, new deal, new sale, first order, initial sale, neugeschäft, neukunde, 净新增, 新增, 新签, 新购, 新客户, 新单, 新业务, 首购, 首单',
    expansion:
      'expansion, expand, upsell, up-sell, cross-sell, crosssell, cross sell, add-on, addon, add on business, upgrade, existing customer - upgrade, growth, existing business, existingbusiness, erweiterung, 扩展, 增购, 扩容, 追加, 升级, 交叉销售, 增销, 加购, 二次销售, 扩购',
    renewal:
      'renewal, renew, renewals, contract renewal, existing customer - renewal, extension, verlängerung, 续约, 续签, 续费, 续订, 续保',
  },
  'opportunity.forecastCategory': {
    commit: 'commit, committed, sicher, 承诺, 确保',
    bestCase: 'best case, upside, bestcase, strong upside, best fall, möglich, 最佳情况, 乐观, 争取, 最佳',
    pipeline: 'pipeline, in pipeline, 管道, 跟进, 渠道',
    omitted: 'omitted, omit, not forecasted, not in forecast, excluded, ausgelassen, 不计, 忽略, 已忽略, 不预测',
    '': 'closed, won, lost, closed won, closed lost, 已结束, 赢单, 丢单, 已关闭',
  },
  'opportunity.motion': {
    sellTo: 'sell to, direct, direct sales, direct sale, inside sales, direkt, 直接销售, 直销, 直签',
    sellWith: 'sell with, co-sell, cosell, joint, with partner, partner assisted, mit partner, 联合销售, 合作销售, 协同销售',
    sellThrough:
      'sell through, indirect, reseller, channel, through partner, resale, partner-led, über partner, 经由销售, 渠道, 分销, 渠道销售, 转售, 代理',
  },
  'agreement.program': {
    EA: 'ea, enterprise agreement, enterprise agreement (ea), 企业协议',
    EAS: 'eas, enterprise agreement subscription, ea subscription, 企业协议订阅',
    SCE: 'sce, server and cloud enrollment, server & cloud enrollment, 服务器和云注册',
    MPSA: 'mpsa, microsoft products and services agreement',
    CSP: 'csp, cloud solution provider, 云解决方案提供商',
    other: 'other, others, none of these, 其他, 其它',
  },
  'revenue.kind': {
    billed: 'billed, invoiced, invoice, billing, actual, actuals, booked, recognized, recognised, 已开票, 开票, 已确认, 实际, 已入账',
    addressable: 'addressable, addressable revenue, 可获取, 可触达',
    wallet: 'wallet, customer spend, customers spend, total spend, it spend, 客户支出, 客户总支出, 总支出',
  },
  'contact.level': {
    CXO: 'cxo, c-level, c level, clevel, chief, ceo, cio, cto, cfo, coo, ciso, cdo, c-suite, csuite, board, president, 首席高管, 首席, 总裁, 董事长, 总经理, 一把手, 高管',
    VP: 'vp, svp, evp, vice president, senior vice president, executive vice president, vp level, 副总裁, 副总, 副总经理',
    director: 'director, senior director, director level, head, department head, 总监, 部门总监, 部长',
    other:
      'other, manager, staff, individual contributor, employee, specialist, consultant, analyst, engineer, entry, 其他, 其它, 经理, 主管, 员工, 普通员工, 专员, 工程师',
  },
  'meeting.kind': {
    meeting:
      'meeting, online meeting, teams meeting, web meeting, video meeting, appointment, conference, 会议, 线上会议, 视频会议, 在线会议, 面谈',
    call: 'call, phone call, phone, telephone, 电话, 电话沟通, 通话',
    visit: 'visit, on-site visit, onsite, on site, customer visit, 拜访, 上门拜访, 现场拜访, 客户拜访, 实地拜访',
    event: 'event, workshop, trade show, webinar, dinner, 活动, 展会, 研讨会, 宴请',
    mail: 'mail, email, e-mail, 邮件, 电子邮件',
  },
  'score.method': {
    nps: 'nps, net promoter score, net promoter, 净推荐值, 推荐度',
    nsat5: 'nsat5, nsat, nsat five points, csat, csat5, 5-point, five point, nsat 五分制, 五分制, 满意度五分制',
    other: 'other, 其他, 其它',
  },
  'condition.side': {
    ours: 'ours, our side, us, we, vendor, supplier, internal, provider, 我方, 我们, 供应商, 乙方, 己方',
    theirs: 'theirs, their side, customer, client, 对方, 客户, 客户方, 甲方',
  },
  'planItem.section': {
    goals: 'goals, goal, objectives, objective, strategy, 目标',
    whitespace: 'whitespace, white space, growth, opportunities, 空白机会, 空白, 增长机会',
    relationships: 'relationships, relationship, stakeholders, contacts, people, 关系, 客户关系, 关系维护',
    partners: 'partners, partner, alliances, 合作伙伴, 伙伴',
    risks: 'risks, risk, issues, 风险',
    actions: 'actions, action, tasks, next steps, action plan, 行动, 行动计划, 任务',
  },
  'review.recordType': {
    condition: 'condition, condition of satisfaction, cos, 满意条件',
    planItem: 'planitem, plan item, plan, account plan, 计划项, 计划',
  },
};

/** Stages of a deal that is still open; a stage's name may hold one of them. */
const openStages =
  /prospect|qualif|discover|lead|new|need|analy|propos|quot|negotiat|review|demo|present|engag|develop|contact|appointment|schedul|decision|contractsent|verbal|commit|evaluat|pilot|poc|trial|solution|design|plan|identif|interest|approach|perception|bid|tender|rfp|rfi|open|progress|active|pending|onhold|offer|assess|valid|shortlist|scop|budget|sourc|deliver|initia|verhandl|angebot|初|接触|需求|方案|报价|谈判|商务|立项|跟进|验证|沟通|意向|调研|评估|招标|投标|审批|演示|试用|拜访|进行|发现|线索|确认|技术|交流|合同|建立|推进|机会|潜在|储备|引导/i;

export interface ChoiceReading {
  /** The share of the filled cells whose meaning is known. */
  share: number;
  /** Different values that are known. */
  known: number;
  /** The values that are not the field's own words, and what they mean; undefined: none has to be said. */
  values: Readonly<Record<string, ConstantValue>> | undefined;
  /** Values whose meaning is not known. */
  unknown: readonly string[];
  /** Keys of the field that occur. */
  keys: readonly string[];
}

const dictionaries = new Map<string, ReadonlyMap<string, string>>();
function dictionary(type: RecordType, field: string): ReadonlyMap<string, string> {
  const name = `${type}.${field}`;
  const made = dictionaries.get(name);
  if (made) return made;
  const words = new Map<string, string>();
  for (const [key, text] of Object.entries(vocabularies[name] ?? ({} as Vocabulary))) {
    for (const word of text.split(', ')) words.set(normalizeWord(word), key);
  }
  for (const [word, key] of own(type, field)) words.set(word, key);
  dictionaries.set(name, words);
  return words;
}

/** The field's own words, which need no translation: keys and labels. */
function own(type: RecordType, name: string): ReadonlyMap<string, string> {
  const field = model[type].fields[name];
  const choices: Readonly<Record<string, Text>> = field?.kind === 'choice' ? field.choices : {};
  return new Map(
    Object.entries(choices).flatMap(([key, label]) => [label['zh-CN'], label.en, key].map((word) => [normalizeWord(word), key] as const)),
  );
}

/** 'Closed Won (100%)', '5 - Won', '100% Won', '6. 赢单': what is numbered or annotated. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\(.*?\)/g, '')
    .replace(/^\s*[\d.%]+\s*[-.:、)%]*\s*/, '')
    .replace(/\s*[-:]?\s*[\d.]+%?\s*$/, '')
    .trim();

function meaningOf(words: ReadonlyMap<string, string>, text: string): string | null {
  return words.get(normalizeWord(text)) ?? words.get(normalizeWord(bare(text))) ?? null;
}

/** What a column's values mean for a choice. */
export function readChoices(type: RecordType, field: string, profile: ColumnProfile): ChoiceReading {
  const words = dictionary(type, field);
  const ownWords = own(type, field);
  const values: Record<string, ConstantValue> = {};
  const unknown: string[] = [];
  const keys = new Set<string>();
  let understood = 0;
  let all = 0;
  const sorted = [...profile.values].sort((a, b) => (a.text < b.text ? -1 : 1));
  for (const { text, count } of sorted) {
    all += count;
    const key = meaningOf(words, text);
    if (key === null) {
      unknown.push(text);
      continue;
    }
    understood += count;
    if (key !== '') keys.add(key);
    if (ownWords.get(normalizeWord(text)) !== key) values[text] = key === '' ? null : key;
  }
  const known = sorted.length - unknown.length;
  return {
    share: all === 0 ? 0 : understood / all,
    known,
    values: Object.keys(values).length > 0 ? values : undefined,
    unknown,
    keys: [...keys].sort(),
  };
}

/** An opportunity's status told by its stage: what is won or lost is named, every other stage is open. */
export function readStages(profile: ColumnProfile): ChoiceReading & { unfamiliar: readonly string[] } {
  const reading = readChoices('opportunity', 'status', profile);
  const unfamiliar = reading.unknown.filter((text) => !openStages.test(normalizeWord(text)));
  const named = Object.entries(
    Object.fromEntries(profile.values.map(({ text }) => [text, meaningOf(dictionary('opportunity', 'status'), text)])),
  )
    .filter((entry): entry is [string, string] => entry[1] === 'won' || entry[1] === 'lost')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...reading, values: { ...Object.fromEntries(named), '*': 'open' }, unfamiliar };
}
