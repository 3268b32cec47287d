import { kpis } from '../kpis/index.ts';
import type { Language, RecordType, Text } from '../model/index.ts';
import type { FieldMapping } from '../sources/mapping/types.ts';

/** What a field's kind does not tell of the column that people fill. */
export interface Special {
  /** Rows of another list are chosen. */
  refersTo?: RecordType;
  isSeveral?: true;
  choices?: readonly { key: string; label: Text }[];
  /** People are picked, though the record keeps their key as its id. */
  isPerson?: true;
  mapping?: Partial<FieldMapping>;
  description?: Text;
}

export const special: Readonly<Record<string, Special>> = {
  // Whoever types a meeting says who was there: that is the confirmation which executive coverage asks for.
  'meeting.contacts': {
    ...{ refersTo: 'contact', isSeveral: true, mapping: { answer: 'confirmed' } },
    description: { en: 'Who of the customer took part', 'zh-CN': '客户方参会人' },
  },
  'target.kpi': { choices: kpis.map(({ id, title }) => ({ key: id, label: title })) },
  'target.period': { description: { en: 'FY2026 or FY2026-Q1', 'zh-CN': '如 FY2026 或 FY2026-Q1' } },
  'target.value': {
    description: {
      en: 'A ratio as a percentage (85 %) or a number from 0 to 1; money in its currency',
      'zh-CN': '比率写百分比（85%）或 0 到 1 的数；金额按其货币',
    },
  },
  'review.record': { description: { en: 'The ID of the condition or plan item', 'zh-CN': '满意条件或计划项的编号（ID）' } },
  'rate.planRate': {
    description: { en: 'How much one unit is worth in the account’s currency', 'zh-CN': '一单位折合多少客户报告货币' },
  },
  'member.workingHours': { description: { en: 'Such as 09:00-17:30', 'zh-CN': '如 09:00-17:30' } },
  'agreement.lines': {
    description: {
      en: 'Product and seats, such as Office:500; several separated by ;',
      'zh-CN': '产品与席位，如 Office:500；多项以 ; 分隔',
    },
  },
};

/** Where a record's own key is not the row's number: members are known by who they are. */
export const ownKey: Partial<Record<RecordType, { name: string; label: Text }>> = {
  member: { name: 'Person', label: { en: 'Person', 'zh-CN': '人员' } },
};

/** By kind: what is worth saying below the column's name. */
export const kindHints: Readonly<Partial<Record<string, Text>>> = {
  countries: { en: 'Several are separated by ;', 'zh-CN': '多项以 ; 分隔' },
  texts: { en: 'Several are separated by ;', 'zh-CN': '多项以 ; 分隔' },
  country: { en: 'Name or two-letter code', 'zh-CN': '名称或两位代码' },
  currency: { en: 'Three letters, such as EUR', 'zh-CN': '三位字母，如 EUR' },
};

export const words = {
  currencyOf: {
    en: (label: string) => `Currency of ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    'zh-CN': (label: string) => `${label}货币`,
  },
  currency: { en: 'Currency', 'zh-CN': '货币' },
  currencyHint: { en: 'Empty: the account’s currency', 'zh-CN': '留空即客户的报告货币' },
  name: { en: 'Name', 'zh-CN': '名称' },
  remark: { en: 'Remark', 'zh-CN': '备注' },
  nameHint: { en: 'What people call it, where other lists refer to it', 'zh-CN': '其他列表引用时显示的名称' },
  sample: { en: 'Sample row', 'zh-CN': '示例行' },
  sampleHint: {
    en: 'Filled where Account Pulse made the row as an example; such rows are removed in one step in its tab',
    'zh-CN': '由 Account Pulse 作为示例创建的行；可在其选项卡中一次性删除',
  },
} as const satisfies Record<string, Readonly<Record<Language, unknown>>>;
