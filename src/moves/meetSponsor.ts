import { uncovered } from './executives.ts';
import { defineMove } from './move.ts';

/** Bring an executive together with the sponsor, where the agreed cadence has run out on the horizon. */
export const meetSponsor = defineMove({
  kind: 'meetSponsor',
  text: { en: 'Bring the executive and the sponsor together', 'zh-CN': '安排高管与赞助人会面' },
  recordType: 'contact',
  kpis: ['sponsor-engagement'],
  candidates: ({ asOf, horizon }) =>
    uncovered({
      asOf,
      horizon,
      days: 'coalesce(c.sponsor_cadence, 180)',
      also: 'c.sponsor_id is not null',
      meeting: 'm.with_sponsor',
      owner: 'c.sponsor_id',
    }),
  changes: ({ record_id, facts }) => [
    {
      recordType: 'meeting',
      recordId: null,
      set: { contacts: [`${record_id}:accepted`], heldOn: facts.heldOn, kind: 'meeting', withSponsor: true },
    },
  ],
});
