import { defineRecord } from './fields.ts';

export const revenue = defineRecord({
  type: 'revenue',
  label: { en: 'Revenue', 'zh-CN': '收入' },
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    recognisedOn: { kind: 'date', label: { en: 'Recognised on', 'zh-CN': '确认日' }, alsoCalled: ['date', 'invoice date', 'order date'] },
    amount: { kind: 'money', label: { en: 'Amount', 'zh-CN': '金额' }, alsoCalled: ['sales', 'revenue'] },
    kind: {
      kind: 'choice',
      label: { en: 'Kind', 'zh-CN': '种类' },
      choices: {
        billed: { en: 'Billed', 'zh-CN': '已开票' },
        addressable: { en: 'Addressable', 'zh-CN': '可获取' },
        wallet: { en: "Customer's spend", 'zh-CN': '客户支出' },
      },
    },
    product: { kind: 'text', label: { en: 'Product', 'zh-CN': '产品' } },
    agreement: { kind: 'reference', refersTo: 'agreement', label: { en: 'Agreement', 'zh-CN': '协议' } },
    countryOfUse: { kind: 'country', label: { en: 'Country of use', 'zh-CN': '使用国家' } },
  },
});
