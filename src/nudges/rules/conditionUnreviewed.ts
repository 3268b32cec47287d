import { isOpen } from '../../moves/conditions.ts';
import { reviewCondition } from '../../moves/reviewCondition.ts';
import { reviewDay } from '../../moves/reviewing.ts';
import { defineRule } from '../rule.ts';

/** An open condition of satisfaction was last looked at 90 days ago or more, or its review lapses within a week. */
export const conditionUnreviewed = defineRule({
  key: 'conditionUnreviewed',
  title: { en: 'Condition not reviewed', 'zh-CN': '满意条件未检查' },
  recordType: 'condition',
  measures: [{ kpi: 'cos-quality', at: 'usual' }],
  candidates: ({ asOf, fiscalYear }) => `
    select c.id as record_id, c.owner_id, coalesce(c.last_on, c.opened_on) + 90 as due_on,
      jsonb_build_object('reviewedOn', greatest(c.opened_on, ${reviewDay(asOf, fiscalYear.end(asOf))})) as facts,
      jsonb_build_object('organization', c.organization_id, 'side', c.side, 'measure', c.measure, 'lastOn', c.last_on, 'openedOn', c.opened_on) as told
    from (
      select c.*, greatest(
          case when c.reviewed_on <= ${asOf} then c.reviewed_on end,
          (select max(v.reviewed_on) from review v where v.record_type = 'condition' and v.record = c.id and v.reviewed_on <= ${asOf})) as last_on
      from condition c
      where ${isOpen('c', asOf)}
    ) c
    where coalesce(c.last_on, c.opened_on) + 90 <= ${asOf} + 7
    order by c.id`,
  hypotheses: (candidate, { asOf, yearEnd }) => ({ done: reviewCondition.changes(candidate, { asOf, horizon: yearEnd }) }),
  ask: {
    en: ({ organization, facts }) => {
      const side = facts.side === 'ours' ? 'our condition' : facts.side === 'theirs' ? 'their condition' : 'the condition';
      return `Does ${side} with ${organization || 'the customer'} still stand${facts.measure ? `: “${facts.measure}”` : ''}?`;
    },
    'zh-CN': ({ organization, facts, choice }) =>
      `与${organization ? ` ${organization} ` : '客户'}约定的${facts.side ? choice('side', facts.side) : ''}满意条件是否仍然有效${facts.measure ? `：“${facts.measure}”` : ''}？`,
  },
  why: {
    en: ({ facts, today, date, days }) =>
      facts.lastOn
        ? `It was last reviewed on ${date(facts.lastOn)}, ${days(facts.lastOn, today)} days ago; a review counts for 90 days.`
        : `It was opened on ${date(facts.openedOn)} and has never been reviewed.`,
    'zh-CN': ({ facts, today, date, days }) =>
      facts.lastOn
        ? `上次检查于 ${date(facts.lastOn)}，已过去 ${days(facts.lastOn, today)} 天；检查有效期为 90 天。`
        : `自 ${date(facts.openedOn)} 开始以来从未检查。`,
  },
  doing: { en: () => 'Keeping it reviewed', 'zh-CN': () => '保持检查' },
  answer: {
    field: 'reviewedOn',
    kind: 'date',
    label: { en: 'Reviewed on', 'zh-CN': '检查日' },
    suggested: ({ asOf }) => asOf,
    earliest: (_days, facts) => (typeof facts.lastOn === 'string' ? facts.lastOn : null),
    latest: ({ asOf }) => asOf,
    change: (recordId, value) => ({ recordType: 'condition', recordId, set: { reviewedOn: value } }),
  },
});
