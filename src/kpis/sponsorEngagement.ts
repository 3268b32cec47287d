import { defineKpi } from './kpi.ts';
import { executiveReasons, executiveTouches, metExecutives } from './rules/executives.ts';

export const sponsorEngagement = defineKpi({
  id: 'sponsor-engagement',
  group: 'satisfaction',
  title: { en: 'Sponsor engagement', 'zh-CN': '高管赞助人互动' },
  formula: {
    en: 'Executives who met their sponsor within the agreed cadence (180 days where none is) ÷ executives with a sponsor',
    'zh-CN': '在约定间隔内（未约定则 180 天）与赞助人会面的高管 ÷ 有赞助人的高管',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['contact', 'meeting'],
  touches: executiveTouches,
  reasons: {
    ...executiveReasons,
    noSponsor: { text: { en: 'The contact has no sponsor', 'zh-CN': '该联系人没有赞助人' }, field: 'sponsor' },
    withoutSponsor: { text: { en: 'The sponsor did not take part', 'zh-CN': '赞助人未参加' }, field: 'withSponsor' },
  },
  select: () =>
    metExecutives({
      notAsked: "case when c.sponsor_id is null then 'noSponsor' end",
      notEnough: "case when m.with_sponsor is not true then 'withoutSponsor' end",
      days: 'coalesce(c.sponsor_cadence, 180)',
    }),
});
