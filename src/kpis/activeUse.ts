import { defineKpi } from './kpi.ts';
import { measurementReasons, measurements, measurementTouches } from './rules/measurements.ts';

export const activeUse = defineKpi({
  id: 'active-use',
  group: 'deployed',
  title: { en: 'Active use', 'zh-CN': '活跃使用率' },
  formula: { en: 'Active seats ÷ seats deployed', 'zh-CN': '活跃席位 ÷ 已部署席位' },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['deployment'],
  touches: { deployment: measurementTouches },
  reasons: {
    ...measurementReasons,
    noActive: { text: { en: 'The number of active seats is empty', 'zh-CN': '活跃席位为空' }, field: 'active' },
  },
  select: () => `
    with ${measurements("case when d.deployed is null then 'noDeployed' when d.active is null then 'noActive' end")}
    select
      m.subject, 'deployment' as record_type, m.id as record_id, '' as part, m.excluded, m.counts_from, m.counts_until,
      m.active as numerator, m.deployed as denominator, m.organization_id, m.product
    from measured m`,
});
