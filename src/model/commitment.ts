import { called, defineRecord } from './fields.ts';

/** What one team asked of another: an internal service level. */
export const commitment = defineRecord({
  type: 'commitment',
  label: { en: 'Commitment', 'zh-CN': '承诺' },
  alsoCalled: called('internal request, service level, sla, request, internal sla', '内部承诺, 内部请求, 服务请求, 协作请求'),
  titleField: 'teamAsked',
  fields: {
    teamAsked: {
      kind: 'text',
      label: { en: 'Team asked', 'zh-CN': '被请求团队' },
      alsoCalled: called(
        'team, requested team, asked team, assigned team, supporting team, department',
        '请求团队, 协作团队, 支持团队, 受理团队, 受理部门',
      ),
    },
    askedOn: {
      kind: 'date',
      label: { en: 'Asked on', 'zh-CN': '提出日' },
      alsoCalled: called('requested on, request date, asked, submitted on, created on', '请求日期, 提出日期, 申请日期'),
    },
    dueOn: {
      kind: 'date',
      label: { en: 'Due on', 'zh-CN': '到期日' },
      alsoCalled: called('due date, due, deadline, sla date, respond by', '截止日期, 到期日期, 要求完成日期, 期望答复日期'),
    },
    /** The first due date that was known: the source's own, else remembered by the store from version to version. */
    firstDueOn: {
      kind: 'date',
      label: { en: 'First due on', 'zh-CN': '最初到期日' },
      alsoCalled: called('original due date, first due date', '原截止日期'),
    },
    laterDateReason: {
      kind: 'note',
      label: { en: 'Reason for a later date', 'zh-CN': '延期原因' },
      alsoCalled: called('why later, delay reason, reason for delay', '延迟原因'),
    },
    answeredOn: {
      kind: 'date',
      label: { en: 'Answered on', 'zh-CN': '答复日' },
      alsoCalled: called('answered, response date, responded on, resolved on, completed on', '答复日期, 回复日期, 完成日期'),
    },
    owner: {
      kind: 'person',
      label: { en: 'Owner', 'zh-CN': '负责人' },
      alsoCalled: called('asked by, requested by, requester, responsible', '提出人, 申请人, 请求人'),
    },
    subject: {
      kind: 'note',
      label: { en: 'Subject', 'zh-CN': '主题' },
      alsoCalled: called('request, description, topic, what', '请求内容, 请求, 事项, 描述'),
    },
  },
  remembered: { firstDueOn: 'date' },
});
