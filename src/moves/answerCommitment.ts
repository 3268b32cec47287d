import { defineMove } from './move.ts';

/** Answer what another team asked for while it can still be on time: by the first due date that was known. */
export const answerCommitment = defineMove({
  kind: 'answerCommitment',
  text: { en: 'Answer the commitment by its due date', 'zh-CN': '按期答复承诺' },
  recordType: 'commitment',
  kpis: ['team-commitments'],
  candidates: ({ asOf, horizon }) => `
    select c.id as record_id, c.owner_id, coalesce(c.first_due_on, c.due_on) as due_on, '{}'::jsonb as facts
    from commitment c
    where c.answered_on is null and coalesce(c.first_due_on, c.due_on) between ${asOf} and ${horizon}
    order by due_on, c.id limit 2000`,
  changes: ({ record_id }, { asOf }) => [{ recordType: 'commitment', recordId: record_id, set: { answeredOn: asOf } }],
});
