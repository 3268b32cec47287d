import { defineRecord } from './fields.ts';

/** What one team asked of another: an internal service level. */
export const commitment = defineRecord({
  type: 'commitment',
  label: { en: 'Commitment', 'zh-CN': '承诺' },
  titleField: 'teamAsked',
  fields: {
    teamAsked: { kind: 'text', label: { en: 'Team asked', 'zh-CN': '被请求团队' } },
    askedOn: { kind: 'date', label: { en: 'Asked on', 'zh-CN': '提出日' } },
    dueOn: { kind: 'date', label: { en: 'Due on', 'zh-CN': '到期日' } },
    /** The first due date that was known: the source's own, else remembered by the store from version to version. */
    firstDueOn: { kind: 'date', label: { en: 'First due on', 'zh-CN': '最初到期日' } },
    laterDateReason: { kind: 'note', label: { en: 'Reason for a later date', 'zh-CN': '延期原因' } },
    answeredOn: { kind: 'date', label: { en: 'Answered on', 'zh-CN': '答复日' } },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' } },
    subject: { kind: 'note', label: { en: 'Subject', 'zh-CN': '主题' } },
  },
  remembered: { firstDueOn: 'date' },
});
