import { called, defineRecord } from './fields.ts';

/** An item of the account plan. */
export const planItem = defineRecord({
  type: 'planItem',
  label: { en: 'Plan item', 'zh-CN': '计划项' },
  alsoCalled: called('account plan, plan, action plan, action item, plan items', '客户计划, 行动计划, 客户规划, 计划, 行动项'),
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
      alsoCalled: called('chapter, plan section, category, area', '章节, 模块, 计划章节, 类别, 分类'),
    },
    title: {
      kind: 'text',
      label: { en: 'Title', 'zh-CN': '标题' },
      alsoCalled: called('what, action, item, task, subject, description', '名称, 事项, 行动, 任务, 计划内容, 行动项, 内容'),
    },
    owner: {
      kind: 'person',
      label: { en: 'Owner', 'zh-CN': '负责人' },
      alsoCalled: called('responsible, assigned to, accountable, action owner', '责任人, 执行人'),
    },
    dueOn: {
      kind: 'date',
      label: { en: 'Due on', 'zh-CN': '到期日' },
      alsoCalled: called('due date, due, deadline, target date', '截止日期, 到期日期, 计划完成日期, 完成期限'),
    },
    /** The first due date that was known: the source's own, else remembered by the store from version to version. */
    firstDueOn: {
      kind: 'date',
      label: { en: 'First due on', 'zh-CN': '最初到期日' },
      alsoCalled: called('original due date, first due date, baseline due date', '原截止日期, 最初截止日期'),
    },
    laterDateReason: {
      kind: 'note',
      label: { en: 'Reason for a later date', 'zh-CN': '延期原因' },
      alsoCalled: called('why later, delay reason, reason for delay', '延迟原因'),
    },
    doneOn: {
      kind: 'date',
      label: { en: 'Done on', 'zh-CN': '完成日' },
      alsoCalled: called('done, completed on, completion date, completed, finished on, date completed', '完成日期, 实际完成日期, 完成时间'),
    },
    reviewedOn: {
      kind: 'date',
      label: { en: 'Reviewed on', 'zh-CN': '检查日' },
      alsoCalled: called('last review, last reviewed, last reviewed on, review date', '检查日期, 上次检查, 最近检查日期, 回顾日期'),
    },
    motion: { kind: 'text', label: { en: 'Motion', 'zh-CN': '销售方式' }, alsoCalled: called('route, route to market', '销售模式') },
    value: {
      kind: 'money',
      label: { en: 'Value', 'zh-CN': '价值' },
      alsoCalled: called('worth, amount, potential, estimated value', '金额, 预计金额, 潜在金额'),
    },
    /** The year in which the fiscal year ends: 2026 for FY2026. */
    fiscalYear: {
      kind: 'integer',
      min: 1990,
      max: 2101,
      label: { en: 'Fiscal year', 'zh-CN': '财年' },
      alsoCalled: called('fy, year, plan year', '财政年度, 年度'),
    },
  },
  remembered: { firstDueOn: 'date' },
});
