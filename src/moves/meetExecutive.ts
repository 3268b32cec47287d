import { uncovered } from './executives.ts';
import { defineMove } from './move.ts';

/** Meet an executive whom no accepted meeting of the last 90 days covers on the horizon. */
export const meetExecutive = defineMove({
  kind: 'meetExecutive',
  text: { en: 'Meet the executive', 'zh-CN': '与高管会面' },
  recordType: 'contact',
  kpis: ['executive-coverage'],
  candidates: ({ asOf, horizon }) =>
    uncovered({ asOf, horizon, days: '90', also: 'true', meeting: 'true', owner: 'c.relationship_owner_id' }),
  changes: ({ record_id, facts }) => [
    { recordType: 'meeting', recordId: null, set: { contacts: [`${record_id}:accepted`], heldOn: facts.heldOn, kind: 'meeting' } },
  ],
});
