import { isOpen } from './conditions.ts';
import { defineMove } from './move.ts';
import { isUnreviewed, reviewDay } from './reviewing.ts';

/** Review an open condition of satisfaction whose last review has lapsed by the horizon. */
export const reviewCondition = defineMove({
  kind: 'reviewCondition',
  text: { en: 'Review the condition of satisfaction', 'zh-CN': '检查满意条件' },
  recordType: 'condition',
  kpis: ['cos-quality'],
  candidates: ({ asOf, horizon }) => `
    select r.id as record_id, r.owner_id, ${horizon} as due_on,
      jsonb_build_object('reviewedOn', greatest(r.opened_on, ${reviewDay(asOf, horizon)})) as facts
    from condition r
    where ${isOpen('r', horizon)} and ${isUnreviewed('condition', horizon)}
    order by r.id limit 2000`,
  changes: ({ record_id, facts }) => [{ recordType: 'condition', recordId: record_id, set: { reviewedOn: facts.reviewedOn } }],
});
