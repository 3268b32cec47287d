import { defineKpi } from './kpi.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { isRenewal, noClosedOn, notWon } from './rules/reasons.ts';

export const salesCycle = defineKpi({
  id: 'sales-cycle',
  group: 'agreements',
  title: { en: 'Sales cycle', 'zh-CN': '销售周期' },
  formula: {
    en: 'Days from creation to the closed date, on average over the opportunities won, renewals left out',
    'zh-CN': '赢单商机从创建到成交的平均天数（不含续约）',
  },
  unit: 'days',
  better: 'lower',
  shape: 'flow',
  value: 'mean',
  version: 1,
  reads: ['opportunity'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: {
    isRenewal,
    notWon,
    noClosedOn,
    noCreatedOn: { text: { en: 'The creation date is empty', 'zh-CN': '创建日为空' }, field: 'createdOn' },
    closedBeforeCreated: {
      text: { en: 'The opportunity was closed before it was created', 'zh-CN': '成交日早于创建日' },
      field: 'createdOn',
    },
  },
  select: () => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart("''")} as part,
      case
        when o.type = 'renewal' then 'isRenewal'
        when o.status is distinct from 'won' then 'notWon'
        when o.closed_on is null then 'noClosedOn'
        when o.created_on is null then 'noCreatedOn'
        when o.closed_on < o.created_on then 'closedBeforeCreated'
      end as excluded,
      o.closed_on as occurred_on, o.closed_on as counts_from, 'infinity'::date as counts_until,
      ${partnerShare('(o.closed_on - o.created_on)::numeric')} as numerator, ${partnerShare('1::numeric')} as denominator,
      o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from opportunity o ${eachPartner('o.partners_ids')}`,
});
