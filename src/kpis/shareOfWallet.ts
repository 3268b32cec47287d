import { defineKpi } from './kpi.ts';
import { noAmount, noRecognisedOn } from './rules/reasons.ts';

/** The estimate of a year, month by month: the shares telescope, so that twelve months add up to the year exactly. */
const upToMonth = (month: string) => `round(r.amount * (${month}) / 12, greatest(scale(r.amount), 12))`;

export const shareOfWallet = defineKpi({
  id: 'share-of-wallet',
  group: 'growth',
  title: { en: 'Share of wallet', 'zh-CN': '钱包份额' },
  formula: {
    en: "Addressable revenue ÷ the customer's addressable spend, estimated per organization and year and spread over its twelve months",
    'zh-CN': '可获取收入 ÷ 客户的可获取支出（按组织和年度估计，平均分到十二个月）',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['revenue'],
  touches: { revenue: 'select id as subject from changed' },
  reasons: {
    otherKind: {
      text: { en: "The revenue is neither addressable nor the customer's spend", 'zh-CN': '该收入既不是可获取收入也不是客户支出' },
      field: 'kind',
    },
    noRecognisedOn,
    noAmount,
  },
  // A wallet record is the estimate of the fiscal year that holds its date: its months count from their first days.
  select: (fiscalYear) => `
    select
      r.id as subject, 'revenue' as record_type, r.id as record_id, coalesce(month.number::text, '') as part,
      case
        when r.kind is null or r.kind not in ('addressable', 'wallet') then 'otherKind'
        when r.recognised_on is null then 'noRecognisedOn'
        when r.amount is null then 'noAmount'
      end as excluded,
      coalesce(month.first_day, r.recognised_on) as occurred_on, coalesce(month.first_day, r.recognised_on) as counts_from,
      'infinity'::date as counts_until,
      case when r.kind = 'addressable' then r.amount else 0 end as numerator,
      case when r.kind = 'wallet' then ${upToMonth('month.number')} - ${upToMonth('month.number - 1')} else 0 end as denominator,
      r.amount_currency as currency, r.organization_id, r.country_of_use as country, r.product
    from revenue r
    left join lateral (
      select number, (${fiscalYear.start('r.recognised_on')} + (number - 1) * interval '1 month')::date as first_day
      from generate_series(1, 12) as number
    ) month on r.kind = 'wallet' and r.recognised_on is not null`,
});
