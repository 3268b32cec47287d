import { defineMove } from './move.ts';

/** Allocate billed revenue of an agreement that several countries use: to the country of the organization that was billed. */
export const allocateRevenue = defineMove({
  kind: 'allocateRevenue',
  text: { en: 'Allocate the revenue to its country of use', 'zh-CN': '将收入分配到使用国家' },
  recordType: 'revenue',
  kpis: ['revenue-allocation'],
  candidates: ({ asOf, horizon, fiscalYear }) => `
    select r.id as record_id, a.owner_id, null::date as due_on, jsonb_build_object('country', o.country) as facts
    from revenue r
    join agreement a on a.id = r.agreement_id and cardinality(a.countries_of_use) > 1
    join organization o on o.id = r.organization_id and o.country is not null
    where r.kind = 'billed' and r.country_of_use is null and r.amount is not null
      and r.recognised_on between ${fiscalYear.start(asOf)} and ${horizon}
    order by r.amount desc, r.id limit 2000`,
  changes: ({ record_id, facts }) => [{ recordType: 'revenue', recordId: record_id, set: { countryOfUse: facts.country } }],
});
