import { called, defineRecord } from './fields.ts';

export const revenue = defineRecord({
  type: 'revenue',
  label: { en: 'Revenue', 'zh-CN': '收入' },
  alsoCalled: called(
    'revenue ledger, invoices, invoice, billing, billings, sales ledger, actuals, sales',
    '收入, 收入明细, 开票, 发票, 账单, 营收, 销售收入',
  ),
  fields: {
    organization: {
      kind: 'reference',
      refersTo: 'organization',
      label: { en: 'Organization', 'zh-CN': '组织' },
      alsoCalled: called('invoiced to, bill to, billed to, sold to, payer', '开票单位, 开票客户, 付款方'),
    },
    recognisedOn: {
      kind: 'date',
      label: { en: 'Recognised on', 'zh-CN': '确认日' },
      alsoCalled: called(
        'date, invoice date, order date, booking date, posting date, recognized on, recognition date, revenue date, billing date, transaction date, period, month',
        '确认日期, 开票日期, 入账日期, 收入日期, 记账日期, 收入确认日期, 发票日期',
      ),
    },
    amount: {
      kind: 'money',
      label: { en: 'Amount', 'zh-CN': '金额' },
      alsoCalled: called(
        'sales, revenue, revenue amount, net amount, invoice amount, billed amount, amount billed, net sales, total',
        '收入, 收入金额, 开票金额, 确认金额, 不含税金额, 营收金额',
      ),
    },
    kind: {
      kind: 'choice',
      label: { en: 'Kind', 'zh-CN': '种类' },
      choices: {
        billed: { en: 'Billed', 'zh-CN': '已开票' },
        addressable: { en: 'Addressable', 'zh-CN': '可获取' },
        wallet: { en: "Customer's spend", 'zh-CN': '客户支出' },
      },
      alsoCalled: called('type, revenue type, entry type, kind of entry, revenue kind, category', '类型, 收入类型, 类别'),
    },
    product: {
      kind: 'text',
      label: { en: 'Product', 'zh-CN': '产品' },
      alsoCalled: called('product name, product line, material, item, sku, service', '产品名称, 产品线, 物料'),
    },
    agreement: {
      kind: 'reference',
      refersTo: 'agreement',
      label: { en: 'Agreement', 'zh-CN': '协议' },
      alsoCalled: called('contract, contract number, contract id, agreement number', '合同, 合同编号, 协议编号'),
    },
    countryOfUse: {
      kind: 'country',
      label: { en: 'Country of use', 'zh-CN': '使用国家' },
      alsoCalled: called('used in, usage country', '使用地, 使用国家或地区'),
    },
  },
});
