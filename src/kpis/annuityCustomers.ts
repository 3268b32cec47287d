import { defineKpi } from './kpi.ts';
import { annuityPrograms, notAnnuity, programsOf } from './rules/renewals.ts';

/** An organization's agreements are counted together; an agreement without one is alone. */
const subject = 'coalesce(a.organization_id, a.id)';

export const annuityCustomers = defineKpi({
  id: 'annuity-customers',
  group: 'agreements',
  title: { en: 'Annuity customers', 'zh-CN': '年金客户数' },
  formula: { en: 'Organizations with an annuity agreement in force', 'zh-CN': '拥有生效年金类协议的组织数' },
  unit: 'count',
  better: 'higher',
  shape: 'level',
  value: 'sum',
  version: 1,
  reads: ['agreement', 'account'],
  touches: { agreement: `select ${subject} as subject from changed join agreement a on a.id = changed.id` },
  reasons: {
    notAnnuity,
    noOrganization: { text: { en: 'The organization is empty', 'zh-CN': '组织为空' }, field: 'organization' },
    noStartsOn: { text: { en: 'The start is empty', 'zh-CN': '开始日为空' }, field: 'startsOn' },
    neverInForce: { text: { en: 'The agreement ends before it starts', 'zh-CN': '协议在开始前已结束' }, field: 'endsOn' },
    coveredByAnother: { text: { en: 'Covered by another agreement', 'zh-CN': '已由另一份协议覆盖' } },
  },
  // Without an end or termination an agreement stays in force.
  select: () => `
    select
      subject, 'agreement' as record_type, id as record_id, '' as part,
      coalesce(excluded, case when greatest(starts_on, covered_until) >= until then 'coveredByAnother' end) as excluded,
      greatest(starts_on, covered_until) as counts_from, until as counts_until,
      1::numeric as numerator, 0::numeric as denominator, organization_id, owner_id
    from (
      select each.*, max(until) filter (where excluded is null)
        over (partition by subject order by starts_on, id collate "C" rows between unbounded preceding and 1 preceding) as covered_until
      from (
        select ${subject} as subject, a.id, a.organization_id, a.owner_id, a.starts_on,
          coalesce(least(a.ends_on + 1, a.terminated_on), 'infinity'::date) as until,
          case
            when a.program is null or not a.program = any(${programsOf(annuityPrograms)}) then 'notAnnuity'
            when a.organization_id is null then 'noOrganization'
            when a.starts_on is null then 'noStartsOn'
            when least(a.ends_on + 1, a.terminated_on) <= a.starts_on then 'neverInForce'
          end as excluded
        from agreement a left join account ac on true
      ) each
    ) ordered`,
});
