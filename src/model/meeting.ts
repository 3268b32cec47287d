import { defineRecord } from './fields.ts';

export const meeting = defineRecord({
  type: 'meeting',
  label: { en: 'Meeting', 'zh-CN': '会议' },
  fields: {
    /** 'contactId:answer' each, answer one of accepted, declined, tentative, none, confirmed (by a team member); ':' absent means none. */
    contacts: { kind: 'texts', label: { en: 'Contacts, with their answer', 'zh-CN': '联系人及答复' } },
    heldOn: { kind: 'date', label: { en: 'Held on', 'zh-CN': '举行日' } },
    kind: {
      kind: 'choice',
      label: { en: 'Kind', 'zh-CN': '种类' },
      choices: {
        meeting: { en: 'Meeting', 'zh-CN': '会议' },
        call: { en: 'Call', 'zh-CN': '电话' },
        visit: { en: 'Visit', 'zh-CN': '拜访' },
        event: { en: 'Event', 'zh-CN': '活动' },
        mail: { en: 'Mail', 'zh-CN': '邮件' },
      },
    },
    numberOfPeople: { kind: 'integer', min: 0, label: { en: 'Number of people', 'zh-CN': '人数' } },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' } },
    organizer: { kind: 'person', label: { en: 'Organizer', 'zh-CN': '组织者' } },
    /** Empty: nobody has answered yet. */
    businessValueDiscussed: { kind: 'boolean', label: { en: 'Business value discussed', 'zh-CN': '讨论了业务价值' } },
    /** When the question was answered; empty with an answer: on the day of the meeting. */
    answeredOn: { kind: 'date', label: { en: 'Answered on', 'zh-CN': '答复日' } },
    opportunity: { kind: 'reference', refersTo: 'opportunity', label: { en: 'Opportunity', 'zh-CN': '商机' } },
    value: { kind: 'text', label: { en: 'Value', 'zh-CN': '价值' } },
    withSponsor: { kind: 'boolean', label: { en: 'With sponsor', 'zh-CN': '赞助人参加' } },
  },
});
