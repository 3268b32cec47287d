import { type Language, model } from '../model/index.ts';
import { listTitle } from '../provision/titles.ts';
import type { StepKey, Waiting } from './waits.ts';

interface Words {
  /** What is missing, as the beginning of a sentence. */
  missing(wait: Named): string;
  /** What to do, as an imperative. */
  next(wait: Named): string;
}
/** A wait with its names in the reader's language. */
export interface Named {
  wait: Waiting;
  /** 'opportunities', '商机'. */
  records: string;
  field: string;
  source: string;
  currencies: string;
}

const english: Readonly<Record<Waiting['kind'], Words>> = {
  noSource: {
    missing: ({ records }) => `No ${records} yet`,
    next: ({ records }) => `Make a list of ${records}, or connect one that there is.`,
  },
  notReadYet: { missing: ({ source }) => `“${source}” has not been read yet`, next: () => 'Wait a moment; it is being read.' },
  sourceFails: {
    missing: ({ source }) => `“${source}” cannot be read`,
    next: ({ source }) => `Look on the Sources page what “${source}” lacks.`,
  },
  notUnderstood: {
    missing: ({ source }) => `No row of “${source}” was understood`,
    next: ({ source }) => `Look at its quarantined rows, and correct the mapping of “${source}”.`,
  },
  noRows: {
    missing: ({ records, source }) => `“${source}” has no ${records === source.toLowerCase() ? 'rows' : records} yet`,
    next: ({ source }) => `Type the first rows into “${source}”.`,
  },
  notMapped: {
    missing: ({ field, records, source }) => `“${source}” gives no “${field}” of ${records}`,
    next: ({ field, source }) => `Say in the mapping of “${source}” which column holds “${field}”.`,
  },
  fieldEmpty: {
    missing: ({ field, records }) => `“${field}” is empty in all ${records}`,
    next: ({ field, source }) => (source ? `Fill “${field}” in “${source}”.` : `Fill “${field}”.`),
  },
  settingEmpty: { missing: ({ field }) => `“${field}” is not set`, next: ({ field }) => `Set “${field}” in the account’s settings.` },
  noRate: {
    missing: ({ currencies }) => `No plan rate for ${currencies}`,
    next: ({ currencies }) => `Add the plan rate of this fiscal year for ${currencies}.`,
  },
  noTarget: {
    missing: ({ wait }) => (wait.period ? `No target for ${wait.period}` : 'No target is set'),
    next: ({ wait }) => (wait.period ? `Set targets for ${wait.period}.` : 'Set a target for net-new revenue.'),
  },
};
const chinese: Readonly<Record<Waiting['kind'], Words>> = {
  noSource: { missing: ({ records }) => `尚无${records}`, next: ({ records }) => `创建${records}列表，或连接现有列表。` },
  notReadYet: { missing: ({ source }) => `“${source}”尚未读取`, next: () => '请稍候，正在读取。' },
  sourceFails: { missing: ({ source }) => `无法读取“${source}”`, next: ({ source }) => `在“数据来源”页查看“${source}”的问题。` },
  notUnderstood: {
    missing: ({ source }) => `“${source}”没有可识别的行`,
    next: ({ source }) => `查看隔离的行，并修正“${source}”的映射。`,
  },
  noRows: {
    missing: ({ records, source }) => (records === source ? `“${source}”列表为空` : `“${source}”中还没有${records}`),
    next: ({ source }) => `在“${source}”中录入第一批数据。`,
  },
  notMapped: {
    missing: ({ field, records, source }) => `“${source}”未提供${records}的“${field}”`,
    next: ({ field, source }) => `在“${source}”的映射中指定“${field}”对应的列。`,
  },
  fieldEmpty: {
    missing: ({ field, records }) => `所有${records}的“${field}”均为空`,
    next: ({ field, source }) => (source ? `在“${source}”中填写“${field}”。` : `填写“${field}”。`),
  },
  settingEmpty: { missing: ({ field }) => `未设置“${field}”`, next: ({ field }) => `在客户设置中设置“${field}”。` },
  noRate: {
    missing: ({ currencies }) => `缺少 ${currencies} 的计划汇率`,
    next: ({ currencies }) => `补充本财年 ${currencies} 的计划汇率。`,
  },
  noTarget: {
    missing: ({ wait }) => (wait.period ? `${wait.period} 尚无目标` : '尚未设置任何目标'),
    next: ({ wait }) => (wait.period ? `设置 ${wait.period} 的目标。` : '为净新增收入设置目标。'),
  },
};
const words: Readonly<Record<Language, typeof english>> = { en: english, 'zh-CN': chinese };

const named = (wait: Waiting, language: Language): Named => {
  const { recordType, field, source, currencies } = wait;
  const title = recordType ? listTitle(recordType, language) : '';
  return {
    wait,
    records: language === 'en' ? title.toLowerCase() : title,
    field: recordType && field ? (model[recordType].fields[field]?.label[language] ?? field) : '',
    source: source?.name ?? '',
    currencies: currencies.join(', '),
  };
};

const waiters: Readonly<Record<Language, (count: number, of: number, isNeeded: boolean) => string>> = {
  en: (count, of, isNeeded) =>
    isNeeded
      ? `${count} of ${of} KPIs ${count === 1 ? 'waits' : 'wait'} for it`
      : `${count} of ${of} KPIs ${count === 1 ? 'says' : 'say'} less without it`,
  'zh-CN': (count, of, isNeeded) => (isNeeded ? `${of} 个指标中有 ${count} 个在等待` : `${of} 个指标中有 ${count} 个因此信息不全`),
};

/** "No surveys yet: 3 of 33 KPIs wait for it." */
export function waitText(wait: Waiting, of: number, language: Language): { text: string; next: string } {
  const about = named(wait, language);
  const { missing, next } = words[language][wait.kind];
  const isNeeded = wait.neededBy.length > 0;
  const count = isNeeded ? wait.neededBy.length : wait.usefulFor.length;
  const join = language === 'en' ? ': ' : '：';
  const end = language === 'en' ? '.' : '。';
  return { text: missing(about) + join + waiters[language](count, of, isNeeded) + end, next: next(about) };
}

export const missingText: Readonly<Record<Language, (waiting: number, of: number) => string>> = {
  en: (waiting, of) => `${waiting} of ${of} KPIs ${waiting === 1 ? 'waits' : 'wait'} for something that is missing.`,
  'zh-CN': (waiting, of) => `${of} 个指标中有 ${waiting} 个因数据缺失而等待。`,
};

export const stepTitles: Readonly<Record<StepKey, Readonly<Record<Language, string>>>> = {
  account: { en: 'The account', 'zh-CN': '客户' },
  lists: { en: 'Lists', 'zh-CN': '列表' },
  mapping: { en: 'How rows are read', 'zh-CN': '映射' },
  targets: { en: 'Targets', 'zh-CN': '目标' },
  people: { en: 'People', 'zh-CN': '人员' },
  digest: { en: 'Weekly digest', 'zh-CN': '周报' },
};
