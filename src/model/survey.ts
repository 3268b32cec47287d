import { defineRecord } from './fields.ts';

/** One wave of a survey. */
export const survey = defineRecord({
  type: 'survey',
  label: { en: 'Survey', 'zh-CN': '调查' },
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    closesOn: { kind: 'date', label: { en: 'Closes on', 'zh-CN': '截止日' } },
    invited: { kind: 'integer', min: 0, label: { en: 'Invited', 'zh-CN': '邀请人数' } },
  },
});
