import { defineRecord } from './fields.ts';

export const opportunity = defineRecord({
  type: 'opportunity',
  label: { en: 'Opportunity', 'zh-CN': '商机' },
  titleField: 'name',
  fields: {
    name: { kind: 'text', label: { en: 'Name', 'zh-CN': '名称' } },
    organization: {
      kind: 'reference',
      refersTo: 'organization',
      label: { en: 'Organization', 'zh-CN': '组织' },
      alsoCalled: ['account', 'customer', '客户'],
    },
    type: {
      kind: 'choice',
      label: { en: 'Type', 'zh-CN': '类型' },
      choices: {
        netNew: { en: 'Net new', 'zh-CN': '净新增' },
        expansion: { en: 'Expansion', 'zh-CN': '扩展' },
        renewal: { en: 'Renewal', 'zh-CN': '续约' },
      },
    },
    stage: { kind: 'text', label: { en: 'Stage', 'zh-CN': '阶段' }, alsoCalled: ['deal stage', 'sales stage'] },
    status: {
      kind: 'choice',
      label: { en: 'Status', 'zh-CN': '状态' },
      choices: { open: { en: 'Open', 'zh-CN': '进行中' }, won: { en: 'Won', 'zh-CN': '赢单' }, lost: { en: 'Lost', 'zh-CN': '丢单' } },
    },
    forecastCategory: {
      kind: 'choice',
      label: { en: 'Forecast category', 'zh-CN': '预测类别' },
      choices: {
        commit: { en: 'Commit', 'zh-CN': '承诺' },
        bestCase: { en: 'Best case', 'zh-CN': '最佳情况' },
        pipeline: { en: 'Pipeline', 'zh-CN': '管道' },
        omitted: { en: 'Omitted', 'zh-CN': '不计' },
      },
    },
    amount: { kind: 'money', label: { en: 'Amount', 'zh-CN': '金额' }, alsoCalled: ['close value', 'value', 'revenue'] },
    createdOn: { kind: 'date', label: { en: 'Created on', 'zh-CN': '创建日' }, alsoCalled: ['engage date', 'created'] },
    proposedOn: { kind: 'date', label: { en: 'Proposed on', 'zh-CN': '提案日' } },
    expectedClose: { kind: 'date', label: { en: 'Expected close', 'zh-CN': '预计成交日' } },
    closedOn: { kind: 'date', label: { en: 'Closed on', 'zh-CN': '成交日' }, alsoCalled: ['close date'] },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' }, alsoCalled: ['sales agent', 'sales rep', 'salesperson'] },
    product: { kind: 'text', label: { en: 'Product', 'zh-CN': '产品' } },
    motion: {
      kind: 'choice',
      label: { en: 'Motion', 'zh-CN': '销售方式' },
      choices: {
        sellTo: { en: 'Sell to', 'zh-CN': '直接销售' },
        sellWith: { en: 'Sell with', 'zh-CN': '联合销售' },
        sellThrough: { en: 'Sell through', 'zh-CN': '经由销售' },
      },
    },
    partners: { kind: 'references', refersTo: 'partner', label: { en: 'Partners', 'zh-CN': '合作伙伴' } },
    servicesAttached: { kind: 'boolean', label: { en: 'Services attached', 'zh-CN': '附加服务' } },
    keyWin: { kind: 'boolean', label: { en: 'Key win', 'zh-CN': '关键赢单' } },
    businessValue: { kind: 'text', label: { en: 'Business value', 'zh-CN': '业务价值' } },
    /** For a renewal: the agreement that it renews. */
    agreement: { kind: 'reference', refersTo: 'agreement', label: { en: 'Agreement', 'zh-CN': '协议' } },
  },
  /** As they stood when the opportunity closed, or were corrected within 30 days of the closed date. Null while open. */
  remembered: { keyWinAtClose: 'boolean', partnersAtClose: 'text[]', servicesAtClose: 'boolean' },
});
