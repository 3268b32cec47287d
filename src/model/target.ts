import { called, defineRecord } from './fields.ts';

export const target = defineRecord({
  type: 'target',
  label: { en: 'Target', 'zh-CN': '目标' },
  alsoCalled: called('goal, quota, objective, kpi target, quotas', '目标, 指标, 配额, 考核目标'),
  titleField: 'kpi',
  fields: {
    /** A KPI's id. */
    kpi: {
      kind: 'text',
      label: { en: 'KPI', 'zh-CN': '指标' },
      alsoCalled: called('measure, metric, indicator, kpi id, kpi name', '指标名称, 考核指标, 指标代码'),
    },
    /** 'FY2026' or 'FY2026-Q1'. */
    period: {
      kind: 'text',
      label: { en: 'Period', 'zh-CN': '期间' },
      alsoCalled: called('fiscal period, fiscal year, year, quarter, time period', '财年, 考核期, 目标期间, 年度'),
    },
    /** Ratios as 0..1, scores and days as they are; a currency only for money. */
    value: {
      kind: 'money',
      label: { en: 'Value', 'zh-CN': '值' },
      alsoCalled: called('goal, target, target value, quota, objective, goal value', '目标值, 目标, 配额, 考核值'),
    },
    /** Empty: the whole account. */
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
  },
});
