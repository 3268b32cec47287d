import { called, defineRecord } from './fields.ts';

/** A condition of satisfaction. */
export const condition = defineRecord({
  type: 'condition',
  label: { en: 'Condition of satisfaction', 'zh-CN': '满意条件' },
  alsoCalled: called(
    'condition of satisfaction, conditions of satisfaction, cos, satisfaction criteria, success criteria',
    '满意条件, 满意标准, 成功标准',
  ),
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    side: {
      kind: 'choice',
      label: { en: 'Side', 'zh-CN': '一方' },
      choices: { ours: { en: 'Ours', 'zh-CN': '我方' }, theirs: { en: 'Theirs', 'zh-CN': '对方' } },
      alsoCalled: called('party, whose, owner side, committed by', '责任方, 哪一方'),
    },
    text: {
      kind: 'note',
      label: { en: 'Text', 'zh-CN': '内容' },
      alsoCalled: called('condition, description, condition text, criteria', '条件, 条件内容, 描述, 条件描述'),
    },
    measure: {
      kind: 'text',
      label: { en: 'Measure', 'zh-CN': '衡量标准' },
      alsoCalled: called('measured by, metric, measurement, success measure', '衡量方式, 衡量指标, 度量标准'),
    },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' }, alsoCalled: called('responsible, accountable', '责任人') },
    dueOn: {
      kind: 'date',
      label: { en: 'Due on', 'zh-CN': '到期日' },
      alsoCalled: called('due date, due, deadline', '截止日期, 到期日期, 完成期限'),
    },
    openedOn: {
      kind: 'date',
      label: { en: 'Opened on', 'zh-CN': '开始日' },
      alsoCalled: called('opened, created on, start date, created', '创建日期, 开始日期, 提出日期'),
    },
    closedOn: {
      kind: 'date',
      label: { en: 'Closed on', 'zh-CN': '结束日' },
      alsoCalled: called('closed, close date, completed on', '关闭日期, 结束日期, 完成日期'),
    },
    agreedOn: {
      kind: 'date',
      label: { en: 'Agreed on', 'zh-CN': '商定日' },
      alsoCalled: called('agreed, agreement date, agreed with customer on, agreed with the customer on', '确认日期, 商定日期'),
    },
    reviewedOn: {
      kind: 'date',
      label: { en: 'Reviewed on', 'zh-CN': '检查日' },
      alsoCalled: called('last review, last reviewed, last reviewed on, review date', '检查日期, 上次检查, 最近检查日期, 回顾日期'),
    },
  },
});
