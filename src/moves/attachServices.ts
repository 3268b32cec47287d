import { keyWinAtClose } from './keyWinAtClose.ts';
import { defineMove } from './move.ts';

/** Attach services to a win of the last 30 days. */
export const attachServices = defineMove({
  kind: 'attachServices',
  text: { en: 'Attach services to the win', 'zh-CN': '为赢单附加服务' },
  recordType: 'opportunity',
  kpis: ['services-attach'],
  candidates: ({ asOf }) => `
    select o.id as record_id, o.owner_id, o.closed_on + 30 as due_on, '{}'::jsonb as facts
    from opportunity o
    where ${keyWinAtClose(asOf)} and o.services_at_close is not true
    order by o.closed_on, o.id limit 2000`,
  changes: ({ record_id }) => [{ recordType: 'opportunity', recordId: record_id, set: { servicesAttached: true } }],
});
