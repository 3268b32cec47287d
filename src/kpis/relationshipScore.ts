import { defineKpi } from './kpi.ts';
import { responseReasons, responseTouches, standingResponses } from './rules/responses.ts';

/** The scale that a record states, else its method's. */
const lowest = "coalesce(s.scale_min, case s.method when 'nps' then 0 when 'nsat5' then 1 end)";
const highest = "coalesce(s.scale_max, case s.method when 'nps' then 10 when 'nsat5' then 5 end)";

export const relationshipScore = defineKpi({
  id: 'relationship-score',
  group: 'satisfaction',
  headline: 4,
  title: { en: 'Relationship score', 'zh-CN': '关系评分' },
  formula: {
    en: "Each respondent's latest score of the last 12 months on a scale of 0 to 100, on average",
    'zh-CN': '每位受访者最近 12 个月内最新评分（换算为 0–100）的平均值',
  },
  isOfAnswers: true,
  unit: 'score',
  better: 'higher',
  shape: 'level',
  value: 'mean',
  version: 1,
  reads: ['score'],
  touches: { score: responseTouches },
  reasons: {
    ...responseReasons,
    noScale: { text: { en: 'The scale is not known', 'zh-CN': '量表未知' }, field: 'scaleMax' },
  },
  select: () =>
    standingResponses({
      excluded: `case
            when ${lowest} is null or ${highest} is null or ${highest} <= ${lowest} then 'noScale'
            when s.score not between ${lowest} and ${highest} then 'outsideScale'
          end`,
      value: `(s.score - ${lowest}) * 100 / nullif(${highest} - ${lowest}, 0)`,
    }),
});
