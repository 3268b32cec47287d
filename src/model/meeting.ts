import { called, defineRecord } from './fields.ts';

export const meeting = defineRecord({
  type: 'meeting',
  label: { en: 'Meeting', 'zh-CN': '会议' },
  alsoCalled: called(
    'customer meeting, visit, activity, appointment, event, calendar, call report',
    '会议, 拜访, 客户拜访, 拜访记录, 活动, 跟进记录',
  ),
  fields: {
    /** 'contactId:answer' each, answer one of accepted, declined, tentative, none, confirmed (by a team member); ':' absent means none. */
    contacts: {
      kind: 'texts',
      label: { en: 'Contacts, with their answer', 'zh-CN': '联系人及答复' },
      alsoCalled: called('attendees, participants, contact, required attendees, invitees', '参会人, 与会人, 客户参会人, 联系人'),
    },
    heldOn: {
      kind: 'date',
      label: { en: 'Held on', 'zh-CN': '举行日' },
      alsoCalled: called(
        'date, meeting date, start, start date, start time, visit date, activity date, held',
        '日期, 会议日期, 拜访日期, 开始时间, 会议时间, 活动日期, 拜访时间',
      ),
    },
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
      alsoCalled: called('type, activity type, meeting type, event type', '类型, 会议类型, 拜访方式, 活动类型, 拜访类型'),
    },
    numberOfPeople: {
      kind: 'integer',
      min: 0,
      label: { en: 'Number of people', 'zh-CN': '人数' },
      alsoCalled: called('people, attendee count, number of attendees, participants count, headcount', '参会人数'),
    },
    owner: {
      kind: 'person',
      label: { en: 'Owner', 'zh-CN': '负责人' },
      alsoCalled: called('responsible, assigned to, account manager', '拜访人, 跟进人'),
    },
    organizer: {
      kind: 'person',
      label: { en: 'Organizer', 'zh-CN': '组织者' },
      alsoCalled: called('invited by, organised by, host', '召集人, 发起人'),
    },
    /** Empty: nobody has answered yet. */
    businessValueDiscussed: {
      kind: 'boolean',
      label: { en: 'Business value discussed', 'zh-CN': '讨论了业务价值' },
      alsoCalled: called('value discussed, discussed business value', '是否讨论业务价值, 讨论业务价值'),
    },
    /** When the question was answered; empty with an answer: on the day of the meeting. */
    answeredOn: { kind: 'date', label: { en: 'Answered on', 'zh-CN': '答复日' }, alsoCalled: called('answer date') },
    opportunity: {
      kind: 'reference',
      refersTo: 'opportunity',
      label: { en: 'Opportunity', 'zh-CN': '商机' },
      alsoCalled: called('deal, regarding, related opportunity', '关联商机, 相关商机, 商机名称, 商机编号'),
    },
    value: { kind: 'text', label: { en: 'Value', 'zh-CN': '价值' }, alsoCalled: called('which value, value named', '讨论的价值') },
    /** What the invitation says it is about. */
    subject: {
      kind: 'note',
      label: { en: 'Subject', 'zh-CN': '主题' },
      alsoCalled: called('meeting subject, topic, meeting title, agenda', '会议主题, 主题, 议题, 会议标题'),
    },
    withSponsor: {
      kind: 'boolean',
      label: { en: 'With sponsor', 'zh-CN': '赞助人参加' },
      alsoCalled: called('sponsor present, sponsor attended', '高管是否参加, 赞助人是否参加'),
    },
  },
});
