import { defineRecord } from './fields.ts';

export const partner = defineRecord({
  type: 'partner',
  label: { en: 'Partner', 'zh-CN': '合作伙伴' },
  titleField: 'name',
  fields: {
    name: { kind: 'text', label: { en: 'Name', 'zh-CN': '名称' } },
    kind: { kind: 'text', label: { en: 'Kind', 'zh-CN': '种类' } },
  },
});
