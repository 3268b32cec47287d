import { defineRecord } from './fields.ts';

export const agreement = defineRecord({
  type: 'agreement',
  label: { en: 'Agreement', 'zh-CN': '协议' },
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
    },
    startsOn: { kind: 'date', label: { en: 'Starts on', 'zh-CN': '开始日' } },
    /** The last day in force. */
    endsOn: { kind: 'date', label: { en: 'Ends on', 'zh-CN': '到期日' }, alsoCalled: ['expiry', 'end date', 'renewal date'] },
    /** The first day no longer in force. */
    terminatedOn: { kind: 'date', label: { en: 'Terminated on', 'zh-CN': '终止日' } },
    annualValue: { kind: 'money', label: { en: 'Annual value', 'zh-CN': '年金额' } },
    signedOn: { kind: 'date', label: { en: 'Signed on', 'zh-CN': '签署日' } },
    renews: { kind: 'references', refersTo: 'agreement', label: { en: 'Renews', 'zh-CN': '续约自' } },
    /** One line each as 'product:seats'. */
    lines: { kind: 'texts', label: { en: 'Lines (product:seats)', 'zh-CN': '明细（产品:席位）' } },
    countriesOfUse: { kind: 'countries', label: { en: 'Countries of use', 'zh-CN': '使用国家' } },
    owner: { kind: 'person', label: { en: 'Owner', 'zh-CN': '负责人' } },
  },
});
