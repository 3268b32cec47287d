import { defineKpi } from './kpi.ts';
import { noDueOn, onTimeParts } from './rules/onTime.ts';

const dueOn = 'coalesce(c.first_due_on, c.due_on)';

export const teamCommitments = defineKpi({
  id: 'team-commitments',
  group: 'conditions',
  title: { en: 'Team commitments', 'zh-CN': '团队承诺' },
  formula: { en: 'Commitments answered by their first due date ÷ commitments due', 'zh-CN': '在最初到期日前答复的承诺数 ÷ 到期承诺数' },
  unit: 'ratio',
  better: 'higher',
  shape: 'flow',
  value: 'ratio',
  version: 1,
  reads: ['commitment'],
  touches: { commitment: 'select id as subject from changed' },
  reasons: {
    noDueOn,
    notDone: { text: { en: 'It is not answered', 'zh-CN': '尚未答复' }, field: 'answeredOn' },
    doneLate: { text: { en: 'It was answered after its first due date', 'zh-CN': '在最初到期日之后答复' }, field: 'answeredOn' },
  },
  select: () => `
    select
      c.id as subject, 'commitment' as record_type, c.id as record_id, row.part, row.excluded,
      ${dueOn} as occurred_on, row.counts_from, 'infinity'::date as counts_until, row.numerator, row.denominator,
      c.owner_id, c.team_asked as segment
    from commitment c
    ${onTimeParts({ excluded: `case when ${dueOn} is null then 'noDueOn' end`, dueOn, doneOn: 'c.answered_on' })}`,
});
