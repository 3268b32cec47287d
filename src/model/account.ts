import { defineRecord } from './fields.ts';

/** The settings of the account that KPIs read; versioned like any record, so that the past can be read whole. Its id is always 'account'. */
export const account = defineRecord({
  type: 'account',
  label: { en: 'Account', 'zh-CN': '客户' },
  titleField: 'name',
  fields: {
    name: { kind: 'text', label: { en: 'Name', 'zh-CN': '名称' } },
    currency: { kind: 'currency', label: { en: 'Reporting currency', 'zh-CN': '报告货币' } },
    /** 'MM-DD', the first day of the fiscal year. */
    fiscalYearStart: { kind: 'text', label: { en: 'Fiscal year starts', 'zh-CN': '财年开始' } },
    timeZone: { kind: 'text', label: { en: 'Time zone', 'zh-CN': '时区' } },
    planFrom: { kind: 'date', label: { en: 'Account plan from', 'zh-CN': '客户计划开始日' } },
    eaPrograms: { kind: 'texts', label: { en: 'EA-type programmes', 'zh-CN': 'EA 类计划' } },
    annuityPrograms: { kind: 'texts', label: { en: 'Annuity programmes', 'zh-CN': '年金类计划' } },
    keyWinThreshold: { kind: 'money', label: { en: 'Key-win threshold', 'zh-CN': '关键赢单门槛' } },
    renewalGraceDays: { kind: 'integer', min: 0, max: 366, label: { en: 'Renewal grace, days', 'zh-CN': '续约宽限天数' } },
    conditionsScope: {
      kind: 'choice',
      label: { en: 'Conditions of satisfaction are in scope for', 'zh-CN': '满意条件的范围' },
      choices: {
        account: { en: 'the account as a whole', 'zh-CN': '整个客户' },
        organizations: { en: 'marked organizations', 'zh-CN': '标记的组织' },
      },
    },
  },
});
