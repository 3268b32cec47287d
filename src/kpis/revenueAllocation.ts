import { defineKpi } from './kpi.ts';
import { noAmount, noRecognisedOn } from './rules/reasons.ts';

export const revenueAllocation = defineKpi({
  id: 'revenue-allocation',
  group: 'deployed',
  title: { en: 'Revenue allocated to countries', 'zh-CN': '收入分配到国家' },
  formula: {
    en: 'Billed revenue whose country of use is set ÷ billed revenue of agreements used in several countries',
    'zh-CN': '已注明使用国家的已开票收入 ÷ 多国使用协议的已开票收入',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['revenue', 'agreement'],
  touches: {
    revenue: 'select id as subject from changed',
    agreement: 'select r.id as subject from changed join revenue r on r.agreement_id = changed.id',
  },
  reasons: {
    notBilled: { text: { en: 'The revenue is not of kind billed', 'zh-CN': '该收入不是已开票收入' }, field: 'kind' },
    noAgreement: { text: { en: 'The revenue belongs to no known agreement', 'zh-CN': '该收入不属于任何已知协议' }, field: 'agreement' },
    oneCountry: { text: { en: 'The agreement is not used in several countries', 'zh-CN': '该协议未在多个国家使用' }, field: 'agreement' },
    noRecognisedOn,
    noAmount,
    noCountryOfUse: { text: { en: 'The country of use is empty', 'zh-CN': '使用国家为空' }, field: 'countryOfUse' },
  },
  select: () => `
    select
      r.id as subject, 'revenue' as record_type, r.id as record_id, row.part, row.excluded,
      r.recognised_on as occurred_on, r.recognised_on as counts_from, 'infinity'::date as counts_until, row.numerator, row.denominator,
      r.amount_currency as currency, r.organization_id, r.country_of_use as country, r.product
    from (
      select r.id, r.recognised_on, r.amount, r.amount_currency, r.organization_id, r.country_of_use, r.product,
        case
          when r.kind is distinct from 'billed' then 'notBilled'
          when a.id is null then 'noAgreement'
          when coalesce(cardinality(a.countries_of_use), 0) < 2 then 'oneCountry'
          when (select count(distinct used.country) from unnest(a.countries_of_use) as used(country)) < 2 then 'oneCountry'
          when r.recognised_on is null then 'noRecognisedOn'
          when r.amount is null then 'noAmount'
        end as excluded
      from revenue r left join agreement a on a.id = r.agreement_id
    ) r
    cross join lateral (
      select '' as part, r.excluded, 0::numeric as numerator, r.amount as denominator
      union all
      select 'met', case when r.country_of_use is null then 'noCountryOfUse' end, r.amount, 0 where r.excluded is null
    ) row`,
});
