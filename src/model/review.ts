import { defineRecord } from './fields.ts';

/** One review of a condition or plan item. Sync appends one at each new value of "reviewed on", so that an overwritten date does not sink last month's coverage. */
export const review = defineRecord({
  type: 'review',
  label: { en: 'Review', 'zh-CN': '检查' },
  fields: {
    recordType: {
      kind: 'choice',
      label: { en: 'Of what', 'zh-CN': '对象类型' },
      choices: { condition: { en: 'Condition', 'zh-CN': '满意条件' }, planItem: { en: 'Plan item', 'zh-CN': '计划项' } },
    },
    /** The id of the reviewed record. */
    record: { kind: 'text', label: { en: 'Of which record', 'zh-CN': '对象' } },
    reviewedOn: { kind: 'date', label: { en: 'Reviewed on', 'zh-CN': '检查日' } },
    by: { kind: 'person', label: { en: 'By', 'zh-CN': '检查人' } },
  },
});
