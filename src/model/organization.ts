import { defineRecord } from './fields.ts';

export const organization = defineRecord({
  type: 'organization',
  label: { en: 'Organization', 'zh-CN': '组织' },
  titleField: 'name',
  fields: {
    name: {
      kind: 'text',
      label: { en: 'Name', 'zh-CN': '名称' },
      alsoCalled: ['account', 'company', 'customer', 'subsidiary', '公司', '客户'],
    },
    country: { kind: 'country', label: { en: 'Country', 'zh-CN': '国家/地区' }, alsoCalled: ['office location', 'location', 'nation'] },
    region: { kind: 'text', label: { en: 'Region', 'zh-CN': '区域' } },
    parent: {
      kind: 'reference',
      refersTo: 'organization',
      label: { en: 'Parent', 'zh-CN': '上级组织' },
      alsoCalled: ['subsidiary of', 'parent company', '母公司'],
    },
    lineOfBusiness: { kind: 'text', label: { en: 'Line of business', 'zh-CN': '业务线' }, alsoCalled: ['sector', 'industry', '行业'] },
    conditionsInScope: { kind: 'boolean', label: { en: 'Conditions of satisfaction in scope', 'zh-CN': '纳入满意条件' } },
  },
});
