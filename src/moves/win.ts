import { defineMove } from './move.ts';

/** Win an open opportunity, today. */
export const win = defineMove({
  kind: 'win',
  text: { en: 'Win the opportunity', 'zh-CN': '赢得商机' },
  recordType: 'opportunity',
  kpis: [
    'net-new-revenue',
    'net-new-forecast',
    'pipeline-coverage',
    'win-rate',
    'win-rate-value',
    'sales-cycle',
    'partner-attach',
    'services-attach',
    'partner-revenue-share',
  ],
  candidates: () => `
    select o.id as record_id, o.owner_id, o.expected_close as due_on, '{}'::jsonb as facts
    from opportunity o where o.status = 'open' order by o.amount desc nulls last, o.id limit 2000`,
  changes: ({ record_id }, { asOf }) => [{ recordType: 'opportunity', recordId: record_id, set: { status: 'won', closedOn: asOf } }],
});
