import { defineRecord } from './fields.ts';

export const score = defineRecord({
  type: 'score',
  label: { en: 'Score', 'zh-CN': '评分' },
  fields: {
    survey: { kind: 'reference', refersTo: 'survey', label: { en: 'Survey', 'zh-CN': '调查' } },
    contact: { kind: 'reference', refersTo: 'contact', label: { en: 'Contact', 'zh-CN': '联系人' } },
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    answeredOn: { kind: 'date', label: { en: 'Answered on', 'zh-CN': '答复日' } },
    method: {
      kind: 'choice',
      label: { en: 'Method', 'zh-CN': '方法' },
      choices: {
        nps: { en: 'NPS', 'zh-CN': 'NPS' },
        nsat5: { en: 'NSAT, five points', 'zh-CN': 'NSAT 五分制' },
        other: { en: 'Other', 'zh-CN': '其他' },
      },
    },
    score: { kind: 'number', label: { en: 'Score', 'zh-CN': '分数' } },
    scaleMin: { kind: 'number', label: { en: 'Lowest of the scale', 'zh-CN': '量表最低' } },
    scaleMax: { kind: 'number', label: { en: 'Highest of the scale', 'zh-CN': '量表最高' } },
    comment: { kind: 'note', label: { en: 'Comment', 'zh-CN': '评论' } },
  },
});
