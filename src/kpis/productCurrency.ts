import { defineKpi } from './kpi.ts';
import { measurementReasons, measurements, measurementTouches } from './rules/measurements.ts';

export const productCurrency = defineKpi({
  id: 'product-currency',
  group: 'deployed',
  title: { en: 'Product currency', 'zh-CN': '产品版本时效' },
  formula: {
    en: 'Deployed seats on the current or previous version ÷ seats deployed',
    'zh-CN': '使用当前或上一版本的已部署席位 ÷ 已部署席位',
  },
  unit: 'ratio',
  better: 'higher',
  shape: 'level',
  value: 'ratio',
  version: 1,
  reads: ['deployment'],
  touches: { deployment: measurementTouches },
  reasons: {
    ...measurementReasons,
    noCurrent: {
      text: { en: 'The number of seats on the current or previous version is empty', 'zh-CN': '当前或上一版本席位为空' },
      field: 'current',
    },
  },
  select: () => `
    with ${measurements("case when d.deployed is null then 'noDeployed' when d.current is null then 'noCurrent' end")}
    select
      m.subject, 'deployment' as record_type, m.id as record_id, '' as part, m.excluded, m.counts_from, m.counts_until,
      m.current as numerator, m.deployed as denominator, m.organization_id, m.product
    from measured m`,
});
