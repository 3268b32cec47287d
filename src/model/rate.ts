import { defineRecord } from './fields.ts';

/** How many units of the reporting currency one unit of `currency` is worth in a fiscal year's plan. */
export const rate = defineRecord({
  type: 'rate',
  label: { en: 'Plan rate', 'zh-CN': '计划汇率' },
  titleField: 'currency',
  fields: {
    /** The year in which the fiscal year ends: 2026 for FY2026. */
    fiscalYear: { kind: 'integer', min: 1990, max: 2101, label: { en: 'Fiscal year', 'zh-CN': '财年' } },
    currency: { kind: 'currency', label: { en: 'Currency', 'zh-CN': '货币' } },
    planRate: { kind: 'number', min: 0, label: { en: 'Plan rate', 'zh-CN': '计划汇率' } },
  },
});
