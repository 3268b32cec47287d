import { called, defineRecord } from './fields.ts';

/** One wave of a survey. */
export const survey = defineRecord({
  type: 'survey',
  label: { en: 'Survey', 'zh-CN': '调查' },
  alsoCalled: called('survey wave, wave, questionnaire, survey campaign', '调查, 问卷, 调查批次, 问卷列表'),
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    closesOn: {
      kind: 'date',
      label: { en: 'Closes on', 'zh-CN': '截止日' },
      alsoCalled: called('close date, closing date, end date, deadline, survey end', '截止日期, 结束日期, 关闭日期'),
    },
    invited: {
      kind: 'integer',
      min: 0,
      label: { en: 'Invited', 'zh-CN': '邀请人数' },
      alsoCalled: called(
        'invitations, invitations sent, number invited, recipients, sent, sample size, invitees',
        '发放数量, 发送数量, 邀请数, 受邀人数, 发放份数',
      ),
    },
  },
});
