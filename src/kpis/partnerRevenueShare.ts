import { defineKpi } from './kpi.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { noAmount, noClosedOn, notWon } from './rules/reasons.ts';

export const partnerRevenueShare = defineKpi({
  id: 'partner-revenue-share',
  group: 'partners',
  title: { en: 'Partner revenue share', 'zh-CN': '合作伙伴收入占比' },
  formula: {
    en: 'Amount won with the motions sell with and sell through ÷ amount won',
    'zh-CN': '联合销售与经由销售的赢单金额 ÷ 全部赢单金额',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['opportunity'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: { notWon, noClosedOn, noAmount },
  select: () => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart("''")} as part,
      case
        when o.status is distinct from 'won' then 'notWon'
        when o.closed_on is null then 'noClosedOn'
        when o.amount is null then 'noAmount'
      end as excluded,
      o.closed_on as occurred_on, o.closed_on as counts_from, 'infinity'::date as counts_until,
      case when o.motion in ('sellWith', 'sellThrough') then ${partnerShare('o.amount')} else 0 end as numerator,
      ${partnerShare('o.amount')} as denominator,
      o.amount_currency as currency, o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id, o.motion as segment
    from opportunity o ${eachPartner('o.partners_ids')}`,
});
