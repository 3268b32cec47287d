import { defineKpi } from './kpi.ts';
import { noDueOn, onTimeParts } from './rules/onTime.ts';

const dueOn = 'coalesce(p.first_due_on, p.due_on)';

export const planActionsOnTime = defineKpi({
  id: 'plan-actions-on-time',
  group: 'conditions',
  title: { en: 'Plan actions on time', 'zh-CN': '计划行动按时率' },
  formula: { en: 'Actions done by their first due date ÷ actions due', 'zh-CN': '在最初到期日前完成的行动数 ÷ 到期行动数' },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['planItem'],
  touches: { planItem: 'select id as subject from changed' },
  reasons: {
    notAnAction: { text: { en: 'The item is not in the section actions', 'zh-CN': '该项不属于“行动”章节' }, field: 'section' },
    noDueOn,
    notDone: { text: { en: 'It is not done', 'zh-CN': '尚未完成' }, field: 'doneOn' },
    doneLate: { text: { en: 'It was done after its first due date', 'zh-CN': '在最初到期日之后完成' }, field: 'doneOn' },
  },
  select: () => `
    select
      p.id as subject, 'planItem' as record_type, p.id as record_id, row.part, row.excluded,
      ${dueOn} as occurred_on, row.counts_from, 'infinity'::date as counts_until, row.numerator, row.denominator, p.owner_id
    from plan_item p
    ${onTimeParts({
      excluded: `case when p.section is distinct from 'actions' then 'notAnAction' when ${dueOn} is null then 'noDueOn' end`,
      dueOn,
      doneOn: 'p.done_on',
    })}`,
});
