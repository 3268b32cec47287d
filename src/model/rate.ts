import { called, defineRecord } from './fields.ts';

/** How many units of the reporting currency one unit of `currency` is worth in a fiscal year's plan. */
export const rate = defineRecord({
  type: 'rate',
  label: { en: 'Plan rate', 'zh-CN': '计划汇率' },
  alsoCalled: called('exchange rate, currency rate, fx rate, budget rate, plan rates', '汇率, 计划汇率, 汇率表'),
  titleField: 'currency',
  fields: {
    /** The year in which the fiscal year ends: 2026 for FY2026. */
    fiscalYear: {
      kind: 'integer',
      min: 1990,
      max: 2101,
      label: { en: 'Fiscal year', 'zh-CN': '财年' },
      alsoCalled: called('year, fy, plan year', '财政年度, 年度, 年份'),
    },
    currency: {
      kind: 'currency',
      label: { en: 'Currency', 'zh-CN': '货币' },
      alsoCalled: called('currency code, from currency, iso code', '币种, 货币代码, 外币'),
    },
    planRate: {
      kind: 'number',
      min: 0,
      label: { en: 'Plan rate', 'zh-CN': '计划汇率' },
      alsoCalled: called('rate, exchange rate, budget rate, fx rate, conversion rate', '汇率, 折算率, 折算汇率'),
    },
  },
});
