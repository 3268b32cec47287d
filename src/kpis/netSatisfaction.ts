import { defineKpi } from './kpi.ts';
import { responseReasons, responseTouches, standingResponses } from './rules/responses.ts';

export const netSatisfaction = defineKpi({
  id: 'net-satisfaction',
  group: 'satisfaction',
  title: { en: 'Net satisfaction', 'zh-CN': '净满意度' },
  formula: {
    en: "Share of satisfied less share of dissatisfied respondents, by each survey's own method (NPS: 9–10 and 0–6, NSAT: 5 and 1–2)",
    'zh-CN': '满意者占比减去不满意者占比，按各调查自身的方法（NPS：9–10 与 0–6；NSAT：5 与 1–2）',
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
    noNetValue: { text: { en: "The survey's method has no net value", 'zh-CN': '该调查方法没有净值' }, field: 'method' },
  },
  // The segment is the method, so that each can be read alone.
  select: () =>
    standingResponses({
      excluded: `case
            when s.method is null or s.method not in ('nps', 'nsat5') then 'noNetValue'
            when s.method = 'nps' and s.score not between 0 and 10 then 'outsideScale'
            when s.method = 'nsat5' and s.score not between 1 and 5 then 'outsideScale'
          end`,
      value: `case s.method
            when 'nps' then case when s.score >= 9 then 100 when s.score <= 6 then -100 else 0 end
            when 'nsat5' then case when s.score >= 5 then 100 when s.score <= 2 then -100 else 0 end
          end::numeric`,
    }),
});
