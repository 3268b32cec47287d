import { defineMove } from './move.ts';

/** Bring an open net-new opportunity into the forecast. */
export const commit = defineMove({
  kind: 'commit',
  text: { en: 'Commit the opportunity', 'zh-CN': '将商机列入承诺' },
  recordType: 'opportunity',
  kpis: ['net-new-forecast'],
  candidates: ({ asOf, horizon }) => `
    select o.id as record_id, o.owner_id, o.expected_close as due_on, '{}'::jsonb as facts
    from opportunity o
    where o.status = 'open' and o.type = 'netNew' and o.forecast_category is distinct from 'commit' and o.expected_close between ${asOf} and ${horizon}
    order by o.amount desc nulls last, o.id limit 2000`,
  changes: ({ record_id }) => [{ recordType: 'opportunity', recordId: record_id, set: { forecastCategory: 'commit' } }],
});
