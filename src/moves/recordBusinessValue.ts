import { defineMove } from './move.ts';

/** Record the business value of a proposal that was made without one. What it is, the person who does it says. */
export const recordBusinessValue = defineMove({
  kind: 'recordBusinessValue',
  text: { en: 'Record the business value of the proposal', 'zh-CN': '记录提案的业务价值' },
  recordType: 'opportunity',
  kpis: ['business-value-proposals'],
  candidates: ({ asOf, horizon, fiscalYear }) => `
    select o.id as record_id, o.owner_id, null::date as due_on, '{}'::jsonb as facts
    from opportunity o
    where o.proposed_on between ${fiscalYear.start(asOf)} and ${horizon} and coalesce(trim(o.business_value), '') = ''
    order by o.proposed_on desc, o.id limit 2000`,
  changes: ({ record_id }) => [{ recordType: 'opportunity', recordId: record_id, set: { businessValue: 'to be recorded' } }],
});
