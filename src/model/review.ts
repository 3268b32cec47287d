import { called, defineRecord } from './fields.ts';

/** One review of a condition or plan item. Sync appends one at each new value of "reviewed on", so that an overwritten date does not sink last month's coverage. */
export const review = defineRecord({
  type: 'review',
  label: { en: 'Review', 'zh-CN': '检查' },
  alsoCalled: called('review log, reviews, review history', '检查记录, 回顾记录'),
  fields: {
    recordType: {
      kind: 'choice',
      label: { en: 'Of what', 'zh-CN': '对象类型' },
      choices: { condition: { en: 'Condition', 'zh-CN': '满意条件' }, planItem: { en: 'Plan item', 'zh-CN': '计划项' } },
      alsoCalled: called('object type, reviewed type'),
    },
    /** The id of the reviewed record. */
    record: {
      kind: 'text',
      label: { en: 'Of which record', 'zh-CN': '对象' },
      alsoCalled: called('record id, item id, number, reviewed record', '对象编号, 记录编号'),
    },
    reviewedOn: {
      kind: 'date',
      label: { en: 'Reviewed on', 'zh-CN': '检查日' },
      alsoCalled: called('review date, reviewed', '检查日期, 回顾日期'),
    },
    by: { kind: 'person', label: { en: 'By', 'zh-CN': '检查人' }, alsoCalled: called('reviewed by, reviewer', '检查者, 回顾人') },
  },
});
