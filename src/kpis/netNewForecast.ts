import { defineKpi } from './kpi.ts';
import { eachPartner, partnerPart, partnerShare } from './rules/partnerShares.ts';
import { noExpectedClose, noStatus } from './rules/pipeline.ts';
import { noAmount, noClosedOn, notNetNew } from './rules/reasons.ts';

export const netNewForecast = defineKpi({
  id: 'net-new-forecast',
  group: 'agreements',
  title: { en: 'Net-new forecast', 'zh-CN': '净新增预测' },
  formula: {
    en: 'Net-new revenue won in the fiscal year, plus the committed opportunities that are expected to close in it',
    'zh-CN': '本财年已赢得的净新增收入，加上预计在本财年成交的承诺商机',
  },
  unit: 'money',
  better: 'higher',
  shape: 'level',
  value: 'sum',
  version: 1,
  reads: ['opportunity'],
  touches: { opportunity: 'select id as subject from changed' },
  reasons: {
    notNetNew,
    noStatus,
    noClosedOn,
    noExpectedClose,
    noAmount,
    notCommitted: { text: { en: 'The forecast category is not commit', 'zh-CN': '预测类别不是承诺' }, field: 'forecastCategory' },
  },
  // A commit stands until it is closed or its year ends, also after its expected close; what is won or lost by now stood until then.
  select: (fiscalYear) => `
    select
      o.id as subject, 'opportunity' as record_type, o.id as record_id, ${partnerPart('row.part')} as part, row.excluded,
      row.counts_from, row.counts_until, ${partnerShare('o.amount')} as numerator, 0::numeric as denominator,
      o.amount_currency as currency, o.organization_id, o.product, o.motion, partner.id as partner_id, o.owner_id
    from opportunity o
    cross join lateral (
      select 'commit' as part,
        case
          when o.type is distinct from 'netNew' then 'notNetNew'
          when o.status is null or o.status not in ('open', 'won', 'lost') then 'noStatus'
          when o.forecast_category is distinct from 'commit' then 'notCommitted'
          when o.status <> 'open' and o.closed_on is null then 'noClosedOn'
          when o.expected_close is null then 'noExpectedClose'
          when o.amount is null then 'noAmount'
        end as excluded,
        greatest(o.created_on, ${fiscalYear.start('o.expected_close')}) as counts_from,
        least(${fiscalYear.end('o.expected_close')} + 1, case when o.status <> 'open' then o.closed_on end) as counts_until
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
    ${eachPartner('o.partners_ids')}`,
});
