import { defineKpi } from './kpi.ts';
import { noAmount, noRecognisedOn } from './rules/reasons.ts';

export const addressableRevenueGrowth = defineKpi({
  id: 'addressable-revenue-growth',
  group: 'growth',
  headline: 5,
  title: { en: 'Addressable revenue growth', 'zh-CN': '可获取收入增长' },
  formula: {
    en: 'Addressable revenue of the period ÷ that of the same days one fiscal year earlier, minus one',
    'zh-CN': '期间内可获取收入 ÷ 上一财年同期可获取收入，再减一',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'growth',
  version: 1,
  reads: ['revenue'],
  touches: { revenue: 'select id as subject from changed' },
  reasons: {
    notAddressable: { text: { en: 'The revenue is not of kind addressable', 'zh-CN': '该收入不是可获取收入' }, field: 'kind' },
    noRecognisedOn,
    noAmount,
  },
  select: () => `
    select
      r.id as subject, 'revenue' as record_type, r.id as record_id, '' as part,
      case
        when r.kind is distinct from 'addressable' then 'notAddressable'
        when r.recognised_on is null then 'noRecognisedOn'
        when r.amount is null then 'noAmount'
      end as excluded,
      r.recognised_on as occurred_on, r.recognised_on as counts_from, 'infinity'::date as counts_until,
      r.amount as numerator, 0::numeric as denominator, r.amount_currency as currency,
      r.organization_id, r.country_of_use as country, r.product
    from revenue r`,
});
