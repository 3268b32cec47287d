import { defineMove } from './move.ts';
import { isUnreviewed, reviewDay } from './reviewing.ts';

/** Review an active item of the account plan whose last review has lapsed by the horizon. */
export const reviewPlanItem = defineMove({
  kind: 'reviewPlanItem',
  text: { en: 'Review the plan item', 'zh-CN': '检查计划项' },
  recordType: 'planItem',
  kpis: ['plan-currency'],
  candidates: ({ asOf, horizon, fiscalYear }) => `
    select r.id as record_id, r.owner_id, ${horizon} as due_on, jsonb_build_object('reviewedOn', ${reviewDay(asOf, horizon)}) as facts
    from plan_item r
    where r.fiscal_year = ${fiscalYear.year(horizon)} and coalesce(r.done_on > ${horizon}, true) and ${isUnreviewed('planItem', horizon)}
    order by r.id limit 2000`,
  changes: ({ record_id, facts }) => [{ recordType: 'planItem', recordId: record_id, set: { reviewedOn: facts.reviewedOn } }],
});
