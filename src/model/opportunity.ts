import { called, defineRecord } from './fields.ts';

export const opportunity = defineRecord({
  type: 'opportunity',
  label: { en: 'Opportunity', 'zh-CN': '商机' },
  alsoCalled: called('deal, pipeline, sales pipeline, sales opportunity, potential, opp', '商机, 销售机会, 机会, 项目商机, 商机列表'),
  titleField: 'name',
  fields: {
    name: {
      kind: 'text',
      label: { en: 'Name', 'zh-CN': '名称' },
      alsoCalled: called(
        'topic, subject, title, deal, opportunity, opportunity title, potential name, project name, deal title',
        '商机, 商机主题, 商机标题, 机会名称, 项目名称, 主题',
      ),
    },
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
      alsoCalled: called(
        'kind, deal category, business type, opportunity category, revenue type, new or existing, sales type',
        '业务类型, 商机类别, 销售类型, 签约类型',
      ),
    },
    stage: {
      kind: 'text',
      label: { en: 'Stage', 'zh-CN': '阶段' },
      alsoCalled: called(
        'deal stage, sales stage, stage name, pipeline stage, sales phase, phase, sales process stage',
        '销售阶段, 商机阶段, 当前阶段, 跟进阶段, 阶段名称',
      ),
    },
    status: {
      kind: 'choice',
      label: { en: 'Status', 'zh-CN': '状态' },
      choices: { open: { en: 'Open', 'zh-CN': '进行中' }, won: { en: 'Won', 'zh-CN': '赢单' }, lost: { en: 'Lost', 'zh-CN': '丢单' } },
      alsoCalled: called(
        'state, outcome, result, deal status, won or lost, win loss, lifecycle status',
        '结果, 商机状态, 销售结果, 成交状态, 赢单状态, 输赢',
      ),
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
      alsoCalled: called('forecast, forecast category name, forecast type, commitment level', '预测, 预测分类, 预测类型, 承诺类别'),
    },
    amount: {
      kind: 'money',
      label: { en: 'Amount', 'zh-CN': '金额' },
      alsoCalled: called(
        'close value, value, revenue, deal value, deal amount, deal size, opportunity amount, opportunity value, estimated revenue, actual revenue, estimated value, expected value, expected amount, total contract value, tcv, contract value',
        '预计金额, 商机金额, 预计销售金额, 成交金额, 销售金额, 预计成交金额, 合同金额, 预计收入, 预计签约金额',
      ),
    },
    createdOn: {
      kind: 'date',
      label: { en: 'Created on', 'zh-CN': '创建日' },
      alsoCalled: called(
        'engage date, created, create date, created date, created time, date created, opened on, opened, open date, add time, added on',
        '创建日期, 创建时间, 录入日期, 登记日期, 立项日期',
      ),
    },
    proposedOn: {
      kind: 'date',
      label: { en: 'Proposed on', 'zh-CN': '提案日' },
      alsoCalled: called(
        'proposal date, proposal sent, proposal sent on, quote date, offer date, bid date',
        '方案日期, 报价日期, 投标日期, 提交方案日期',
      ),
    },
    expectedClose: {
      kind: 'date',
      label: { en: 'Expected close', 'zh-CN': '预计成交日' },
      alsoCalled: called(
        'expected close date, estimated close date, estimated close, forecast close date, planned close, target close date, projected close date, anticipated close, expected signing date',
        '预计成交日期, 预计签约日期, 预计结单日期, 预计关闭日期, 预计成交时间, 预计签单日期, 计划成交日期',
      ),
    },
    closedOn: {
      kind: 'date',
      label: { en: 'Closed on', 'zh-CN': '成交日' },
      alsoCalled: called(
        'close date, closed date, closing date, actual close date, actual close, deal closed on, won time, won date, date closed, decision date',
        '结单日期, 成交日期, 关闭日期, 实际成交日期, 赢单日期, 成交时间, 签约日期, 签单日期, 实际签约日期, 签约时间',
      ),
    },
    owner: {
      kind: 'person',
      label: { en: 'Owner', 'zh-CN': '负责人' },
      alsoCalled: called(
        'sales agent, sales rep, salesperson, sales representative, account executive, account manager, deal owner, opportunity owner, responsible, responsible person, assigned to, rep, seller, owner name, employee responsible',
        '销售, 销售人员, 销售代表, 商机负责人, 业务员, 跟进人, 所有人, 客户经理, 归属人, 销售负责人',
      ),
    },
    product: {
      kind: 'text',
      label: { en: 'Product', 'zh-CN': '产品' },
      alsoCalled: called(
        'products, product line, product name, solution, product family, offering, primary product',
        '产品名称, 产品线, 意向产品, 产品类别',
      ),
    },
    motion: {
      kind: 'choice',
      label: { en: 'Motion', 'zh-CN': '销售方式' },
      choices: {
        sellTo: { en: 'Sell to', 'zh-CN': '直接销售' },
        sellWith: { en: 'Sell with', 'zh-CN': '联合销售' },
        sellThrough: { en: 'Sell through', 'zh-CN': '经由销售' },
      },
      alsoCalled: called(
        'route, route to market, sales motion, sales channel, go to market, channel type',
        '销售渠道, 销售模式, 渠道类型, 合作模式',
      ),
    },
    partners: {
      kind: 'references',
      refersTo: 'partner',
      label: { en: 'Partners', 'zh-CN': '合作伙伴' },
      alsoCalled: called(
        'partner, partner name, partner account, partners involved, reseller, channel partner, distributor',
        '合作方, 渠道商, 代理商, 经销商, 伙伴',
      ),
    },
    servicesAttached: {
      kind: 'boolean',
      label: { en: 'Services attached', 'zh-CN': '附加服务' },
      alsoCalled: called('with services, services, services included, service attached, has services', '含服务, 是否含服务, 包含服务'),
    },
    keyWin: {
      kind: 'boolean',
      label: { en: 'Key win', 'zh-CN': '关键赢单' },
      alsoCalled: called(
        'key deal, strategic deal, strategic, must win, key opportunity',
        '重点项目, 重点商机, 是否重点, 关键商机, 重大项目',
      ),
    },
    businessValue: {
      kind: 'text',
      label: { en: 'Business value', 'zh-CN': '业务价值' },
      alsoCalled: called(
        'value proposition, business case, value for the customer, customer value, business outcome',
        '价值主张, 客户价值',
      ),
    },
    /** For a renewal: the agreement that it renews. */
    agreement: {
      kind: 'reference',
      refersTo: 'agreement',
      label: { en: 'Agreement', 'zh-CN': '协议' },
      alsoCalled: called('renewal of, renewed contract, contract number, contract id, agreement id', '合同编号, 协议编号, 关联合同'),
    },
  },
  /** As they stood when the opportunity closed, or were corrected within 30 days of the closed date. Null while open. */
  remembered: { keyWinAtClose: 'boolean', partnersAtClose: 'text[]', servicesAtClose: 'boolean' },
});
