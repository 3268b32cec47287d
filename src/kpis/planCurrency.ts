import type { FiscalYear } from './fiscalYear.ts';
import { defineKpi } from './kpi.ts';
import { reviews } from './rules/reviews.ts';

const sections = "array['goals', 'whitespace', 'relationships', 'partners', 'risks', 'actions']";

const items = (fiscalYear: FiscalYear) => `item as not materialized (
      select each.*,
        ${fiscalYear.startOf('each.year')} as active_from, least(each.done_on, ${fiscalYear.endOf('each.year')} + 1) as active_until
      from (
        select p.id, p.section, p.owner_id, p.done_on,
          case when p.fiscal_year between 1990 and 2101 then p.fiscal_year end as year,
          case when p.fiscal_year is null or p.fiscal_year not between 1990 and 2101 then 'noFiscalYear' end as excluded
        from plan_item p
      ) each
    )`;

/** Each item: a part '' while it is active, and a part per review, until the next one. */
const itemRows = `
    select
      p.id as subject, 'planItem' as record_type, p.id as record_id, row.part, row.excluded, row.counts_from, row.counts_until,
      row.numerator, row.denominator, p.owner_id, p.section as segment
    from (
      select i.*, r.review_id, r.reviewed_on,
        lead(r.reviewed_on) over (partition by i.id order by r.reviewed_on, r.review_id collate "C") as next_on,
        row_number() over (partition by i.id order by r.reviewed_on, r.review_id collate "C") = 1 as is_first
      from item i left join reviewed r on r.record_id = i.id
    ) p
    cross join lateral (
      select '' as part, p.excluded, p.active_from as counts_from, p.active_until as counts_until, 0::numeric as numerator, 1::numeric as denominator
      where p.is_first
      union all
      select 'reviewed:' || coalesce(p.review_id, ''), case when p.reviewed_on is null then 'notReviewed' end,
        greatest(p.active_from, p.reviewed_on), least(p.active_until, p.reviewed_on + 90, p.next_on), 1, 0
      where p.excluded is null
    ) row`;

/** Each stretch of time, from the account's plan-from date on, in which a section has no active item. */
const sectionRows = `
    select
      gap.subject, 'account', 'account', gap.section || ':' || coalesce(gap.covered_until::text, ''),
      case when gap.covered_until is null then 'noPlanFrom' end, gap.covered_until, gap.covered_again, 0, 1, null, gap.section
    from (
      select subject, section,
        max(active_until) over (partition by subject, section order by active_from, active_until rows unbounded preceding) as covered_until,
        coalesce(lead(active_from) over (partition by subject, section order by active_from, active_until), 'infinity'::date) as covered_again
      from (
        -- before the plan there is nothing to miss: that time counts as covered
        select 'section:' || named.section as subject, named.section, '-infinity'::date as active_from, ac.plan_from as active_until
        from unnest(${sections}) as named(section) left join account ac on true
        union all
        select 'section:' || i.section, i.section, i.active_from, i.active_until
        from item i cross join account ac
        where i.section = any(${sections}) and ac.plan_from is not null and i.active_from < i.active_until
      ) covered
    ) gap
    where gap.covered_until is null or gap.covered_until < gap.covered_again`;

export const planCurrency = defineKpi({
  id: 'plan-currency',
  group: 'conditions',
  headline: 6,
  title: { en: 'Account plan up to date', 'zh-CN': '客户计划时效' },
  formula: {
    en: 'Active plan items reviewed in the last 90 days ÷ active plan items, and one for each section that has none',
    'zh-CN': '最近 90 天内检查过的有效计划项 ÷ 有效计划项数（无有效项的章节各计一）',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['planItem', 'review', 'account'],
  touches: {
    planItem: `select id as subject from changed
      union all select 'section:' || p.section from changed join plan_item p on p.id = changed.id where p.section is not null`,
    review:
      "select r.record as subject from changed join review r on r.id = changed.id where r.record_type = 'planItem' and r.record is not null",
  },
  reasons: {
    noFiscalYear: { text: { en: 'The fiscal year is empty', 'zh-CN': '财年为空' }, field: 'fiscalYear' },
    notReviewed: { text: { en: 'It has never been reviewed', 'zh-CN': '从未检查' }, field: 'reviewedOn' },
    noPlanFrom: { text: { en: 'The account has no plan-from date', 'zh-CN': '客户未设定计划开始日' }, field: 'planFrom' },
  },
  select: (fiscalYear) => `with ${reviews('planItem', 'plan_item')}, ${items(fiscalYear)} ${itemRows} union all ${sectionRows}`,
});
