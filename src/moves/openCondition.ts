import { isOpen } from './conditions.ts';
import { defineMove } from './move.ts';
import { reviewDay } from './reviewing.ts';

/** Answer an organization's open conditions with one of the other side, agreed, dated and reviewed. */
export const openCondition = defineMove({
  kind: 'openCondition',
  text: { en: "Agree the other side's condition in return", 'zh-CN': '商定对方的对应条件' },
  recordType: 'condition',
  kpis: ['cos-quality', 'cos-in-place'],
  candidates: ({ asOf, horizon }) => `
    select distinct on (c.organization_id) c.id as record_id, c.owner_id, null::date as due_on,
      jsonb_build_object('organization', c.organization_id, 'side', case c.side when 'ours' then 'theirs' else 'ours' end, 'openedOn', ${asOf},
        'agreedOn', ${asOf}, 'dueOn', ${horizon}, 'reviewedOn', ${reviewDay(asOf, horizon)}) as facts
    from condition c
    where c.side in ('ours', 'theirs') and ${isOpen('c', horizon)}
      and not exists (
        select from condition answer
        where answer.organization_id is not distinct from c.organization_id and answer.side <> c.side and ${isOpen('answer', horizon)})
    order by c.organization_id, c.id limit 2000`,
  changes: ({ facts }) => [{ recordType: 'condition', recordId: null, set: facts }],
});
