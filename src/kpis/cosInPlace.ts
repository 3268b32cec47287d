import { defineKpi } from './kpi.ts';

const byOrganization = "ac.conditions_scope is not distinct from 'organizations'";

export const cosInPlace = defineKpi({
  id: 'cos-in-place',
  group: 'conditions',
  title: { en: 'Conditions of satisfaction in place', 'zh-CN': '满意条件到位率' },
  formula: {
    en: 'Organizations in scope with open conditions of both sides ÷ organizations in scope (the account as a whole where none is marked so)',
    'zh-CN': '双方均有未结条件的范围内组织数 ÷ 范围内组织数（未按组织设定时为整个客户）',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['condition', 'organization', 'account'],
  touches: {
    condition: `select touched.subject from changed join condition c on c.id = changed.id
      cross join lateral (values ('account'), (c.organization_id)) touched(subject) where touched.subject is not null`,
    organization: 'select id as subject from changed',
  },
  reasons: {
    notInScope: { text: { en: 'The organization is not marked as in scope', 'zh-CN': '该组织未标记为范围内' }, field: 'conditionsInScope' },
    scopeIsAccount: { text: { en: 'The account as a whole is in scope', 'zh-CN': '范围为整个客户' } },
    scopeIsOrganizations: { text: { en: 'The marked organizations are in scope', 'zh-CN': '范围为标记的组织' } },
    notBothSides: { text: { en: 'Both sides never had open conditions at once', 'zh-CN': '双方从未同时有未结条件' } },
  },
  // Each stretch of time in which both sides have an open condition is one part.
  select: () => `
    with unit as not materialized (
      select 'account' as subject, 'account' as record_type, null as organization_id,
        case when ${byOrganization} then 'scopeIsOrganizations' end as excluded
      from (values (1)) one left join account ac on true
      union all
      select o.id, 'organization', o.id,
        case when not (${byOrganization}) then 'scopeIsAccount' when o.conditions_in_scope is not true then 'notInScope' end
      from organization o left join account ac on true
    ),
    event as not materialized (
      select u.subject, change.day, sum(change.ours) as ours, sum(change.theirs) as theirs
      from unit u
      join (
        select touched.subject, c.side, c.opened_on, c.closed_on
        from condition c cross join lateral (values ('account'), (c.organization_id)) touched(subject)
        where c.side in ('ours', 'theirs') and (c.closed_on is null or c.opened_on < c.closed_on)
      ) c on c.subject = u.subject
      cross join lateral (values
        (c.opened_on, case when c.side = 'ours' then 1 else 0 end, case when c.side = 'theirs' then 1 else 0 end),
        (c.closed_on, case when c.side = 'ours' then -1 else 0 end, case when c.side = 'theirs' then -1 else 0 end)
      ) change(day, ours, theirs)
      where u.excluded is null and c.opened_on is not null and change.day is not null
      group by u.subject, change.day
    ),
    standing as not materialized (
      select subject, day, lead(day) over (partition by subject order by day) as next_day,
        sum(ours) over (partition by subject order by day) > 0 and sum(theirs) over (partition by subject order by day) > 0 as both
      from event
    ),
    counted as not materialized (
      select u.*, s.day, s.next_day, row_number() over (partition by u.subject order by s.day) = 1 as is_first
      from unit u left join standing s on s.subject = u.subject and s.both
    )
    select
      c.subject, c.record_type, c.subject as record_id, row.part, row.excluded, row.counts_from, row.counts_until,
      row.numerator, row.denominator, c.organization_id
    from counted c
    cross join lateral (
      select '' as part, c.excluded, '1990-01-01'::date as counts_from, 'infinity'::date as counts_until, 0::numeric as numerator, 1::numeric as denominator
      where c.is_first
      union all
      select 'bothSides:' || coalesce(c.day::text, ''), case when c.day is null then 'notBothSides' end, c.day, coalesce(c.next_day, 'infinity'), 1, 0
      where c.excluded is null
    ) row`,
});
