import { defineKpi } from './kpi.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { noAmount, noClosedOn, notNetNew, notWon } from './rules/reasons.ts';

export const netNewRevenue = defineKpi({
  id: 'net-new-revenue',
  group: 'agreements',
  headline: 2,
  title: { en: 'Net-new revenue', 'zh-CN': '净新增收入' },
  formula: { en: 'Amount of the net-new opportunities won in the period', 'zh-CN': '期间内赢得的净新增商机金额' },
  unit: 'money',
  better: 'higher',
  shape: 'flow',
  value: 'sum',
  version: 1,
  reads: ['opportunity'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: { notNetNew, notWon, noClosedOn, noAmount },
  select: () => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart("''")} as part,
      case
        when o.type is distinct from 'netNew' then 'notNetNew'
        when o.status is distinct from 'won' then 'notWon'
        when o.closed_on is null then 'noClosedOn'
        when o.amount is null then 'noAmount'
      end as excluded,
      o.closed_on as occurred_on, o.closed_on as counts_from, 'infinity'::date as counts_until,
      ${partnerShare('o.amount')} as numerator, 0::numeric as denominator, o.amount_currency as currency,
      o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from opportunity o ${eachPartner('o.partners_ids')}`,
});
