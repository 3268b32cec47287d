import { defineRecord } from './fields.ts';

export const contact = defineRecord({
  type: 'contact',
  label: { en: 'Contact', 'zh-CN': '联系人' },
  fields: {
    name: { kind: 'personal', attribute: 'name', label: { en: 'Name', 'zh-CN': '姓名' } },
    title: { kind: 'personal', attribute: 'title', label: { en: 'Title', 'zh-CN': '职务' } },
    level: {
      kind: 'choice',
      label: { en: 'Level', 'zh-CN': '级别' },
      choices: {
        CXO: { en: 'CXO', 'zh-CN': '首席高管' },
        VP: { en: 'VP', 'zh-CN': '副总裁' },
        director: { en: 'Director', 'zh-CN': '总监' },
        other: { en: 'Other', 'zh-CN': '其他' },
      },
    },
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    activeFrom: { kind: 'date', label: { en: 'Active from', 'zh-CN': '在任自' } },
    /** The last day on which the person is active. */
    activeUntil: { kind: 'date', label: { en: 'Active until', 'zh-CN': '在任至' } },
    relationshipOwner: { kind: 'person', label: { en: 'Relationship owner', 'zh-CN': '关系负责人' } },
    sponsor: { kind: 'person', label: { en: 'Executive sponsor', 'zh-CN': '高管赞助人' } },
    sponsorCadence: { kind: 'integer', min: 1, max: 1000, label: { en: 'Sponsor cadence, days', 'zh-CN': '赞助人会面间隔（天）' } },
    address: { kind: 'personal', attribute: 'address', label: { en: 'E-mail address', 'zh-CN': '邮箱' } },
  },
});
