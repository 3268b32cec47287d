import { defineRecord } from './fields.ts';

/** A condition of satisfaction. */
export const condition = defineRecord({
  type: 'condition',
  label: { en: 'Condition of satisfaction', 'zh-CN': '满意条件' },
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    side: {
      kind: 'choice',
      label: { en: 'Side', 'zh-CN': '一方' },
      choices: { ours: { en: 'Ours', 'zh-CN': '我方' }, theirs: { en: 'Theirs', 'zh-CN': '对方' } },
    },
    text: { kind: 'note', label: { en: 'Text', 'zh-CN': '内容' } },
    measure: { kind: 'text', label: { en: 'Measure', 'zh-CN': '衡量标准' } },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' } },
    dueOn: { kind: 'date', label: { en: 'Due on', 'zh-CN': '到期日' } },
    openedOn: { kind: 'date', label: { en: 'Opened on', 'zh-CN': '开始日' } },
    closedOn: { kind: 'date', label: { en: 'Closed on', 'zh-CN': '结束日' } },
    agreedOn: { kind: 'date', label: { en: 'Agreed on', 'zh-CN': '商定日' } },
    reviewedOn: { kind: 'date', label: { en: 'Reviewed on', 'zh-CN': '检查日' } },
  },
});
