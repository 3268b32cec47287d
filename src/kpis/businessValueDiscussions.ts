import { defineKpi } from './kpi.ts';

/** SQL: the sixth weekday, Monday to Friday, after the meeting. */
const sixthWeekday = 'm.held_on + case extract(isodow from m.held_on)::int when 5 then 10 when 6 then 9 else 8 end';

export const businessValueDiscussions = defineKpi({
  id: 'business-value-discussions',
  group: 'businessValue',
  headline: 7,
  title: { en: 'Business value in discussions', 'zh-CN': '会谈中的业务价值' },
  formula: {
    en: 'Customer meetings in which business value was discussed, with the opportunity or value named ÷ customer meetings',
    'zh-CN': '讨论了业务价值（并注明商机或价值）的客户会议数 ÷ 客户会议数',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['meeting'],
  touches: { meeting: 'select id as subject from changed' },
  reasons: {
    notAMeeting: { text: { en: 'It was no meeting, call or visit', 'zh-CN': '不是会议、电话或拜访' }, field: 'kind' },
    noContact: { text: { en: 'No contact of the customer took part', 'zh-CN': '没有客户联系人参加' }, field: 'contacts' },
    noHeldOn: { text: { en: 'The day of the meeting is empty', 'zh-CN': '举行日为空' }, field: 'heldOn' },
    notAnswered: {
      text: { en: 'Nobody has said whether business value was discussed', 'zh-CN': '尚无人答复是否讨论了业务价值' },
      field: 'businessValueDiscussed',
    },
    notDiscussed: { text: { en: 'Business value was not discussed', 'zh-CN': '未讨论业务价值' }, field: 'businessValueDiscussed' },
    nothingNamed: { text: { en: 'Neither the opportunity nor the value is named', 'zh-CN': '未注明商机或价值' }, field: 'opportunity' },
  },
  // Until it is answered, a meeting counts as no from the sixth weekday after it. An answer counts from its own day.
  select: () => `
    select
      m.id as subject, 'meeting' as record_type, m.id as record_id, row.part, row.excluded,
      m.held_on as occurred_on, row.counts_from, 'infinity'::date as counts_until, row.numerator, row.denominator, m.owner_id
    from (
      select m.id, m.held_on, m.owner_id, ${sixthWeekday} as asked_until,
        case when m.business_value_discussed is not null then greatest(m.held_on, m.answered_on) end as answered_on,
        case
          when m.kind is null or m.kind not in ('meeting', 'call', 'visit') then 'notAMeeting'
          when not exists (select from unnest(m.contacts) as attendee(entry) where attendee.entry <> '') then 'noContact'
          when m.held_on is null then 'noHeldOn'
        end as excluded,
        case
          when m.business_value_discussed is null then 'notAnswered'
          when not m.business_value_discussed then 'notDiscussed'
          when m.opportunity_id is null and coalesce(trim(m.value), '') = '' then 'nothingNamed'
        end as unmet
      from meeting m
    ) m
    cross join lateral (
      select '' as part, m.excluded, least(m.answered_on, m.asked_until) as counts_from, 0::numeric as numerator, 1::numeric as denominator
      union all
      select 'met', m.unmet, m.answered_on, 1, 0 where m.excluded is null
    ) row`,
});
