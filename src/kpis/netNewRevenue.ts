import { defineKpi } from './kpi.ts';

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
  reasons: {
    notNetNew: { text: { en: 'The opportunity is not net new', 'zh-CN': '该商机不是净新增' }, field: 'type' },
    notWon: { text: { en: 'The opportunity is not won', 'zh-CN': '该商机未赢单' }, field: 'status' },
    noClosedOn: { text: { en: 'The closed date is empty', 'zh-CN': '成交日为空' }, field: 'closedOn' },
    noAmount: { text: { en: 'The amount is empty', 'zh-CN': '金额为空' }, field: 'amount' },
  },
  select: () => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, coalesce(share.part, '') as part,
      case
        when o.type is distinct from 'netNew' then 'notNetNew'
        when o.status is distinct from 'won' then 'notWon'
        when o.closed_on is null then 'noClosedOn'
        when o.amount is null then 'noAmount'
      end as excluded,
      o.closed_on as occurred_on, o.closed_on as counts_from, 'infinity'::date as counts_until,
      coalesce(share.amount, o.amount) as numerator, 0 as denominator, o.amount_currency as currency,
      o.organization_id, o.product, o.motion, share.partner_id, o.owner_id, o.type as segment
    from opportunity o
    left join lateral (
      select p.partner_id as part, p.partner_id,
        round(o.amount * p.i / p.n, 2) - round(o.amount * (p.i - 1) / p.n, 2) as amount
      from (
        select partner_id, ordinality as i, count(*) over () as n
        from unnest(o.partner_ids) with ordinality as named(partner_id, ordinality)
      ) p
    ) share on true`,
});
