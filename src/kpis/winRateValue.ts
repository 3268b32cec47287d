import { defineKpi } from './kpi.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { isRenewal, noAmount, noClosedOn, notClosed } from './rules/reasons.ts';

export const winRateValue = defineKpi({
  id: 'win-rate-value',
  group: 'agreements',
  title: { en: 'Win rate by value', 'zh-CN': '赢单率（按金额）' },
  formula: {
    en: 'Amount of the opportunities won ÷ amount of those won or lost, renewals left out',
    'zh-CN': '赢单商机金额 ÷ 赢单与丢单商机金额（不含续约）',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['opportunity'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: { isRenewal, notClosed, noClosedOn, noAmount },
  select: () => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart("''")} as part,
      case
        when o.type = 'renewal' then 'isRenewal'
        when o.status is null or o.status not in ('won', 'lost') then 'notClosed'
        when o.closed_on is null then 'noClosedOn'
        when o.amount is null then 'noAmount'
      end as excluded,
      o.closed_on as occurred_on, o.closed_on as counts_from, 'infinity'::date as counts_until,
      case when o.status = 'won' then ${partnerShare('o.amount')} else 0 end as numerator, ${partnerShare('o.amount')} as denominator,
      o.amount_currency as currency, o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from opportunity o ${eachPartner('o.partners_ids')}`,
});
