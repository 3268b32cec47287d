import { defineRecord } from './fields.ts';

/** An item of the account plan. */
export const planItem = defineRecord({
  type: 'planItem',
  label: { en: 'Plan item', 'zh-CN': '计划项' },
  titleField: 'title',
  fields: {
    section: {
      kind: 'choice',
      label: { en: 'Section', 'zh-CN': '章节' },
      choices: {
        goals: { en: 'Goals', 'zh-CN': '目标' },
        whitespace: { en: 'Whitespace', 'zh-CN': '空白机会' },
        relationships: { en: 'Relationships', 'zh-CN': '关系' },
        partners: { en: 'Partners', 'zh-CN': '合作伙伴' },
        risks: { en: 'Risks', 'zh-CN': '风险' },
        actions: { en: 'Actions', 'zh-CN': '行动' },
      },
    },
    title: { kind: 'text', label: { en: 'Title', 'zh-CN': '标题' } },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' } },
    dueOn: { kind: 'date', label: { en: 'Due on', 'zh-CN': '到期日' } },
    /** The first due date that was known: the source's own, else remembered by the store from version to version. */
    firstDueOn: { kind: 'date', label: { en: 'First due on', 'zh-CN': '最初到期日' } },
    laterDateReason: { kind: 'note', label: { en: 'Reason for a later date', 'zh-CN': '延期原因' } },
    doneOn: { kind: 'date', label: { en: 'Done on', 'zh-CN': '完成日' } },
    reviewedOn: { kind: 'date', label: { en: 'Reviewed on', 'zh-CN': '检查日' } },
    motion: { kind: 'text', label: { en: 'Motion', 'zh-CN': '销售方式' } },
    value: { kind: 'money', label: { en: 'Value', 'zh-CN': '价值' } },
    /** The year in which the fiscal year ends: 2026 for FY2026. */
    fiscalYear: { kind: 'integer', min: 1990, max: 2101, label: { en: 'Fiscal year', 'zh-CN': '财年' } },
  },
  remembered: { firstDueOn: 'date' },
});
