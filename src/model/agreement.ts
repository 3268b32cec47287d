import { called, defineRecord } from './fields.ts';

export const agreement = defineRecord({
  type: 'agreement',
  label: { en: 'Agreement', 'zh-CN': '协议' },
  alsoCalled: called('contract, subscription, enrollment, licence agreement, license agreement', '合同, 协议, 订阅, 合同列表'),
  titleField: 'program',
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    program: {
      kind: 'choice',
      label: { en: 'Programme', 'zh-CN': '计划' },
      choices: {
        EA: { en: 'EA', 'zh-CN': 'EA' },
        EAS: { en: 'EAS', 'zh-CN': 'EAS' },
        SCE: { en: 'SCE', 'zh-CN': 'SCE' },
        MPSA: { en: 'MPSA', 'zh-CN': 'MPSA' },
        CSP: { en: 'CSP', 'zh-CN': 'CSP' },
        other: { en: 'Other', 'zh-CN': '其他' },
      },
      alsoCalled: called(
        'program, program name, programme name, agreement type, contract type, licensing program, license program, enrollment type',
        '合同类型, 协议类型, 合同类别, 许可计划',
      ),
    },
    startsOn: {
      kind: 'date',
      label: { en: 'Starts on', 'zh-CN': '开始日' },
      alsoCalled: called(
        'start date, contract start, effective date, valid from, begin date, commencement date, subscription start date',
        '开始日期, 生效日期, 合同开始日期, 起始日期, 起始日, 合同起始日',
      ),
    },
    /** The last day in force. */
    endsOn: {
      kind: 'date',
      label: { en: 'Ends on', 'zh-CN': '到期日' },
      alsoCalled: called(
        'expiry, end date, renewal date, expiry date, expiration date, contract end, valid to, valid until, expires on, term end',
        '结束日期, 到期日期, 合同结束日期, 终止日期, 有效期至, 合同到期日, 截止日期',
      ),
    },
    /** The first day no longer in force. */
    terminatedOn: {
      kind: 'date',
      label: { en: 'Terminated on', 'zh-CN': '终止日' },
      alsoCalled: called('termination date, cancellation date, cancelled on, terminated', '解约日期, 提前终止日'),
    },
    annualValue: {
      kind: 'money',
      label: { en: 'Annual value', 'zh-CN': '年金额' },
      alsoCalled: called(
        'annual contract value, acv, annual amount, annual recurring revenue, arr, value per year, yearly value, annual revenue',
        '年度金额, 年合同额, 年费, 年度合同金额',
      ),
    },
    signedOn: {
      kind: 'date',
      label: { en: 'Signed on', 'zh-CN': '签署日' },
      alsoCalled: called(
        'signature date, signed date, customer signed date, contract signed, signing date, date signed',
        '签订日期, 签约日期, 签署日期, 签订日',
      ),
    },
    renews: {
      kind: 'references',
      refersTo: 'agreement',
      label: { en: 'Renews', 'zh-CN': '续约自' },
      alsoCalled: called(
        'renewal of, previous agreement, previous contract, renewed from, predecessor, predecessor contract, renews agreement, replaces',
        '原合同编号, 续签自, 上一合同, 原合同',
      ),
    },
    /** One line each as 'product:seats'. */
    lines: {
      kind: 'texts',
      label: { en: 'Lines (product:seats)', 'zh-CN': '明细（产品:席位）' },
      alsoCalled: called('products and seats, line items, licences, licenses', '明细, 产品明细'),
    },
    countriesOfUse: {
      kind: 'countries',
      label: { en: 'Countries of use', 'zh-CN': '使用国家' },
      alsoCalled: called('used in, usage countries, countries', '使用国家或地区, 适用国家'),
    },
    owner: {
      kind: 'person',
      label: { en: 'Owner', 'zh-CN': '负责人' },
      alsoCalled: called(
        'contract owner, agreement owner, account manager, responsible, responsible person',
        '合同负责人, 客户经理, 经办人',
      ),
    },
  },
});
