import { defineRecord } from './fields.ts';

export const target = defineRecord({
  type: 'target',
  label: { en: 'Target', 'zh-CN': '目标' },
  titleField: 'kpi',
  fields: {
    /** A KPI's id. */
    kpi: { kind: 'text', label: { en: 'KPI', 'zh-CN': '指标' } },
    /** 'FY2026' or 'FY2026-Q1'. */
    period: { kind: 'text', label: { en: 'Period', 'zh-CN': '期间' } },
    /** Ratios as 0..1, scores and days as they are; a currency only for money. */
    value: { kind: 'money', label: { en: 'Value', 'zh-CN': '值' } },
    /** Empty: the whole account. */
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
  },
});
