import { defineRecord } from './fields.ts';

/** One measurement of one product at one organization, in seats. */
export const deployment = defineRecord({
  type: 'deployment',
  label: { en: 'Deployment', 'zh-CN': '部署' },
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    product: { kind: 'text', label: { en: 'Product', 'zh-CN': '产品' } },
    measuredOn: { kind: 'date', label: { en: 'Measured on', 'zh-CN': '测量日' } },
    owned: { kind: 'number', min: 0, label: { en: 'Seats owned', 'zh-CN': '拥有席位' } },
    deployed: { kind: 'number', min: 0, label: { en: 'Seats deployed', 'zh-CN': '已部署席位' } },
    active: { kind: 'number', min: 0, label: { en: 'Seats active', 'zh-CN': '活跃席位' } },
    current: {
      kind: 'number',
      min: 0,
      label: { en: 'Seats on the current or previous version', 'zh-CN': '当前或上一版本席位' },
      alsoCalled: ['current version'],
    },
  },
});
