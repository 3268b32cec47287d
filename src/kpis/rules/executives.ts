import type { Reason } from '../kpi.ts';

const answers = ['accepted', 'declined', 'tentative', 'none', 'confirmed'];
/** SQL: the contact of an entry 'contactId:answer'. (A regular expression costs ten times as much, and there is one per attendee.) */
const contactOf = (entry: string) =>
  `case ${answers.map((answer) => `when right(${entry}, ${answer.length + 1}) = ':${answer}' then left(${entry}, -${answer.length + 1})`).join(' ')} else ${entry} end`;

export const executiveTouches = {
  contact: 'select id as subject from changed',
  meeting: `select ${contactOf('attendee.entry')} as subject from changed
    join meeting m on m.id = changed.id cross join unnest(m.contacts) as attendee(entry) where attendee.entry is not null`,
} as const;

/** The first day that dates can have: a contact without a first day has always been active. */
const everSince = "'1990-01-01'::date";

export interface Cadence {
  /** SQL over `c`: why the contact is not asked for, beyond its level. */
  notAsked: string;
  /** SQL over `m`: what else a meeting must be; a key of `excluded` or null. */
  notEnough: string;
  /** SQL over `c`: for how many days a meeting counts. */
  days: string;
}

/**
 * Executives (contacts of level CXO or VP): a part '' while the contact is active, and within that time a part per
 * meeting, call or visit of at most 20 people that the contact accepted or a team member confirmed: from its day until
 * the next one, at most for `days`. So no two overlap.
 */
export const metExecutives = ({ notAsked, notEnough, days }: Cadence): string => `
    with executive as not materialized (
      select c.id, c.organization_id, c.relationship_owner_id as owner_id, c.level as segment, ${days} as days,
        coalesce(c.active_from, ${everSince}) as active_from, coalesce(c.active_until + 1, 'infinity'::date) as active_until,
        case when c.level is null or c.level not in ('CXO', 'VP') then 'notExecutive' else ${notAsked} end as excluded
      from contact c
    ),
    attendee as not materialized (
      select ${contactOf('attendee.entry')} as contact_id,
        right(attendee.entry, 9) = ':accepted' or right(attendee.entry, 10) = ':confirmed' as agreed,
        m.id as meeting_id, m.held_on, m.kind, m.number_of_people, m.with_sponsor
      from meeting m cross join unnest(m.contacts) as attendee(entry)
      where attendee.entry is not null
    ),
    -- a contact may stand in a meeting's list more than once
    attended as not materialized (
      select e.id, e.organization_id, e.owner_id, e.segment, e.days, e.active_from, e.active_until, e.excluded, m.meeting_id, m.held_on,
        case
          when m.meeting_id is null then 'noMeeting'
          when m.kind is null or m.kind not in ('meeting', 'call', 'visit') then 'notAMeeting'
          when m.number_of_people > 20 then 'tooManyPeople'
          when m.held_on is null then 'noHeldOn'
          when not bool_or(m.agreed) then 'notAccepted'
          else ${notEnough}
        end as unmet
      from executive e left join attendee m on m.contact_id = e.id and e.excluded is null
      group by e.id, e.organization_id, e.owner_id, e.segment, e.days, e.active_from, e.active_until, e.excluded,
        m.meeting_id, m.held_on, m.kind, m.number_of_people, m.with_sponsor
    ),
    met as not materialized (
      select a.*,
        min(a.held_on) filter (where a.unmet is null)
          over (partition by a.id order by a.held_on, a.meeting_id collate "C" rows between 1 following and unbounded following) as next_on,
        row_number() over (partition by a.id order by a.meeting_id collate "C") = 1 as is_first
      from attended a
    )
    select
      c.id as subject, 'contact' as record_type, c.id as record_id, row.part, row.excluded, row.counts_from, row.counts_until,
      row.numerator, row.denominator, c.organization_id, c.owner_id, c.segment
    from met c
    cross join lateral (
      select '' as part, c.excluded, c.active_from as counts_from, c.active_until as counts_until, 0::numeric as numerator, 1::numeric as denominator
      where c.is_first
      union all
      select 'met:' || coalesce(c.meeting_id, ''),
        coalesce(c.unmet, case when c.next_on = c.held_on then 'metAgain' end),
        greatest(c.held_on, c.active_from), least(c.held_on + c.days, c.next_on, c.active_until), 1, 0
      where c.excluded is null
    ) row`;

export const executiveReasons = {
  notExecutive: { text: { en: 'The level is neither CXO nor VP', 'zh-CN': '级别既不是首席高管也不是副总裁' }, field: 'level' },
  noMeeting: { text: { en: 'There is no meeting with this contact', 'zh-CN': '没有与该联系人的会议' } },
  notAMeeting: { text: { en: 'It was no meeting, call or visit', 'zh-CN': '不是会议、电话或拜访' }, field: 'kind' },
  tooManyPeople: { text: { en: 'More than 20 people took part', 'zh-CN': '参加者超过 20 人' }, field: 'numberOfPeople' },
  noHeldOn: { text: { en: 'The day of the meeting is empty', 'zh-CN': '举行日为空' }, field: 'heldOn' },
  notAccepted: { text: { en: 'The contact did not accept, and nobody confirmed', 'zh-CN': '联系人未接受，也无人确认' }, field: 'contacts' },
  metAgain: { text: { en: 'Another meeting on the same day counts', 'zh-CN': '同一天的另一次会议已计入' } },
} as const satisfies Record<string, Reason>;
