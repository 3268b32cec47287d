import { defineMove } from './move.ts';

/** Do an action of the account plan while it can still be on time: by the first due date that was known. */
export const completePlanItem = defineMove({
  kind: 'completePlanItem',
  text: { en: 'Do the action by its due date', 'zh-CN': '按期完成行动' },
  recordType: 'planItem',
  kpis: ['plan-actions-on-time'],
  candidates: ({ asOf, horizon }) => `
    select p.id as record_id, p.owner_id, coalesce(p.first_due_on, p.due_on) as due_on, '{}'::jsonb as facts
    from plan_item p
    where p.section = 'actions' and p.done_on is null and coalesce(p.first_due_on, p.due_on) between ${asOf} and ${horizon}
    order by due_on, p.id limit 2000`,
  changes: ({ record_id }, { asOf }) => [{ recordType: 'planItem', recordId: record_id, set: { doneOn: asOf } }],
});
