import { isOpen } from './conditions.ts';
import { defineMove } from './move.ts';

/** Agree an open condition with the customer, and by when it shall be met. (Its measure and owner are for people to find.) */
export const agreeCondition = defineMove({
  kind: 'agreeCondition',
  text: { en: 'Agree the condition and its date with the customer', 'zh-CN': '与客户商定满意条件及其期限' },
  recordType: 'condition',
  kpis: ['cos-quality'],
  candidates: ({ asOf, horizon }) => `
    select c.id as record_id, c.owner_id, c.due_on,
      jsonb_strip_nulls(jsonb_build_object(
        'agreedOn', case when coalesce(c.agreed_on > ${horizon}, true) then greatest(c.opened_on, ${asOf}) end,
        'dueOn', case when c.due_on is null then ${horizon} end)) as facts
    from condition c
    where ${isOpen('c', horizon)} and (coalesce(c.agreed_on > ${horizon}, true) or c.due_on is null)
    order by c.id limit 2000`,
  changes: ({ record_id, facts }) => [{ recordType: 'condition', recordId: record_id, set: facts }],
});
