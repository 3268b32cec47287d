import { defineKpi } from './kpi.ts';
import { measurementReasons, measurements, measurementTouches } from './rules/measurements.ts';

/** The lines 'product:seats' of an agreement, read as `line(product, seats)`; a line without a number says nothing. */
const linesOf = (agreement: string) => `
    cross join lateral (
      select trim(substring(entry from '^(.*):[^:]*$')) as product, sum(substring(entry from ':\\s*([0-9]+(?:\\.[0-9]+)?)\\s*$')::numeric) as seats
      from unnest(${agreement}.lines) as written(entry) where entry ~ ':\\s*[0-9]+(\\.[0-9]+)?\\s*$' group by 1
    ) line`;

export const deployment = defineKpi({
  id: 'deployment',
  group: 'deployed',
  headline: 8,
  title: { en: 'Deployment', 'zh-CN': '部署率' },
  formula: {
    en: 'Seats deployed ÷ seats owned by the agreements in force (the measured figure only where there are none)',
    'zh-CN': '已部署席位 ÷ 生效协议拥有的席位（没有生效协议时采用测量值）',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['deployment', 'agreement'],
  touches: {
    deployment: measurementTouches,
    agreement: `select coalesce(a.organization_id, '') || '|' || line.product as subject from changed join agreement a on a.id = changed.id ${linesOf('a')}`,
  },
  reasons: {
    ...measurementReasons,
    noOwned: {
      text: {
        en: 'No agreement in force owns this product, and the number of seats owned is empty',
        'zh-CN': '没有生效协议拥有该产品，且拥有席位为空',
      },
      field: 'owned',
    },
  },
  // A measurement's time is cut by the agreements of the same organization that own the product: within each its seats
  // ('owned'), where any is in force the deployed seats once ('deployed'), and where none is, the measured figure ('measured').
  select: () => `
    with ${measurements("case when d.deployed is null then 'noDeployed' end")},
    owned_by as not materialized (
      select coalesce(a.organization_id, '') as organization, line.product, line.seats, a.id as agreement_id,
        a.starts_on, coalesce(least(a.ends_on + 1, a.terminated_on), 'infinity'::date) as until
      from agreement a ${linesOf('a')}
      where a.starts_on is not null and a.starts_on < coalesce(least(a.ends_on + 1, a.terminated_on), 'infinity'::date)
    ),
    -- one more row per measurement stands before all agreements, so that the time before the first is a gap as well
    cut as not materialized (
      select m.id, m.subject, m.organization_id, m.product, m.owned, m.deployed, m.excluded, m.counts_from, m.counts_until,
        span.agreement_id, span.seats, span.starts_on, span.until,
        max(span.until) over (partition by m.subject, m.id order by span.starts_on, span.agreement_id collate "C" nulls first rows between unbounded preceding and 1 preceding) as covered_until,
        max(span.until) over (partition by m.subject, m.id order by span.starts_on, span.agreement_id collate "C" nulls first rows unbounded preceding) as covered_now,
        lead(span.starts_on) over (partition by m.subject, m.id order by span.starts_on, span.agreement_id collate "C" nulls first) as next_starts_on
      from measured m
      join (
        select id as measurement_id, null as agreement_id, null::numeric as seats, measured_on as starts_on, measured_on as until from deployment
        union all
        select d.id, o.agreement_id, o.seats, greatest(o.starts_on, d.measured_on), o.until
        from deployment d join owned_by o on o.organization = coalesce(d.organization_id, '') and o.product = d.product
        where o.until > d.measured_on and o.starts_on < (d.measured_on + interval '12 months')::date
      ) span on span.measurement_id = m.id
    )
    select
      c.subject, 'deployment' as record_type, c.id as record_id, row.part, row.excluded, row.counts_from, row.counts_until,
      row.numerator, row.denominator, c.organization_id, c.product
    from cut c
    cross join lateral (
      select 'owned:' || c.agreement_id as part, c.excluded, c.starts_on as counts_from, least(c.until, c.counts_until) as counts_until,
        0::numeric as numerator, c.seats as denominator
      where c.agreement_id is not null and c.excluded is null and c.starts_on < c.counts_until
      union all
      select 'deployed:' || c.agreement_id, null, greatest(c.starts_on, c.covered_until), least(c.until, c.counts_until), c.deployed, 0
      where c.agreement_id is not null and c.excluded is null and greatest(c.starts_on, c.covered_until) < least(c.until, c.counts_until)
      union all
      select 'measured:' || coalesce(c.agreement_id, ''), coalesce(c.excluded, case when c.owned is null then 'noOwned' end),
        c.covered_now, least(coalesce(c.next_starts_on, 'infinity'), c.counts_until), c.deployed, c.owned
      where case when c.excluded is null then c.covered_now < least(coalesce(c.next_starts_on, 'infinity'), c.counts_until) else c.agreement_id is null end
    ) row`,
});
