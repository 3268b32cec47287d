import { defineKpi } from './kpi.ts';
import { noAmount, noRecognisedOn } from './rules/reasons.ts';

export const revenue = defineKpi({
  id: 'revenue',
  group: 'agreements',
  title: { en: 'Revenue', 'zh-CN': '收入' },
  formula: { en: 'Billed revenue recognised in the period', 'zh-CN': '期间内确认的已开票收入' },
  unit: 'money',
  better: 'higher',
  shape: 'flow',
  value: 'sum',
  version: 1,
  reads: ['revenue'],
  touches: { revenue: 'select id as subject from changed' },
  reasons: {
    notBilled: { text: { en: 'The revenue is not of kind billed', 'zh-CN': '该收入不是已开票收入' }, field: 'kind' },
    noRecognisedOn,
    noAmount,
  },
  select: () => `
    select
      r.id as subject, 'revenue' as record_type, r.id as record_id, '' as part,
      case
        when r.kind is distinct from 'billed' then 'notBilled'
        when r.recognised_on is null then 'noRecognisedOn'
        when r.amount is null then 'noAmount'
      end as excluded,
      r.recognised_on as occurred_on, r.recognised_on as counts_from, 'infinity'::date as counts_until,
      r.amount as numerator, 0::numeric as denominator, r.amount_currency as currency,
      r.organization_id, r.country_of_use as country, r.product
    from revenue r`,
});
