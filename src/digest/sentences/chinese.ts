import { model } from '../../model/index.ts';
import type { Cause, Saying } from './choose.ts';

type Clause = (name: string, cause: Cause) => string;
/** Between Chinese and Latin letters or digits stands one space; what counts a number (185万) stands close to it. */
function beside(one: string, other: string): string {
  const [end, begin] = [one.at(-1) ?? '', other.at(0) ?? ''];
  const isHan = (letter: string) => /\p{Script=Han}/u.test(letter);
  const isLatin = (letter: string) => /[\p{Script=Latin}\d%$€£¥]/u.test(letter);
  return (isHan(end) && isLatin(begin)) || (isLatin(end) && isHan(begin)) ? `${one} ${other}` : one + other;
}
const clauses: Readonly<Record<Exclude<Cause['happening'], 'better' | 'worse'>, Clause>> = {
  renewed: (name) => beside(name, '已续签'),
  lapsed: (name) => beside(name, '到期未续'),
  won: (name) => beside('赢得', name),
  wonWithPartner: (name) => beside('与合作伙伴一起赢得', name),
  wonWithoutPartner: (name) => beside(name, '赢单但没有合作伙伴'),
  gotPartner: (name) => beside(name, '有合作伙伴加入'),
  lostPartner: (name) => beside(name, '的合作伙伴退出'),
  droppedOut: (name) => beside(name, '不再计入'),
  raised: (name) => beside(name, '金额增加'),
  lowered: (name) => beside(name, '金额减少'),
  rate: (name) => beside(name, '计划汇率更正'),
  definition: () => '指标定义有变',
};
const ups: Readonly<Record<string, Clause>> = {
  revenue: (name) => beside(name, '收入增加'),
  deployment: (name) => beside(name, '部署增加'),
  planItem: (_, { records }) => `${records} 个计划项已检查`,
  score: (_, { records }) => `${records} 份答复评价更高`,
  meeting: (_, { records }) => `${records} 次会议计入`,
};
const downs: Readonly<Record<string, Clause>> = {
  revenue: (name) => beside(name, '收入减少'),
  deployment: (name) => beside(name, '部署减少'),
  planItem: (_, { records }) => `${records} 个计划项逾期未检查`,
  score: (_, { records }) => `${records} 份答复评价更低`,
  meeting: (_, { records }) => `${records} 次会议未达要求`,
};

export function clauseInChinese(cause: Cause): string {
  const { happening, recordType } = cause;
  const name = cause.name ?? '一条未命名的记录';
  if (happening !== 'better' && happening !== 'worse') return clauses[happening](name, cause);
  const known = (happening === 'better' ? ups : downs)[recordType ?? ''];
  if (known) return known(cause.name ?? '客户其余部分', cause);
  const label = recordType === null ? '记录' : model[recordType].label['zh-CN'];
  return beside(cause.name ?? `${cause.records} 条${label}`, `${happening === 'better' ? '拉高' : '拉低'}了该指标`);
}

const told = (cause: Cause & { by: string }): string => `${clauseInChinese(cause)}（${cause.by}）`;
const because = { all: '，因为', most: '，主要因为', part: '，部分因为', none: '' } as const;

/** 'EA 续约率上升 2.1 个百分点至 87.4%，主要因为 Contoso Japan 已续签（+1.8）；Fabrikam Brazil 到期未续（−0.6）。' */
export function inChinese({ title, rose, by, to, extent, causes, against, rest }: Saying): string {
  const head = beside(beside(beside(title, rose ? '上升' : '下降'), beside(by, '至')), to);
  const others = [...against.map(told), ...(rest === null ? [] : [`其余合计 ${rest}`])];
  const begin =
    extent === 'none' ? (against.length > 0 ? '，由多项小变动累积而成' : '') : beside(because[extent], causes.map(told).join('、'));
  return `${head}${begin}${others.length > 0 ? `；${others.join('；')}` : ''}。`;
}
