import { defineKpi } from './kpi.ts';
import { executiveReasons, executiveTouches, metExecutives } from './rules/executives.ts';

export const executiveCoverage = defineKpi({
  id: 'executive-coverage',
  group: 'satisfaction',
  title: { en: 'Executive coverage', 'zh-CN': '高管覆盖率' },
  formula: {
    en: 'Active executives (CXO and VP) met in the last 90 days ÷ active executives',
    'zh-CN': '最近 90 天内会面过的在任高管（首席高管与副总裁）÷ 在任高管',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['contact', 'meeting'],
  touches: executiveTouches,
  reasons: executiveReasons,
  select: () => metExecutives({ notAsked: 'null', notEnough: 'null', days: '90' }),
});
