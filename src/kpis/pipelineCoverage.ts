import type { FiscalYear } from './fiscalYear.ts';
import { defineKpi } from './kpi.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { noExpectedClose, noStatus } from './rules/pipeline.ts';
import { noAmount, noClosedOn, notNetNew } from './rules/reasons.ts';

/**
 * Open opportunities, and wins taken off the target. Whatever is closed by now was open until then. An opportunity
 * without a creation date counts from the start of the year of its expected close.
 */
const opportunityRows = (fiscalYear: FiscalYear) => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart('row.part')} as part, row.excluded,
      row.counts_from, row.counts_until,
      case when row.part = 'open' then ${partnerShare('o.amount')} else 0 end as numerator,
      case when row.part = 'won' then -(${partnerShare('o.amount')}) else 0 end as denominator,
      o.amount_currency as currency, o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from opportunity o
    cross join lateral (
      select 'open' as part,
        case
          when o.type is distinct from 'netNew' then 'notNetNew'
          when o.status is null or o.status not in ('open', 'won', 'lost') then 'noStatus'
          when o.status <> 'open' and o.closed_on is null then 'noClosedOn'
          when o.expected_close is null then 'noExpectedClose'
          when o.amount is null then 'noAmount'
        end as excluded,
        greatest(o.created_on, ${fiscalYear.start('o.expected_close')}) as counts_from,
        least(o.expected_close + 1, case when o.status <> 'open' then o.closed_on end) as counts_until
      union all
      select 'closeDatePassed', 'closeDatePassed', o.expected_close + 1, 'infinity'
      where o.type = 'netNew' and o.status = 'open' and o.expected_close is not null
      union all
      select 'won',
        case
          when o.type is distinct from 'netNew' then 'notNetNew'
          when o.closed_on is null then 'noClosedOn'
          when o.amount is null then 'noAmount'
        end,
        o.closed_on, ${fiscalYear.end('o.closed_on')} + 1
      where o.status = 'won'
    ) row
    ${eachPartner('o.partners_ids')}`;

/**
 * The targets of net-new revenue. A year's own target stands before the sum of its quarters. Where the account has a
 * target, each organization's is taken off the part without organization ('ofAccount'), so that all add up to the account's.
 */
const targetRows = (fiscalYear: FiscalYear) => `
    select
      'targets' as subject, 'target' as record_type, t.id as record_id, row.part, t.excluded,
      ${fiscalYear.startOf('t.year')} as counts_from, ${fiscalYear.endOf('t.year')} + 1 as counts_until,
      0::numeric as numerator, case when row.part = 'ofAccount' then -t.value else t.value end as denominator,
      t.value_currency as currency, case when row.part = 'ofAccount' then null else t.organization_id end as organization_id,
      null as product, null as motion, null as partner_id, null as owner_id
    from (
      select standing.*,
        bool_or(excluded is null and organization_id is null) over (partition by year) as account_has_one
      from (
        select counted.*,
          coalesce(wrong, case
            when place > 1 then 'anotherStands'
            when quarter is not null and bool_or(wrong is null and quarter is null) over (partition by organization_id, year) then 'yearStands'
          end) as excluded
        from (
          select read.*, row_number() over (partition by organization_id, year, quarter, wrong order by not id like 'app:%', id collate "C") as place
          from (
            select g.id, g.value, g.value_currency, g.organization_id, period.quarter,
              case when period.year between 1990 and 2101 then period.year end as year,
              case
                when g.kpi is distinct from 'net-new-revenue' then 'otherKpi'
                when period.year is null or period.year not between 1990 and 2101 then 'noPeriod'
                when g.value is null then 'noValue'
              end as wrong
            from target g
            cross join lateral (
              select substring(g.period from '^FY([0-9]{4})(?:-Q[1-4])?$')::int as year, substring(g.period from '^FY[0-9]{4}-Q([1-4])$') as quarter
            ) period
          ) read
        ) counted
      ) standing
    ) t
    cross join lateral (
      select '' as part
      union all
      select 'ofAccount' where t.account_has_one and t.organization_id is not null and t.excluded is null
    ) row`;

export const pipelineCoverage = defineKpi({
  id: 'pipeline-coverage',
  group: 'agreements',
  title: { en: 'Pipeline coverage', 'zh-CN': '管道覆盖率' },
  formula: {
    en: 'Amount of the open net-new opportunities expected to close by the end of the fiscal year ÷ what is still missing to the net-new target',
    'zh-CN': '预计在财年结束前成交的未结净新增商机金额 ÷ 距净新增目标的差额',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  usedUp: 'targetMet',
  version: 1,
  reads: ['opportunity', 'target'],
  touches: { opportunity: 'select id as subject from changed', target: "select 'targets' as subject from changed" },
  reasons: {
    notNetNew,
    noStatus,
    noClosedOn,
    noExpectedClose,
    noAmount,
    closeDatePassed: { text: { en: 'Close date passed', 'zh-CN': '预计成交日已过' }, field: 'expectedClose' },
    otherKpi: { text: { en: 'The target is not one of net-new revenue', 'zh-CN': '该目标不属于净新增收入' }, field: 'kpi' },
    noPeriod: { text: { en: 'The period is neither a fiscal year nor a quarter', 'zh-CN': '期间既不是财年也不是季度' }, field: 'period' },
    noValue: { text: { en: 'The value is empty', 'zh-CN': '值为空' }, field: 'value' },
    anotherStands: { text: { en: 'Another target of the same period stands', 'zh-CN': '同一期间已有其他目标生效' } },
    yearStands: { text: { en: 'The target of the whole year stands', 'zh-CN': '全年目标生效' } },
  },
  select: (fiscalYear) => `${opportunityRows(fiscalYear)} union all ${targetRows(fiscalYear)}`,
});
