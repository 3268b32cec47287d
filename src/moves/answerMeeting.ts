import { defineMove } from './move.ts';

/**
 * Discuss business value in a customer meeting and say so: one that nobody has answered for yet (it may be still to
 * come), or where it was discussed and nothing is named. An answer "no" stands: it is not a move to take it back.
 */
export const answerMeeting = defineMove({
  kind: 'answerMeeting',
  text: { en: 'Say which business value was discussed in the meeting', 'zh-CN': '说明会议讨论的业务价值' },
  recordType: 'meeting',
  kpis: ['business-value-discussions'],
  candidates: ({ asOf, horizon, fiscalYear }) => `
    select m.id as record_id, coalesce(m.organizer_id, m.owner_id) as owner_id, greatest(m.held_on, ${asOf}) as due_on,
      jsonb_build_object('answeredOn', case when m.business_value_discussed then m.answered_on else greatest(m.held_on, ${asOf}) end) as facts
    from meeting m
    where m.kind in ('meeting', 'call', 'visit') and m.held_on between ${fiscalYear.start(asOf)} and ${horizon}
      and exists (select from unnest(m.contacts) as attendee(entry) where attendee.entry <> '')
      and (m.business_value_discussed is null or m.business_value_discussed and m.opportunity_id is null and coalesce(trim(m.value), '') = '')
    order by m.held_on, m.id limit 2000`,
  changes: ({ record_id, facts }) => [
    {
      recordType: 'meeting',
      recordId: record_id,
      set: { businessValueDiscussed: true, answeredOn: facts.answeredOn, value: 'to be named' },
    },
  ],
});
