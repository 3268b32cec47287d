import { defineKpi } from './kpi.ts';

const subject = 'coalesce(s.survey_id, s.id)';

export const surveyResponse = defineKpi({
  id: 'survey-response',
  group: 'satisfaction',
  title: { en: 'Survey response', 'zh-CN': '调查回复率' },
  formula: { en: 'Contacts who gave a score ÷ contacts invited, by wave', 'zh-CN': '给出评分的联系人数 ÷ 受邀人数（按调查批次）' },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['survey', 'score'],
  touches: {
    survey: 'select id as subject from changed',
    score: `select ${subject} as subject from changed join score s on s.id = changed.id`,
  },
  reasons: {
    noClosesOn: { text: { en: 'The closing date of the wave is empty', 'zh-CN': '调查截止日为空' }, field: 'closesOn' },
    noInvited: { text: { en: 'Nobody was invited, or the number is empty', 'zh-CN': '邀请人数为空或为零' }, field: 'invited' },
    noSurvey: { text: { en: 'The score belongs to no known wave', 'zh-CN': '评分不属于任何已知调查' }, field: 'survey' },
    noContact: { text: { en: 'The contact is empty', 'zh-CN': '联系人为空' }, field: 'contact' },
    noScore: { text: { en: 'The score is empty', 'zh-CN': '分数为空' }, field: 'score' },
    answeredAlready: { text: { en: 'The same contact is counted with an earlier answer', 'zh-CN': '同一联系人已按更早的答复计入' } },
  },
  // An answer after the closing date counts from its own day. Both parts belong to the organization of the wave.
  select: () => `
    select
      w.id as subject, 'survey' as record_type, w.id as record_id, '' as part,
      case when w.closes_on is null then 'noClosesOn' when w.invited is null or w.invited <= 0 then 'noInvited' end as excluded,
      w.closes_on as occurred_on, w.closes_on as counts_from, 'infinity'::date as counts_until,
      0::numeric as numerator, w.invited::numeric as denominator, w.organization_id
    from survey w
    union all
    select subject, 'score', id, '',
      coalesce(excluded, case when place > 1 then 'answeredAlready' end),
      closes_on, greatest(closes_on, answered_on), 'infinity'::date, 1, 0, organization_id
    from (
      select each.*, row_number() over (partition by subject, contact_id, excluded order by answered_on, id collate "C") as place
      from (
        select ${subject} as subject, s.id, s.contact_id, s.answered_on, w.closes_on, w.organization_id,
          case
            when w.id is null then 'noSurvey'
            when w.closes_on is null then 'noClosesOn'
            when w.invited is null or w.invited <= 0 then 'noInvited'
            when s.contact_id is null then 'noContact'
            when s.score is null then 'noScore'
          end as excluded
        from score s left join survey w on w.id = s.survey_id
      ) each
    ) ordered`,
});
